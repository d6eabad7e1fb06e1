/**
 * A client that was away for any time becomes equal by `sessionLog` alone: whatever was sent, answered, edited, deleted,
 * reacted to or given up meanwhile, and wherever its pages ended.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, SessionLogPage } from '../../generated/schema.ts';
import { slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { Json, JsonObject } from '../../runtime/contract.ts';
import { isJsonArray, isJsonObject } from '../../runtime/json.ts';
import { Scribe } from '../builders/scribe.ts';
import type { ApiOptions } from '../support/api-in-process.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGE } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { AwayClient } from './away-client.ts';
import { clockFromNow } from './both-ways.ts';

const clock = clockFromNow();
const timeout = 60_000;
const LOG = `query Log($sessionId: ID!, $after: Int, $limit: Int) {
  sessionLog(sessionId: $sessionId, after: $after, limit: $limit) {
    entries { sessionId seq kind createdAt change actorId message { ${MESSAGE} } } contiguousSeq lastSeq
  }
}`;

/** Sort keys that batch reads leave unread, and how often. */
const left = new Map<string, number>();
const leaves = (item: Json): boolean => {
  const sk = isJsonObject(item) && typeof item['sk'] === 'string' ? item['sk'] : '';
  const times = left.get(sk) ?? 0;
  left.set(sk, times - 1);
  return times > 0;
};

function withoutLeft(result: JsonObject): JsonObject {
  const { data } = result;
  const [[table, items] = ['', null]] = isJsonObject(data) ? Object.entries(data) : [];
  if (!isJsonArray(items)) return result;
  const unread = items.map(leaves);
  const keys = items.flatMap((item, at) =>
    unread[at] === true && isJsonObject(item) ? [{ pk: item['pk'] ?? null, sk: item['sk'] ?? null }] : [],
  );
  return {
    data: { [table]: items.map((item, at) => (unread[at] === true ? null : item)) },
    unprocessedKeys: { [table]: keys },
  };
}

/** What happens while the next query runs, which is no snapshot: it shows what it met before as it was. */
let meanwhile: (() => Promise<unknown>) | undefined;

function torn(before: JsonObject, after: JsonObject): JsonObject {
  const [old, now] = [before['items'], after['items']];
  if (!isJsonArray(old) || !isJsonArray(now)) return after;
  return { ...after, items: now.map((item, at) => old[at] ?? item) };
}

const around: NonNullable<ApiOptions['around']> = async ({ request }, proceed) => {
  const answer = await proceed();
  if (!answer.ok || !isJsonObject(answer.result)) return answer;
  if (left.size > 0) return { ...answer, result: withoutLeft(answer.result) };
  const happens = meanwhile;
  if (happens === undefined || !isJsonObject(request) || request['operation'] !== 'Query') return answer;
  meanwhile = undefined;
  await happens();
  const after = await proceed();
  return after.ok && isJsonObject(after.result) ? { ...after, result: torn(answer.result, after.result) } : after;
};

const isPage = (value: unknown): value is SessionLogPage =>
  typeof value === 'object' && value !== null && 'entries' in value;
const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null && 'id' in value;

function known<Value>(value: unknown, is: (value: unknown) => value is Value): Value {
  if (!is(value)) throw new Error('unable to go on; the answer holds no such thing');
  return value;
}

const who = fc.constantFrom<'ann' | 'bob'>('ann', 'bob');
const pick = fc.nat(30);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('say'), by: who, alias: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer'), by: who, pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reply'), by: who, pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit'), pick, text: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete'), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('react'), by: who, pick, emoji: fc.constantFrom('👍', '🎉') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abandon') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(1, Durations.grace + 1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('look'), limit: fc.integer({ min: 1, max: 7 }), skip: fc.nat(4) }),
  },
);

await describeOnApi('a client that was away', { clock, around }, (api) => {
  const page = async (room: Room, after: number, limit: number): Promise<SessionLogPage> => {
    const answer = await api.execute(room.bob, LOG, { sessionId: room.id, after, limit });
    expect(refusalsOf(answer)).toEqual([]);
    return known(valueAt(answer, 'sessionLog'), isPage);
  };

  it('ends equal to what is there, by the log alone', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const room = await Room.open(api, clock.now());
        const scribe = new Scribe(api.stores, clock, room.id);
        const client = new AwayClient();
        const said: { readonly seq: number; readonly by: 'ann' | 'bob'; readonly inThread: boolean; gone: boolean }[] =
          [];
        const look = async (limit: number, leave: readonly number[] = []) => {
          for (const seq of leave) left.set(slotKey(room.id, seqOf(seq)).sk, 1);
          const more = client.take(await page(room, client.cursor, limit));
          left.clear();
          return more;
        };

        for (const step of steps) {
          const there = said.filter(({ gone, inThread }) => !gone && (step.kind !== 'reply' || !inThread));
          const target = 'pick' in step ? there[step.pick % Math.max(there.length, 1)] : undefined;
          const by = 'by' in step ? step.by : 'ann';
          switch (step.kind) {
            case 'say': {
              const alias = 'alias' in step && step.alias ? 'Anonymous 1' : null;
              said.push({ seq: (await scribe.say(room[by], { alias })).seq, by, inThread: false, gone: false });
              break;
            }
            case 'answer':
            case 'reply': {
              if (target === undefined) break;
              const on = seqOf(target.seq);
              const inThread = step.kind === 'reply';
              const message = await scribe.say(room[by], inThread ? { threadRoot: on } : { replyTo: on });
              said.push({ seq: message.seq, by, inThread, gone: false });
              break;
            }
            case 'edit':
              if (target && 'text' in step) await scribe.edit(room[target.by], seqOf(target.seq), step.text);
              break;
            case 'delete':
              if (target === undefined) break;
              await scribe.delete(room.ann, seqOf(target.seq));
              target.gone = true;
              break;
            case 'react':
              if (target && 'emoji' in step) await scribe.react(room[by], seqOf(target.seq), step.emoji);
              break;
            case 'abandon':
              await scribe.leaveOpen();
              break;
            case 'pass':
              if ('ms' in step) clock.pass(step.ms);
              break;
            case 'look':
              if ('limit' in step)
                await look(
                  step.limit,
                  said.slice(0, step.skip).map(({ seq }) => seq),
                );
          }
        }

        clock.pass(Durations.grace + 1);
        for (let rounds = 0; await look(7); rounds += 1) expect(rounds).toBeLessThan(100);
        const whole = new AwayClient();
        while (whole.take(await page(room, whole.cursor, 200)));
        const now = await Promise.all(
          said.map(async ({ seq }) => {
            const answer = await api.execute(room.bob, `query M($id: ID!) { message(messageId: $id) { ${MESSAGE} } }`, {
              id: `${room.id}.${seq}`,
            });
            return known(valueAt(answer, 'message'), isMessage);
          }),
        );
        expect(client.view()).toEqual(now);
        expect(whole.view()).toEqual(now);
      }),
      { numRuns: 40 },
    );
  });

  it('misses nothing that happens while its page is read', async () => {
    const room = await Room.open(api, clock.now());
    const scribe = new Scribe(api.stores, clock, room.id);
    const { seq } = await scribe.say(room.ann, { text: 'before' });
    for (const happens of [
      () => scribe.edit(room.ann, seq, 'edited'),
      () => scribe.say(room.bob, { threadRoot: seq }),
      () => scribe.react(room.bob, seq, '👍'),
      () => scribe.delete(room.ann, seq),
    ]) {
      const client = new AwayClient();
      meanwhile = happens;
      while (client.take(await page(room, client.cursor, 200)));
      expect(meanwhile).toBeUndefined();
      const answer = await api.execute(room.bob, `query M($id: ID!) { message(messageId: $id) { ${MESSAGE} } }`, {
        id: `${room.id}.${seq}`,
      });
      expect(client.view()[0]).toEqual(known(valueAt(answer, 'message'), isMessage));
    }
  });

  describe('whose database left something unread', () => {
    it('gets a page that ends before it, and the rest with the next', async () => {
      const room = await Room.open(api, clock.now());
      const scribe = new Scribe(api.stores, clock, room.id);
      for (const text of ['one', 'two', 'three']) await scribe.say(room.ann, { text });
      for (const seq of [1, 2, 3]) await scribe.edit(room.ann, seqOf(seq), `${seq} edited`);
      // In each of the six rounds.
      left.set(slotKey(room.id, seqOf(2)).sk, 6);
      const short = await page(room, 3, 200);
      left.clear();
      expect([short.entries.map(({ seq }) => seq), short.contiguousSeq, short.lastSeq]).toEqual([[4], 4, 6]);
      const rest = await page(room, 4, 200);
      expect([rest.entries.map(({ seq }) => seq), rest.contiguousSeq]).toEqual([[5, 6], 6]);
    });
  });
});
