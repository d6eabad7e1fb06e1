import assert from 'node:assert/strict';
import { SESSIONS } from '../../support/graphql.ts';
import { CREATE_WHOLE, OPEN } from './documents.ts';
import { listOf, objectOf, textOf, timeOf, type Scenario } from './host.ts';

export const sessions: readonly Scenario[] = [
  {
    name: 'a new session has its creator as owner, and nothing in it',
    async play(person) {
      const [ann, bob, cat] = [person('ann'), person('bob'), person('cat')];
      const input = { sessionType: 'LESSON', kind: 'PRIVATE', name: 'Algebra', memberIds: [bob.userId, cat.userId] };
      const { id, createdAt, lastActivityAt, ...rest } = await ann.see(CREATE_WHOLE, { input });
      assert.ok(typeof id === 'string' && id !== '');
      timeOf({ createdAt }, 'createdAt');
      assert.equal(lastActivityAt, createdAt);
      assert.deepEqual(rest, {
        sessionType: 'LESSON',
        kind: 'PRIVATE',
        name: 'Algebra',
        status: 'ACTIVE',
        createdBy: ann.userId,
        memberCount: 3,
        lastSeq: 0,
        lastMessage: null,
        myRole: 'OWNER',
        lastReadSeq: 0,
        unreadCount: 0,
      });
    },
  },
  {
    name: 'the schema fills in what a creator leaves out',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const { sessionType, kind, name } = await ann.see(CREATE_WHOLE, { input: { memberIds: [bob.userId] } });
      assert.deepEqual({ sessionType, kind, name }, { sessionType: 'GENERAL', kind: 'GROUP', name: null });
    },
  },
  {
    name: 'every member opens the session, each in a role of their own',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const [hers, his] = [await ann.see(OPEN, { sessionId }), await bob.see(OPEN, { sessionId })];
      assert.deepEqual({ ...his, myRole: 'OWNER' }, hers);
      assert.deepEqual([hers['myRole'], his['myRole']], ['OWNER', 'MEMBER']);
    },
  },
  {
    name: 'the list has the newest activity first, with the newest message and what is unread',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const first = await ann.opens([bob], { name: 'First' });
      const second = await ann.opens([bob], { name: 'Second' });
      await ann.sends(first, 'm-1', 'hello');
      const items = listOf(await bob.see(SESSIONS), 'items');
      assert.deepEqual(items, [
        {
          id: first,
          name: 'First',
          unreadCount: 1,
          lastSeq: 1,
          lastMessage: { seq: 1, text: 'hello', senderId: ann.userId },
        },
        { id: second, name: 'Second', unreadCount: 0, lastSeq: 0, lastMessage: null },
      ]);
    },
  },
  {
    name: 'the list goes on behind a cursor, and every session is in it once',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const opened: string[] = [];
      for (const name of ['1', '2', '3', '4', '5']) opened.unshift(await ann.opens([bob], { name }));
      const pages: string[][] = [];
      for (let after: string | null = null; pages.length < 4;) {
        const page = await ann.see(SESSIONS, { limit: 2, after });
        pages.push(listOf(page, 'items').map((item) => textOf(item, 'id')));
        const pageInfo = objectOf(page['pageInfo']);
        if (pageInfo['hasNextPage'] !== true) break;
        after = textOf(pageInfo, 'endCursor');
      }
      assert.deepEqual(
        pages.map(({ length }) => length),
        [2, 2, 1],
      );
      assert.deepEqual(pages.flat(), opened);
    },
  },
  {
    name: 'the list refuses a page size out of range, and a cursor of somebody else',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      await ann.opens([bob]);
      const endCursor = textOf(objectOf((await ann.see(SESSIONS))['pageInfo']), 'endCursor');
      for (const limit of [0, 101]) assert.equal((await ann.refusal(SESSIONS, { limit })).code, 'BadInput');
      for (const after of [endCursor, 'nonsense', '']) {
        assert.equal((await bob.refusal(SESSIONS, { after })).code, 'BadCursor');
      }
    },
  },
  {
    name: 'a session of the wrong form is refused as BadInput, and nobody is in it',
    async play(person) {
      const [ann, bob, cat] = [person('ann'), person('bob'), person('cat')];
      const two = [bob.userId, cat.userId];
      for (const input of [
        { kind: 'DIRECT', memberIds: two },
        { kind: 'DIRECT', memberIds: [] },
        { memberIds: two, name: '   ' },
        { memberIds: two, name: 'n'.repeat(101) },
        { memberIds: Array.from({ length: 50 }, (_, at) => `member-${at}`) },
      ]) {
        assert.equal((await ann.refusal(CREATE_WHOLE, { input })).code, 'BadInput');
      }
      assert.deepEqual(listOf(await ann.see(SESSIONS), 'items'), []);
    },
  },
];
