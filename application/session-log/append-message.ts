import type { Message, MessageDraft, SentMessage } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { unlessBusy } from './unless-busy.ts';

export type Appended =
  /** Durable, at its final position; `repeated` when an earlier send of the same message put it there. */
  | { readonly kind: 'appended'; readonly message: Message; readonly repeated: boolean }
  /** The session stopped taking entries. */
  | { readonly kind: 'readOnly' }
  /** There is no such session. */
  | { readonly kind: 'gone' }
  /** The message whose thread it was for is no longer there. */
  | { readonly kind: 'rootGone' }
  /** An earlier send of the same message put it where it was kept until now, and is no more. */
  | { readonly kind: 'forgotten' }
  /** The file that it was to carry is no longer as it was read; the same again looks anew. */
  | { readonly kind: 'fileGone' }
  /** Someone lost a right in the session since the sender's was looked at; the same again looks anew. */
  | { readonly kind: 'overtaken' }
  /** No round came through; the same again is safe. */
  | { readonly kind: 'contended' };

const rounds = 2;

/**
 * Append, as `docs/session-log.md` has it: reserve a position, then write the message and the claim to its client message
 * id in one transaction. Two writers never wait for each other. `resolvers/Mutation.sendMessage.ts` takes the same steps.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> reserve
 *   reserve --> write: position n
 *   reserve --> readOnly
 *   reserve --> overtaken: someone lost a right meanwhile
 *   write --> appended: written
 *   write --> sealOwn: claimed, by an earlier send
 *   sealOwn --> appended: that send's message
 *   sealOwn --> forgotten: that send's message is no longer kept
 *   write --> rootGone: the thread's first message was deleted
 *   write --> fileGone: its file was looked at meanwhile, or went with another message
 *   write --> reserve: taken, n was given up
 *   write --> write: conflict
 *   write --> contended: after two rounds
 * ```
 *
 * @param accessVersion as it was read with the sender's membership, which the message rests on.
 */
export async function appendMessage(
  log: SessionLog,
  clock: Clock,
  draft: MessageDraft,
  accessVersion: number,
): Promise<Appended> {
  const as = draft.threadRoot === null ? 'message' : 'aside';
  let placed: SentMessage | undefined;
  for (let round = 0; round < rounds; round += 1) {
    if (placed === undefined) {
      const at = clock.now();
      const reserved = await log.reserve(draft.sessionId, at, { as, accessVersion });
      if (reserved.kind !== 'reserved') return reserved;
      placed = messageAt(draft, reserved.seq, at);
    }

    const outcome = await log.write(placed);
    switch (outcome.kind) {
      case 'written':
        return { kind: 'appended', message: placed, repeated: false };
      case 'claimed':
        return repeated(log, clock, placed, outcome.seq);
      case 'rootGone':
      case 'fileGone':
        await sealOwn(log, clock, placed);
        return outcome;
      case 'taken':
        placed = undefined;
        break;
      case 'conflict':
        break;
    }
  }
  return { kind: 'contended' };
}

async function repeated(log: SessionLog, clock: Clock, mine: Message, claimed: Message['seq']): Promise<Appended> {
  const entry = await log.entryAt(mine.sessionId, claimed);
  // Otherwise this very write had come through, and only its answer had been lost.
  if (mine.seq !== claimed) await sealOwn(log, clock, mine);
  // Claim and message are written together, so a claim without its message is one that outlived it.
  if (entry?.kind !== 'MESSAGE') return { kind: 'forgotten' };
  return { kind: 'appended', message: entry.message, repeated: true };
}

/** A position that nothing will be written at: readers need not wait out the grace time. */
const sealOwn = (log: SessionLog, clock: Clock, { sessionId, seq }: Message): Promise<void> =>
  unlessBusy(() => log.seal(sessionId, [seq], clock.now()));
