import type { ChangeFacts, Decided } from '../../domain/message/deciding.ts';
import type { MessageEffect } from '../../domain/message/change.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseMessageId, positionOf } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { readOnly } from '../../domain/vocabulary/permissions.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessageChanges } from '../ports/message-changes.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { unlessBusy } from '../session-log/unless-busy.ts';
import { messageNotFound, tryAgain } from '../use-cases/refusals.ts';

export interface ChangeMessageDependencies {
  readonly messageChanges: MessageChanges;
  readonly sessionLog: Pick<SessionLog, 'reserve' | 'seal'>;
  readonly clock: Clock;
}

export interface MessageWish {
  readonly user: UserId;
  readonly messageId: string;
}

/** A change, where it stands in the log. */
export interface ToldChange {
  readonly sessionId: SessionId;
  readonly entry: ChangeEntry;
}

/** How often, and after which wait. */
export interface Patience {
  readonly rounds: number;
  /** Before the rounds after the first, which are counted from 1. */
  readonly pause: (round: number) => Promise<void>;
}

/** As the resolvers do: one more round, at once. */
export const onceMore: Patience = { rounds: 2, pause: async () => undefined };

export interface MessageAct extends MessageWish {
  readonly decide: (facts: ChangeFacts) => Decided;
  /** Looks at what was decided, once, where that takes time. */
  readonly check?: (effect: MessageEffect) => Promise<Result<MessageEffect>>;
  readonly patience?: Patience;
}

interface Place {
  readonly seq: Seq;
  readonly at: Instant;
}

/**
 * Decides about a message as it stands, takes the next position of its session's log, and writes the change with the entry
 * that tells of it; where that rests on what is no longer so, decides again. `resolvers/functions` take the same steps.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> read
 *   read --> decide
 *   decide --> refused
 *   decide --> unchanged
 *   decide --> reserve: where no position is held
 *   reserve --> write
 *   write --> told: written
 *   write --> read: overtaken, or met another one; the position is kept
 *   write --> read: taken, the position was given up
 *   write --> tryAgain: after the last round
 * ```
 *
 * A position that ends up unused is sealed, so that readers need not wait out the grace time.
 *
 * @throws {StoreBusy}
 */
export async function changeMessage(
  { messageChanges, sessionLog, clock }: ChangeMessageDependencies,
  { user, messageId, decide, check, patience = onceMore }: MessageAct,
): Promise<Result<ToldChange | null>> {
  const id = parseMessageId(messageId);
  if (id === undefined) return refused(messageNotFound);
  const { sessionId, seq: target } = positionOf(id);
  let place: Place | undefined;
  let checked: MessageEffect | undefined;

  const ending = async (result: Result<null>): Promise<Result<null>> => {
    const unused = place;
    if (unused !== undefined) await unlessBusy(() => sessionLog.seal(sessionId, [unused.seq], clock.now()));
    return result;
  };

  for (let round = 1; round <= patience.rounds; round += 1) {
    if (round > 1) await patience.pause(round - 1);
    const basis = await messageChanges.basis(sessionId, target, user);
    if (basis === undefined) return ending(refused(messageNotFound));
    const { standing, message, emojis, vote } = basis;
    const facts = { user, session: standing, member: standing, message, emojis, vote, now: clock.now() };
    const decided = decide(facts);
    if (!decided.ok) return ending(decided);
    if (decided.value === null) return ending(done(null));

    if (check !== undefined && checked === undefined) {
      const looked = await check(decided.value.effect);
      if (!looked.ok) return ending(looked);
      checked = looked.value;
    }
    const { actorId } = decided.value;
    const effect = checked ?? decided.value.effect;

    if (place === undefined) {
      const at = clock.now();
      const { accessVersion } = standing;
      const reserved = await sessionLog.reserve(sessionId, at, { as: 'aside', accessVersion });
      if (reserved.kind === 'readOnly') return refused(readOnly);
      if (reserved.kind !== 'reserved') return refused(reserved.kind === 'gone' ? messageNotFound : tryAgain);
      place = { seq: reserved.seq, at };
    }
    const entry: ChangeEntry = { kind: 'MESSAGE_CHANGED', ...place, target, change: effect.change, actorId };
    const outcome = await messageChanges.write(sessionId, { by: user, entry, basis, effect });
    if (outcome === 'written') return done({ sessionId, entry });
    if (outcome === 'taken') place = undefined;
  }
  return ending(refused(tryAgain));
}
