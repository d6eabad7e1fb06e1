/**
 * A writer: one append, as the sendMessage resolver makes it.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> readRights
 *   readRights --> reserve: a member
 *   readRights --> refused: none any more
 *   reserve --> write: n = lastSeq + 1
 *   reserve --> refused: someone lost a right since
 *   write --> acknowledged: slot and claim put
 *   write --> readClaim: CLAIM exists
 *   write --> reserve: SLOT(n) is VOID, rounds left
 *   write --> refused: SLOT(n) is VOID, no round left
 *   readClaim --> readMessage --> sealOwn --> acknowledged: at the claim's position
 * ```
 * It may also crash after any operation, before it hears the operation's outcome.
 */
import type { Rules } from './rules.ts';
import type { EntryKind, Slot, Store } from './store.ts';
import { reserve, slotAt, voided, voidIfAbsent, withClaim, withSlot } from './store.ts';

export interface WriterState {
  readonly role: 'writer';
  readonly name: string;
  /** The clientMessageId: a retry is another writer with the same one. */
  readonly id: string;
  readonly is: EntryKind;
  readonly mayCrash: boolean;
  /** True while its transaction may yet be sent twice by the transport that lost the first reply. */
  readonly mayResend: boolean;
  readonly roundsLeft: number;
  /** Whether someone may take its right away: where nobody does, it is not looked at. */
  readonly mayLoseRight: boolean;
  /** `accessVersion` as it was read with the right. */
  readonly seen: number;
  readonly progress: WriterProgress;
}

export type WriterProgress =
  | { readonly at: 'start' }
  | { readonly at: 'reserve' }
  | { readonly at: 'write'; readonly seq: number }
  | { readonly at: 'claimAfterwards'; readonly seq: number }
  | { readonly at: 'readClaim'; readonly seq: number }
  | { readonly at: 'readMessage'; readonly seq: number; readonly claimed: number }
  | { readonly at: 'sealOwn'; readonly seq: number; readonly answer: number }
  | { readonly at: 'acknowledged'; readonly seq: number }
  | { readonly at: 'refused' }
  | { readonly at: 'crashed' };

export interface Step<Actor> {
  /** One clause for the trace, without the actor's name. */
  readonly did: string;
  readonly store: Store;
  readonly actor: Actor;
}

type Move = {
  readonly did: string;
  readonly store: Store;
  readonly next: WriterProgress;
  readonly spends?: 'round' | 'resend';
  readonly sees?: number;
};

const MISSING_CLAIM = 0;

export const hasStopped = (writer: WriterState): boolean =>
  writer.progress.at === 'acknowledged' || writer.progress.at === 'refused' || writer.progress.at === 'crashed';

/** Every next step this writer could make. Empty once it has stopped. */
export function writerSteps(rules: Rules, store: Store, writer: WriterState): readonly Step<WriterState>[] {
  const steps = moves(rules, store, writer).map((move) => ({
    did: move.did,
    store: move.store,
    actor: {
      ...writer,
      roundsLeft: writer.roundsLeft - (move.spends === 'round' ? 1 : 0),
      mayResend: writer.mayResend && move.spends !== 'resend',
      seen: move.sees ?? writer.seen,
      progress: move.next,
    },
  }));
  if (!writer.mayCrash) return steps;
  const crashes = steps.map((step) => ({
    ...step,
    did: `${step.did}, and crashes before it hears so`,
    actor: { ...step.actor, progress: { at: 'crashed' } as const },
  }));
  return [...steps, ...crashes];
}

function moves(rules: Rules, store: Store, writer: WriterState): readonly Move[] {
  const { progress } = writer;
  switch (progress.at) {
    case 'start': {
      if (writer.mayLoseRight) return [readRights(store, writer)];
      if (rules.claim !== 'lookedUpBefore') return moves(rules, store, { ...writer, progress: { at: 'reserve' } });
      const claimed = store.claims[writer.id] ?? MISSING_CLAIM;
      if (claimed === MISSING_CLAIM) return [{ did: 'looks its claim up: none', store, next: { at: 'reserve' } }];
      return [{ did: `looks its claim up: ${claimed}`, store, next: { at: 'acknowledged', seq: claimed } }];
    }
    case 'reserve': {
      if (writer.mayLoseRight && rules.rights === 'namedByReservation' && store.accessVersion !== writer.seen) {
        return [{ did: 'reserves nothing: someone lost a right', store, next: { at: 'refused' } }];
      }
      const reserved = reserve(store);
      const seq = reserved.lastSeq;
      return [{ did: `reserves ${seq}`, store: reserved, next: { at: 'write', seq } }];
    }
    case 'write':
      return write(rules, store, writer, progress.seq);
    case 'claimAfterwards': {
      const { seq } = progress;
      const claimed = store.claims[writer.id] ?? MISSING_CLAIM;
      if (claimed !== MISSING_CLAIM) {
        return [{ did: `finds CLAIM = ${claimed}`, store, next: { at: 'acknowledged', seq: claimed } }];
      }
      const next = { at: 'acknowledged', seq } as const;
      return [{ did: `puts CLAIM = ${seq}`, store: withClaim(store, writer.id, seq), next }];
    }
    case 'readClaim': {
      const { seq } = progress;
      const claimed = store.claims[writer.id] ?? MISSING_CLAIM;
      return [{ did: `reads CLAIM: ${claimed}`, store, next: { at: 'readMessage', seq, claimed } }];
    }
    case 'readMessage': {
      const { seq, claimed } = progress;
      const answer = rules.retryAnswers === 'ownSeq' ? seq : claimed;
      return [{ did: `reads the message at ${claimed}`, store, next: { at: 'sealOwn', seq, answer } }];
    }
    case 'sealOwn':
      return [sealOwn(rules, store, progress.seq, progress.answer)];
    case 'acknowledged':
    case 'refused':
    case 'crashed':
      return [];
  }
}

function readRights(store: Store, { name }: WriterState): Move {
  if (store.removed[name] !== undefined) return { did: 'finds no membership', store, next: { at: 'refused' } };
  return { did: 'reads its membership', store, next: { at: 'reserve' }, sees: store.accessVersion };
}

/** One transaction: SLOT(n) if absent, CLAIM if absent; or its refusal, with the reasons. */
function write(rules: Rules, store: Store, writer: WriterState, seq: number): readonly Move[] {
  const slotTaken = rules.slotPut === 'ifAbsent' && slotAt(store, seq).kind !== 'ABSENT';
  const claimTaken = rules.claim === 'inTransaction' && store.claims[writer.id] !== undefined;

  if (!slotTaken && !claimTaken) {
    const entry: Slot = { kind: 'ENTRY', is: writer.is, id: writer.id, by: writer.name };
    const put = withSlot(store, seq, entry);
    if (rules.claim === 'afterTheSlot')
      return [{ did: `puts ${seq}`, store: put, next: { at: 'claimAfterwards', seq } }];
    const written = writer.is === 'MESSAGE' ? withClaim(put, writer.id, seq) : put;
    const done: Move = { did: `writes ${seq} and is acknowledged`, store: written, next: { at: 'acknowledged', seq } };
    const again: Move = {
      did: `writes ${seq}, the reply is lost and the same transaction will be sent again`,
      store: written,
      next: { at: 'write', seq },
      spends: 'resend',
    };
    return writer.mayResend ? [done, again] : [done];
  }

  // When both conditions fail, nothing here relies on DynamoDB reporting both reasons: either one may be all we hear.
  const refusals: Move[] = [];
  if (claimTaken) refusals.push({ did: `is refused ${seq}: CLAIM exists`, store, next: { at: 'readClaim', seq } });
  if (slotTaken) {
    const why = `is refused ${seq}: the slot is taken`;
    if (rules.whenVoided === 'acknowledge') refusals.push({ did: why, store, next: { at: 'acknowledged', seq } });
    else if (writer.roundsLeft > 1) refusals.push({ did: why, store, next: { at: 'reserve' }, spends: 'round' });
    else refusals.push({ did: `${why}; gives up with a retryable error`, store, next: { at: 'refused' } });
  }
  return refusals;
}

function sealOwn(rules: Rules, store: Store, seq: number, answer: number): Move {
  const next = { at: 'acknowledged', seq: answer } as const;
  const acknowledged = `is acknowledged with ${answer}`;
  if (rules.seal === 'never') return { did: acknowledged, store, next };
  const sealed = rules.seal === 'always' ? voided(store, seq) : voidIfAbsent(store, seq);
  if (sealed === undefined) return { did: `finds its own ${seq} taken; ${acknowledged}`, store, next };
  return { did: `seals its own ${seq}; ${acknowledged}`, store: sealed, next };
}
