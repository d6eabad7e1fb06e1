/**
 * The session log's promises (`docs/session-log.md`) on the real resolvers and the real database engine, with operations
 * taken in generated turns and with faults between them.
 *
 * `PARLEY_ENGINE_RUNS` is the number of generated histories; without it, as many as
 * come by everything in some seconds.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../runtime/json.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import type { Api } from '../support/api-in-process.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGES } from '../support/graphql.ts';
import type { Place } from './engine/history.ts';
import { everyPlace, History } from './engine/history.ts';
import type { Plan, ReaderName } from './engine/plans.ts';
import { plans, users } from './engine/plans.ts';
import { World } from './engine/world.ts';

const usualRuns = 150;
const runs = runsFrom(process.env['PARLEY_ENGINE_RUNS']);
const everyReader: readonly ReaderName[] = ["ann's phone", "ann's laptop", "bob's phone"];

function runsFrom(setting: string | undefined): number {
  const count = Number(setting ?? usualRuns);
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`unable to set the number of histories; PARLEY_ENGINE_RUNS is not a whole number: "${setting}"`);
}

const world = new World();

await describeOnApi('the session log on the real resolvers and engine', world.options, (api) => {
  const timeout = Math.max(120_000, runs * 5_000);

  it(
    'keeps its promises, whatever overlaps, repeats, times out, conflicts, is throttled or crashes',
    { timeout },
    async () => {
      const reached = new Set<Place>();
      await fc.assert(
        fc.asyncProperty(plans, async (plan) => {
          const end = await played(api, plan);
          for (const place of end.history.reached) reached.add(place);
          expectPromises(end);
          await expectMessages(api, end, plan.pages);
          await expectSessions(api, end);
        }),
        { numRuns: runs },
      );
      // What no history came by was not checked. A few of them cannot come by everything.
      if (runs >= usualRuns) expect([...reached].sort()).toEqual([...everyPlace].sort());
    },
  );
});

interface End {
  readonly history: History;
  readonly names: { readonly ann: string; readonly bob: string };
  /** Every entry of the log, as it was shown to every reader. */
  readonly log: readonly JsonObject[];
}

async function played(api: Api, { waves, turns, pages }: Plan): Promise<End> {
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob], at: world.clock.now() });
  await api.stores.chatSessions.save(session);
  const history = new History(api, world, session.id, { ann, bob });

  let turn = 0;
  const choose = (count: number): number => (turns[turn++ % turns.length] ?? 0) % count;
  for (const wave of waves)
    await world.play(
      choose,
      wave.map((act) => () => history.perform(act)),
    );

  world.clock.pass(60_000);
  for (const [at, name] of everyReader.entries()) await history.catchUp(name, pages[at % 2] ?? 1);
  const log = [...history.readerNamed("bob's phone").held.values()].map((shown) => parseJson(shown));
  return { history, names: { ann, bob }, log: log.filter(isJsonObject) };
}

function expectPromises({ history, log, names }: End): void {
  // P2: one log, for every reader, wherever its pages ended.
  const [first, ...others] = everyReader.map((name) => [...history.readerNamed(name).held]);
  for (const other of others) expect(other).toEqual(first);

  // Every position is there, in order, and holds a message or nothing for ever.
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
  for (const { kind, message } of log) expect(kind).toBe(message === null ? 'VOID' : 'MESSAGE');

  // P3: an id is one message, and its every acknowledgement the same.
  const ids = messagesIn(log).map(({ senderId, clientMessageId }) => JSON.stringify([senderId, clientMessageId]));
  expect(new Set(ids).size).toBe(ids.length);

  // P1: whatever was acknowledged stands there, word for word.
  for (const { seq, shown, who, clientMessageId } of history.acknowledged) {
    const message = log[seq - 1]?.['message'];
    expect(message).toEqual(parseJson(shown));
    expect(message).toMatchObject({ senderId: names[who], clientMessageId });
  }
}

const messagesIn = (log: End['log']): readonly JsonObject[] => log.map(({ message }) => message).filter(isJsonObject);

async function expectMessages(api: Api, { history, names, log }: End, [forward, backward]: Plan['pages']) {
  const page = async (limit: number, cursors: { readonly after?: string; readonly before?: string }) => {
    const answer = await api.execute(names.ann, MESSAGES, { sessionId: history.sessionId, limit, ...cursors });
    expect(refusalsOf(answer)).toEqual([]);
    const [items, info] = [valueAt(answer, 'messages', 'items'), valueAt(answer, 'messages', 'pageInfo')];
    if (!isJsonArray(items) || !isJsonObject(info)) throw new Error('unable to go on; a page of messages is none');
    return { items, info };
  };
  const walk = async (limit: number, start: string | undefined, towards: 'after' | 'before') => {
    const pages: (readonly unknown[])[] = [];
    for (let cursor = start; pages.length <= log.length + 2;) {
      const { items, info } = await page(limit, cursor === undefined ? {} : { [towards]: cursor });
      pages.push(items);
      const [more, next] =
        towards === 'after' ? [info['hasNextPage'], info['endCursor']] : [info['hasPreviousPage'], info['startCursor']];
      if (more !== true) return (towards === 'after' ? pages : pages.reverse()).flat();
      if (typeof next !== 'string') throw new Error('unable to go on; there is more and no cursor to it');
      cursor = next;
    }
    throw new Error('unable to go on; the pages do not end');
  };
  const messages = messagesIn(log);
  expect(await walk(forward, `${history.sessionId}.0`, 'after')).toEqual(messages);
  expect(await walk(backward, undefined, 'before')).toEqual(messages);
}

const SESSION = `query Session($sessionId: ID!) {
  chatSession(sessionId: $sessionId) { lastSeq lastReadSeq unreadCount lastMessage { seq senderId kind text createdAt } }
}`;

async function expectSessions(api: Api, { history, names, log }: End): Promise<void> {
  const newest = messagesIn(log).at(-1);
  for (const who of users) {
    const answer = await api.execute(names[who], SESSION, { sessionId: history.sessionId });
    expect(refusalsOf(answer)).toEqual([]);
    const lastReadSeq = Number(valueAt(answer, 'chatSession', 'lastReadSeq'));
    expect(lastReadSeq).toBeGreaterThanOrEqual(history.read[who]);
    expect([...history.asked[who]]).toContain(lastReadSeq);

    const unread = messagesIn(log).filter(({ seq, senderId }) => Number(seq) > lastReadSeq && senderId !== names[who]);
    expect(valueAt(answer, 'chatSession')).toEqual({
      lastSeq: log.length,
      lastReadSeq,
      unreadCount: unread.length,
      lastMessage: newest === undefined ? null : preview(newest),
    });
  }
}

function preview({ seq, senderId, kind, content, createdAt }: JsonObject): JsonObject {
  const text = isJsonObject(content) ? content['text'] : undefined;
  return { seq, senderId, kind, text: typeof text === 'string' ? previewOf(text) : null, createdAt };
}
