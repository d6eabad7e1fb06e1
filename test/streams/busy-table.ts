import { changeSlotItem, messageSlotItem, voidSlotItem } from '../../adapters/dynamodb/log-items.ts';
import { memberKey } from '../../adapters/dynamodb/layout/index.ts';
import type { SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { MemoryStream } from './memory-stream.ts';

export interface BusyTable {
  readonly stream: MemoryStream;
  /** Of every message that was sent, once. */
  readonly sent: readonly SentMessage[];
  /** Sequence numbers of records that can never be read. */
  readonly poison: ReadonlySet<string>;
  /** Names of the events of some messages, and the numbers of the records that tell them. */
  readonly chosen: { readonly events: ReadonlySet<string>; readonly numbers: ReadonlySet<string> };
}

export interface BusyTablePlan {
  readonly records: number;
  readonly at: Instant;
  readonly chance: () => number;
  /** Says something in some session. */
  readonly say: () => Promise<SentMessage>;
  readonly reader: UserId;
}

/**
 * A stream of so many records: mostly messages; changes, positions that were given up, read pointers and items of kinds that
 * nobody knows; some records twice, some that can never be read.
 */
export async function aBusyTable({ records, at, chance, say, reader }: BusyTablePlan): Promise<BusyTable> {
  const stream = new MemoryStream();
  const sent: SentMessage[] = [];
  const poison = new Set<string>();
  const chosen = { events: new Set<string>(), numbers: new Set<string>() };
  const options = { seconds: at / 1000 };
  let pointer = 0;

  const first = async (): Promise<void> => {
    const message = await say();
    sent.push(message);
    const { pk, sk, ...rest } = messageSlotItem(message);
    const number = stream.put({ pk, sk, after: { pk, sk, ...rest } }, options);
    const isChosen = chance() < 0.002;
    if (isChosen) {
      chosen.events.add(`record-${number}/MessageSent`);
      chosen.numbers.add(number);
    }
    if (chance() < 0.03) {
      const eventID = `record-${number}`;
      const twice = stream.put({ pk, sk, after: { pk, sk, ...rest } }, { ...options, eventID });
      if (isChosen) chosen.numbers.add(twice);
    }
  };
  const other = (sessionId: SessionId): void => {
    const kind = Math.floor(chance() * 4);
    const seq = seqOf(1_000_000 + stream.lastNumber);
    if (kind === 0) {
      const entry = { kind: 'MESSAGE_CHANGED', seq, at, target: seqOf(1), change: 'EDITED', actorId: reader } as const;
      const item = changeSlotItem(sessionId, entry);
      stream.put({ pk: item.pk, sk: item.sk, after: item }, options);
    } else if (kind === 1) {
      const item = voidSlotItem(sessionId, seq, at);
      stream.put({ pk: item.pk, sk: item.sk, after: item }, options);
    } else if (kind === 2) {
      const { pk, sk } = memberKey(sessionId, reader);
      const as = (lastReadSeq: number) => ({
        ...{ pk, sk, memberUserId: reader, role: 'OWNER', joinedAt: toIso(at), lastReadSeq, readAt: null },
      });
      stream.put({ pk, sk, before: as(pointer), after: as((pointer += 1)) }, options);
    } else {
      stream.put({ pk: `ELSE#${sessionId}`, sk: 'x', after: { text: 'of no kind that is known' } }, options);
    }
  };
  const poisoned = (sessionId: SessionId): void => {
    const { pk, sk } = memberKey(sessionId, reader);
    const slot = {
      pk: `LOG#${sessionId}`,
      sk: `${stream.lastNumber}`,
      after: { entry: 'MESSAGE', seq: 'not a number' },
    };
    poison.add(stream.put(chance() < 0.5 ? slot : { pk, sk, after: { role: 'NONE' } }, options));
  };

  await first();
  while (stream.lastNumber < records) {
    const sessionId = sent[Math.floor(chance() * sent.length)]?.sessionId;
    const what = chance();
    if (sessionId === undefined || what < 0.7) await first();
    else if (what < 0.99) other(sessionId);
    else poisoned(sessionId);
  }
  return { stream, sent, poison, chosen };
}
