import type { Message, MessageDraft } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { unlessBusy } from './unless-busy.ts';

export type Appended =
  /** Durable, at its final position; `repeated` when an earlier send of the same message put it there. */
  | { readonly kind: 'appended'; readonly message: Message; readonly repeated: boolean }
  /** The session stopped taking entries. */
  | { readonly kind: 'readOnly' }
  /** No round came through; the same again is safe. */
  | { readonly kind: 'contended' };

const rounds = 3;

/**
 * Append, as `docs/session-log.md` has it: reserve a position, then write the message and the claim to its client message
 * id in one transaction. Two writers never wait for each other. `resolvers/Mutation.sendMessage.ts` takes the same steps.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> reserve
 *   reserve --> write: position n
 *   reserve --> readOnly
 *   write --> appended: written
 *   write --> sealOwn: claimed, by an earlier send
 *   sealOwn --> appended: that send's message
 *   write --> reserve: taken, n was given up
 *   write --> write: conflict
 *   write --> contended: after three rounds
 * ```
 */
export async function appendMessage(log: SessionLog, clock: Clock, draft: MessageDraft): Promise<Appended> {
  let placed: Message | undefined;
  for (let round = 0; round < rounds; round += 1) {
    placed ??= await reserve(log, clock, draft);
    if (placed === undefined) return { kind: 'readOnly' };

    const outcome = await log.write(placed);
    switch (outcome.kind) {
      case 'written':
        return { kind: 'appended', message: placed, repeated: false };
      case 'claimed':
        return repeated(log, clock, placed, outcome.seq);
      case 'taken':
        placed = undefined;
        break;
      case 'conflict':
        break;
    }
  }
  return { kind: 'contended' };
}

async function reserve(log: SessionLog, clock: Clock, draft: MessageDraft): Promise<Message | undefined> {
  const at = clock.now();
  const seq = await log.reserve(draft.sessionId, at);
  return seq === undefined ? undefined : messageAt(draft, seq, at);
}

async function repeated(log: SessionLog, clock: Clock, mine: Message, claimed: Message['seq']): Promise<Appended> {
  const { sessionId } = mine;
  const entry = await log.entryAt(sessionId, claimed);
  // Claim and message are written together, so a claim without its message is one that outlived it.
  if (entry?.kind !== 'MESSAGE') return { kind: 'contended' };
  // Otherwise this very write had come through, and only its answer had been lost.
  if (mine.seq !== claimed) await unlessBusy(() => log.seal(sessionId, [mine.seq], clock.now()));
  return { kind: 'appended', message: entry.message, repeated: true };
}
