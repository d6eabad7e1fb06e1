import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { Operation } from './operations.ts';
import type { Outcome, SignedRequests } from './signed-requests.ts';

/** What subscribers were not told. It names no user, and nothing of what was said. */
export interface Undelivered {
  readonly operation: Operation;
  /** `null` where it is about all sessions of a user. */
  readonly sessionId: SessionId | null;
  /** `null` where it is about no position. */
  readonly seq: Seq | null;
  readonly why: string;
  readonly attempts: number;
}

export interface LiveDeliveryParts {
  readonly requests: Pick<SignedRequests, 'send'>;
  /** Milliseconds that only go up. */
  readonly elapsed: () => number;
  /** 0 to 1, without 1. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly report: (undelivered: Undelivered) => void;
}

/**
 * Who changed something waits for it to be told, so that none of the three words that a removal takes is tried for longer
 * than this, in milliseconds: the function behind it has ten seconds.
 */
const patience = 2_000;
const attemptTimeout = 1_000;
const firstPause = 50;

/**
 * Tells AppSync's subscribers by its IAM-only mutations, which read from the log what they tell (docs/adr/0017).
 *
 * An answer that got lost is asked for again, so that an event may arrive twice: receivers go by its position.
 */
export class AppSyncLiveDelivery implements LiveDelivery {
  readonly #parts: LiveDeliveryParts;

  constructor(parts: LiveDeliveryParts) {
    this.#parts = parts;
  }

  messageSent(sessionId: SessionId, seq: Seq): Promise<void> {
    return this.#tell('publishMessage', { messageId: messageIdOf(sessionId, seq) }, { sessionId, seq });
  }

  messageChanged(sessionId: SessionId, seq: Seq): Promise<void> {
    return this.#tell('publishMessageUpdate', { messageId: messageIdOf(sessionId, seq) }, { sessionId, seq });
  }

  endSession(sessionId: SessionId, user: UserId | 'everyone'): Promise<void> {
    const whose = user === 'everyone' ? {} : { userId: user };
    return this.#tell('endSessionDelivery', { sessionId, ...whose }, { sessionId, seq: null });
  }

  endPresence(sessionId: SessionId): Promise<void> {
    return this.#tell('endPresenceDelivery', { sessionId }, { sessionId, seq: null });
  }

  endPresenceFor(user: UserId): Promise<void> {
    return this.#tell('endPresenceDelivery', { userId: user }, { sessionId: null, seq: null });
  }

  async #tell(
    operation: Operation,
    variables: Readonly<Record<string, string>>,
    about: Pick<Undelivered, 'sessionId' | 'seq'>,
  ): Promise<void> {
    const { requests, elapsed, report } = this.#parts;
    const until = elapsed() + patience;
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await requests.send(
        operation,
        variables,
        Math.max(1, Math.min(attemptTimeout, until - elapsed())),
      );
      if (outcome.kind === 'done') return;
      if (!(await this.#mayGoOn(outcome, attempts, until))) {
        report({ operation, ...about, why: outcome.why, attempts });
        return;
      }
    }
  }

  /** Waits a random while, longer each time: many who failed together do not come back together. */
  async #mayGoOn(outcome: Outcome, attempts: number, until: number): Promise<boolean> {
    const { elapsed, random, pause } = this.#parts;
    const wait = firstPause * 2 ** (attempts - 1) * (0.5 + random());
    if (outcome.kind !== 'again' || elapsed() + wait >= until) return false;
    await pause(wait);
    return true;
  }
}
