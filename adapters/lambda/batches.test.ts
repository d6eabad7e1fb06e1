import { describe, expect, it } from 'vitest';
import type { JobOutcome, JobWorker } from '../../application/ports/job-queue.ts';
import type { MemberLeft, SessionEvent } from '../../application/ports/session-events.ts';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aSessionId, aUser } from '../../test/builders/people.ts';
import { handleJobBatch } from './job-batch.ts';
import { handleStreamBatch } from './stream-batch.ts';

const [one, two] = [aSessionId(), aSessionId()];

const happened = (id: string, sessionId: SessionId): MemberLeft => ({
  name: 'MemberLeft',
  id,
  sessionId,
  occurredAt: noon,
  member: {
    userId: aUser(),
    role: 'MEMBER',
    joinedAt: noon,
    mutedUntil: null,
    alias: null,
    changedSeq: seqZero,
    lastReadSeq: seqZero,
    preferences: { notifications: 'ALL', mutedUntil: null, customName: null },
  },
});

/** A batch whose records are events already; `broken` is a record that cannot be read. */
async function delivered(
  records: readonly (readonly [sequenceNumber: string, event: SessionEvent | 'broken' | 'nothing'])[],
  handle: (events: readonly SessionEvent[]) => Promise<void>,
  setAside: (sequenceNumber: string, why: string) => Promise<void> = async () => undefined,
) {
  const letters: string[] = [];
  const byRecord = new Map(records);
  const answer = await handleStreamBatch(
    {
      consumer: { name: 'test', handle },
      sequenceNumberOf: (record) => (typeof record === 'string' ? record : undefined),
      eventsIn: (record) => {
        const event = byRecord.get(String(record));
        if (event === 'broken') throw new StoreBroken('read it', 'it is not what was written');
        return event === undefined || event === 'nothing' ? [] : [event];
      },
      setAside: async ({ sequenceNumber, why }) => {
        await setAside(sequenceNumber, why);
        letters.push(`${sequenceNumber} ${why}`);
      },
    },
    { Records: records.map(([number]) => number) },
  );
  return { letters, failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

describe('A batch of the stream', () => {
  it('is handed on session by session, in order', async () => {
    const seen: string[][] = [];
    const records = [
      ['1', happened('a', one)],
      ['2', happened('b', two)],
      ['3', 'nothing'],
      ['4', happened('c', one)],
    ] as const;
    const { failed } = await delivered(records, async (events) => void seen.push(events.map(({ id }) => id)));
    expect(seen).toEqual([['a', 'c'], ['b']]);
    expect(failed).toEqual([]);
  });

  it('comes again from the first record of a session that failed, while the others are done', async () => {
    const done: string[] = [];
    const records = [
      ['1', happened('a', two)],
      ['2', happened('b', one)],
      ['3', happened('c', two)],
    ] as const;
    const { failed, letters } = await delivered(records, async (events) => {
      if (events[0]?.sessionId === one) throw new StoreBusy('do it', { cause: 'down' });
      done.push(...events.map(({ id }) => id));
    });
    expect(failed).toEqual(['2']);
    expect(letters).toEqual([]);
    expect(done).toEqual(['a', 'c']);
  });

  it('loses no record that cannot be read: it is set aside, and the rest goes on', async () => {
    const done: string[] = [];
    const records = [
      ['1', happened('a', one)],
      ['2', 'broken'],
      ['3', happened('b', one)],
    ] as const;
    const { failed, letters } = await delivered(
      records,
      async (events) => void done.push(...events.map(({ id }) => id)),
    );
    expect(letters).toEqual(['2 StoreBroken']);
    expect(failed).toEqual([]);
    expect(done).toEqual(['a', 'b']);
  });

  it('comes again from a record that could not be set aside', async () => {
    const refuse = () => Promise.reject(new Error('the queue is away'));
    const { failed } = await delivered([['1', 'broken']], async () => undefined, refuse);
    expect(failed).toEqual(['1']);
  });

  it('sets aside the one event that a mistake in the code can never handle, and hands on those around it', async () => {
    const done: string[] = [];
    const records = [
      ['1', happened('a', one)],
      ['2', happened('b', one)],
      ['3', happened('c', one)],
    ] as const;
    const { failed, letters } = await delivered(records, async (events) => {
      if (events.some(({ id }) => id === 'b')) throw new TypeError('undefined is no function');
      done.push(...events.map(({ id }) => id));
    });
    expect(letters).toEqual(['2 TypeError']);
    expect(failed).toEqual([]);
    expect(done).toEqual(['a', 'c']);
  });

  it('takes a network that is away for what may pass, though it is said with a TypeError', async () => {
    const away = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
    const { failed, letters } = await delivered([['1', happened('a', one)]], () => Promise.reject(away));
    expect([failed, letters]).toEqual([['1'], []]);
  });

  it('refuses what is no batch', async () => {
    const parts = { consumer: { name: 'test', handle: async () => undefined }, eventsIn: () => [] };
    const consuming = { ...parts, sequenceNumberOf: () => undefined, setAside: async () => undefined };
    for (const event of [null, {}, { Records: 'x' }, { Records: [{}] }]) {
      await expect(handleStreamBatch(consuming, event)).rejects.toThrow(/^unable to read the event; /);
    }
  });
});

describe('A batch of jobs', () => {
  const aWorker = (outcomes: Readonly<Record<string, JobOutcome | Error>>): JobWorker<string> => ({
    name: 'test',
    parse: (body) => (typeof body === 'string' ? body : undefined),
    async work(job, attempt) {
      const outcome = outcomes[`${job}${attempt}`] ?? { kind: 'done' };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  const worked = async (bodies: readonly string[], worker: JobWorker<string>, receives = '1') => {
    const calls: string[] = [];
    const controls = {
      defer: async (receiptHandle: string, seconds: number) => void calls.push(`${receiptHandle} +${seconds}`),
      bury: async (body: string, why: string) => void calls.push(`${body} dead: ${why}`),
    };
    const Records = bodies.map((body, i) => ({
      messageId: `m${i}`,
      receiptHandle: `r${i}`,
      body,
      attributes: { ApproximateReceiveCount: receives },
    }));
    const { batchItemFailures } = await handleJobBatch(worker, controls, { Records });
    return { calls, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
  };

  it('is done but for what failed, which comes again by itself', async () => {
    const worker = aWorker({ b1: new StoreBusy('do it', { cause: 'down' }) });
    expect(await worked(['"a"', '"b"', '"c"'], worker)).toEqual({ calls: [], failed: ['m1'] });
  });

  it('puts off what asks for it, in whole seconds that SQS takes', async () => {
    const worker = aWorker({
      a1: { kind: 'later', afterMs: 1_200 },
      b1: { kind: 'later', afterMs: 9_000_000 },
    });
    expect(await worked(['"a"', '"b"'], worker)).toEqual({ calls: ['r0 +2', 'r1 +900'], failed: ['m0', 'm1'] });
  });

  it('buries what can never be done, what is no job and what is no JSON, and is done with it', async () => {
    const worker = aWorker({ a1: { kind: 'dead', why: 'it is over' } });
    const { calls, failed } = await worked(['"a"', '7', '{'], worker);
    expect([...calls].sort()).toEqual(['"a" dead: it is over', '7 dead: it is no job', '{ dead: it is no job']);
    expect(failed).toEqual([]);
  });

  it('tells the worker how often a job came', async () => {
    const worker = aWorker({ a3: { kind: 'dead', why: 'thrice' } });
    expect((await worked(['"a"'], worker, '3')).calls).toEqual(['"a" dead: thrice']);
  });
});
