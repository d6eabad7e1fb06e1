import assert from 'node:assert/strict';
import type { JsonObject } from '../../../runtime/contract.ts';
import { LOG, MESSAGES } from '../../support/graphql.ts';
import { OPEN, READ } from './documents.ts';
import { listOf, objectOf, textOf, timeOf, type Person, type Scenario } from './host.ts';

/** Twelve messages by two people in turns; their positions are 1 to 12. */
async function aConversation(ann: Person, bob: Person): Promise<string> {
  const sessionId = await ann.opens([bob]);
  for (let seq = 1; seq <= 12; seq += 1) await (seq % 2 === 1 ? ann : bob).sends(sessionId, `m-${seq}`);
  return sessionId;
}

const seqsOf = (page: JsonObject) => listOf(page, 'items').map(({ seq }) => seq);
const infoOf = (page: JsonObject) => objectOf(page['pageInfo']);

export const reading: readonly Scenario[] = [
  {
    name: 'messages without a cursor are the newest page, oldest first, the same for everyone',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const page = await ann.see(MESSAGES, { sessionId, limit: 5 });
      assert.deepEqual(seqsOf(page), [8, 9, 10, 11, 12]);
      assert.deepEqual(infoOf(page), {
        startCursor: `${sessionId}.8`,
        endCursor: `${sessionId}.12`,
        hasPreviousPage: true,
        hasNextPage: false,
      });
      assert.deepEqual(await bob.see(MESSAGES, { sessionId, limit: 5 }), page);
    },
  },
  {
    name: 'paging back from the end meets every message once, and then nothing',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const pages: (readonly unknown[])[] = [];
      for (let before: string | null = null; pages.length < 5;) {
        const page = await bob.see(MESSAGES, { sessionId, limit: 5, before });
        pages.unshift(seqsOf(page));
        assert.equal(infoOf(page)['hasNextPage'], before !== null);
        if (infoOf(page)['hasPreviousPage'] !== true) break;
        before = textOf(infoOf(page), 'startCursor');
      }
      assert.deepEqual(pages, [
        [1, 2],
        [3, 4, 5, 6, 7],
        [8, 9, 10, 11, 12],
      ]);
    },
  },
  {
    name: 'paging on from a message meets every later one once, and those that come meanwhile',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const first = await bob.see(MESSAGES, { sessionId, limit: 7, after: `${sessionId}.3` });
      assert.deepEqual(seqsOf(first), [4, 5, 6, 7, 8, 9, 10]);
      assert.deepEqual([infoOf(first)['hasPreviousPage'], infoOf(first)['hasNextPage']], [true, true]);
      await ann.sends(sessionId, 'm-13');
      const after = textOf(infoOf(first), 'endCursor');
      const last = await bob.see(MESSAGES, { sessionId, limit: 7, after });
      assert.deepEqual(seqsOf(last), [11, 12, 13]);
      assert.equal(infoOf(last)['hasNextPage'], false);
    },
  },
  {
    name: 'a session without messages has one empty page without cursors',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      assert.deepEqual(await bob.see(MESSAGES, { sessionId }), {
        items: [],
        pageInfo: { startCursor: null, endCursor: null, hasPreviousPage: false, hasNextPage: false },
      });
    },
  },
  {
    name: 'messages refuse two cursors, a cursor of another session, and a page size out of range',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const [sessionId, other] = [await ann.opens([bob]), await ann.opens([bob])];
      const cursor = textOf(await ann.sends(other, 'm-1'), 'id');
      const both = { before: `${sessionId}.1`, after: `${sessionId}.1` };
      const codeOf = async (variables: JsonObject) => (await ann.refusal(MESSAGES, { sessionId, ...variables })).code;
      assert.equal(await codeOf(both), 'BadInput');
      assert.equal(await codeOf({ limit: 0 }), 'BadInput');
      assert.equal(await codeOf({ limit: 101 }), 'BadInput');
      assert.equal(await codeOf({ after: cursor }), 'BadCursor');
      assert.equal(await codeOf({ before: 'nonsense' }), 'BadCursor');
    },
  },
  {
    name: 'the log catches up from any position, page by page, with no gap',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const seen: unknown[] = [];
      for (let after: unknown = 2; after !== 12;) {
        const page = await bob.see(LOG, { sessionId, after: Number(after), limit: 4 });
        seen.push(...listOf(page, 'entries').map(({ seq }) => seq));
        assert.equal(page['lastSeq'], 12);
        assert.notEqual(page['contiguousSeq'], after, 'the log goes on for ever');
        after = page['contiguousSeq'];
      }
      assert.deepEqual(seen, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      const end = await bob.see(LOG, { sessionId, after: 12 });
      assert.deepEqual(end, { entries: [], contiguousSeq: 12, lastSeq: 12 });
    },
  },
  {
    name: 'the log refuses a position below 0 and a page size out of range',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      for (const wrong of [{ after: -1 }, { limit: 0 }, { limit: 201 }]) {
        assert.equal((await ann.refusal(LOG, { sessionId, ...wrong })).code, 'BadInput');
      }
    },
  },
  {
    name: 'what others wrote after the read pointer is unread, what one wrote oneself never',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const unread = async (who: Person) => (await who.see(OPEN, { sessionId }))['unreadCount'];
      assert.deepEqual([await unread(ann), await unread(bob)], [6, 6]);
      await bob.see(READ, { messageId: `${sessionId}.9` });
      assert.deepEqual([await unread(ann), await unread(bob)], [6, 1]);
      await bob.see(READ, { messageId: `${sessionId}.12` });
      assert.deepEqual([await unread(ann), await unread(bob)], [6, 0]);
      await ann.sends(sessionId, 'm-13');
      assert.deepEqual([await unread(ann), await unread(bob)], [6, 1]);
    },
  },
  {
    name: 'a read pointer moves forward only, and says where it stands',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await aConversation(ann, bob);
      const { readAt, ...receipt } = await bob.see(READ, { messageId: `${sessionId}.9` });
      timeOf({ readAt }, 'readAt');
      assert.deepEqual(receipt, {
        sessionId,
        userId: bob.userId,
        lastReadSeq: 9,
        lastDeliveredSeq: 9,
        audience: [sessionId],
      });
      assert.equal((await bob.see(READ, { messageId: `${sessionId}.4` }))['lastReadSeq'], 9);
      assert.equal((await bob.see(OPEN, { sessionId }))['lastReadSeq'], 9);
      assert.equal((await ann.see(OPEN, { sessionId }))['lastReadSeq'], 0);
    },
  },
  {
    name: 'a message that is not there cannot be read',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      await ann.sends(sessionId, 'm-1');
      for (const messageId of [`${sessionId}.2`, `${sessionId}.0`, sessionId, 'nonsense', '']) {
        assert.equal((await bob.refusal(READ, { messageId })).code, 'MessageNotFound');
      }
    },
  },
];
