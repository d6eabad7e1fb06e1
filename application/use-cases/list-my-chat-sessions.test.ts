import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aPosition } from '../../test/builders/messages.ts';
import { user } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { listMyChatSessions } from './list-my-chat-sessions.ts';

const [ann, bob] = [user('ann|a'), user('bob')];

/** Ann's sessions, one for each number of seconds after noon at which something last happened in it. */
async function setUp(seconds: readonly number[]) {
  const { chatSessions, directory, sessionLog } = openMemoryStores();
  for (const second of seconds) {
    await chatSessions.save(aChatSession({ creator: ann, memberIds: [bob], at: later(noon, second * 1000) }));
  }
  const list = listMyChatSessions({ directory, clock: new ManualClock() });
  const page = async (limit: number, after: string | null = null, caller = ann) =>
    granted(await list({ user: caller, limit, after }));
  const touch = (id: SessionId, second: number) => aPosition(sessionLog, id, later(noon, second * 1000));
  return { list, page, touch };
}

describe('the list of my sessions', () => {
  it('is empty for someone who is in none', async () => {
    const { page } = await setUp([1]);
    expect(await page(20, null, user('eve'))).toEqual({
      items: [],
      startCursor: null,
      endCursor: null,
      hasPreviousPage: false,
      hasNextPage: false,
    });
  });

  it('shows the newest activity over all sessions first, also of one that was opened long ago', async () => {
    const seconds = Array.from({ length: 1_050 }, (_, at) => at);
    const { page, touch } = await setUp(seconds);
    let last = await page(100);
    while (last.hasNextPage) last = await page(100, last.endCursor);
    const oldest = last.items.at(-1);
    if (oldest === undefined) throw new Error('unable to go on; the list is empty');
    expect(oldest.lastActivityAt).toBe(noon);

    await touch(oldest.id, 5_000);
    const [first] = (await page(1)).items;
    expect(first).toMatchObject({ id: oldest.id, lastSeq: 1 });
  });

  it('has every session on exactly one page, whatever the sizes and however many share a moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 6 }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 8 }),
        async (seconds, limit) => {
          const { page } = await setUp(seconds);
          const times: number[] = [];
          const ids = new Set<string>();
          let after: string | null = null;
          for (;;) {
            const found = await page(limit, after);
            expect(found.hasPreviousPage).toBe(after !== null && times.length > 0);
            expect(found.items.length).toBeLessThanOrEqual(limit);
            for (const item of found.items) {
              times.push((item.lastActivityAt - noon) / 1000);
              ids.add(item.id);
            }
            expect(found.hasNextPage).toBe(ids.size < seconds.length);
            if (!found.hasNextPage) break;
            after = found.endCursor;
          }
          expect(times).toEqual([...seconds].sort((a, b) => b - a));
          expect(ids.size).toBe(seconds.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('goes on where the page ended when sessions, the last one of the page too, move up meanwhile', async () => {
    const { page, touch } = await setUp([10, 20, 30, 40]);
    const first = await page(2);
    const moved = first.items[1];
    if (moved === undefined) throw new Error('unable to go on; the page is short');
    await touch(moved.id, 100);
    const second = await page(2, first.endCursor);
    expect(second.items.map(({ lastActivityAt }) => (lastActivityAt - noon) / 1000)).toEqual([20, 10]);
  });

  it.each([0, -1, 101])('refuses a page of %d', async (limit) => {
    const { list } = await setUp([1]);
    expect(refusalOf(await list({ user: ann, limit, after: null }))).toBe('BadInput');
  });

  describe('refuses a cursor', () => {
    const spoiled: readonly (readonly [string, (cursor: string) => string])[] = [
      ['that is empty', () => ''],
      ['of no form', () => 'MQ=='],
      ['that is cut', (cursor) => cursor.slice(0, -1)],
      ['with something after it', (cursor) => `${cursor}x`],
      ['of another session', (cursor) => cursor.replace(/[0-9a-f-]{36}/, crypto.randomUUID())],
      ['of a time its session never reached', (cursor) => cursor.replace('2026', '2027')],
      ['whose time is no time', (cursor) => cursor.replace('2026-11-21', '2026-11-41')],
      ['of another list', () => `${crypto.randomUUID()}.12`],
    ];
    it.each(spoiled)('%s', async (_, spoil) => {
      const { list, page } = await setUp([1, 2]);
      const { endCursor } = await page(1);
      if (endCursor === null) throw new Error('unable to go on; there is no cursor');
      expect((await list({ user: ann, limit: 1, after: endCursor })).ok).toBe(true);
      expect(refusalOf(await list({ user: ann, limit: 1, after: spoil(endCursor) }))).toBe('BadCursor');
    });

    it('of another user, though both are in the session', async () => {
      const { list, page } = await setUp([1, 2]);
      const { endCursor } = await page(1);
      expect(refusalOf(await list({ user: bob, limit: 1, after: endCursor }))).toBe('BadCursor');
    });
  });
});
