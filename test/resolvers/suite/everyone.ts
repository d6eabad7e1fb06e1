import assert from 'node:assert/strict';
import { LOG, MESSAGES, SEND, SESSIONS } from '../../support/graphql.ts';
import { OPEN, READ, TYPING } from './documents.ts';
import { listOf, objectOf, timeOf, type Scenario } from './host.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';

export const everyone: readonly Scenario[] = [
  {
    name: 'typing is shown under the name in the token, and lapses three seconds on',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const before = Date.now();
      const { expiresAt, ...typing } = await bob.see(TYPING, { sessionId });
      assert.deepEqual(typing, { sessionId, userId: bob.userId, userName: bob.userId, isTyping: true });
      assert.ok(timeOf({ expiresAt }, 'expiresAt') >= before + 3000);
      assert.equal((await bob.see(TYPING, { sessionId, isTyping: false }))['isTyping'], false);
      assert.equal((await bob.see(OPEN, { sessionId }))['lastSeq'], 0);
    },
  },
  {
    name: 'typing that would blank its subscribers is refused',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const { code, info } = await ann.refusal(
        'mutation Typing($sessionId: ID!) { sendTypingIndicator(sessionId: $sessionId) { sessionId isTyping expiresAt } }',
        { sessionId },
      );
      assert.deepEqual({ code, info }, { code: 'SelectionIncomplete', info: { missing: ['userId', 'userName'] } });
    },
  },
  {
    name: 'typing that could show subscribers one field under the name of another is refused',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const { code } = await ann.refusal(TYPING.replace('userId', 'userId: userName'), { sessionId });
      assert.equal(code, 'SelectionIncomplete');
    },
  },
  {
    name: 'a session of others is answered, field by field, as one that does not exist',
    async play(person) {
      const [ann, bob, eve] = [person('ann'), person('bob'), person('eve')];
      const sessionId = await ann.opens([bob]);
      await ann.sends(sessionId, 'm-1');
      const input = { clientMessageId: 'm-1', content: { text: 'hello' } };
      for (const [query, variablesOf, code] of [
        [OPEN, (id: string) => ({ sessionId: id }), 'SessionNotFound'],
        [MESSAGES, (id: string) => ({ sessionId: id }), 'SessionNotFound'],
        [MESSAGES, (id: string) => ({ sessionId: id, before: `${id}.1` }), 'SessionNotFound'],
        [LOG, (id: string) => ({ sessionId: id }), 'SessionNotFound'],
        [SEND, (id: string) => ({ input: { ...input, sessionId: id } }), 'SessionNotFound'],
        [TYPING, (id: string) => ({ sessionId: id }), 'SessionNotFound'],
        [READ, (id: string) => ({ messageId: `${id}.1` }), 'MessageNotFound'],
      ] as const) {
        const foreign = await eve.refusal(query, variablesOf(sessionId));
        assert.equal(foreign.code, code);
        assert.deepEqual(foreign, await eve.refusal(query, variablesOf(nowhere)));
      }
      assert.deepEqual(listOf(await eve.see(SESSIONS), 'items'), []);
      assert.equal((await bob.see(OPEN, { sessionId }))['lastSeq'], 1);
    },
  },
  {
    name: 'an id that no session can have is answered as one that does not exist',
    async play(person) {
      const ann = person('ann');
      const missing = await ann.refusal(OPEN, { sessionId: nowhere });
      for (const sessionId of ['', 'SESSION#1', `${nowhere}#`, nowhere.toUpperCase(), 'x'.repeat(2000)]) {
        assert.deepEqual(await ann.refusal(OPEN, { sessionId }), missing);
      }
    },
  },
  {
    name: 'in one document a refused field is null with its path, and the others are answered',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const { data, errors = [] } = await ann.ask(
        'query Two($here: ID!, $there: ID!) { here: chatSession(sessionId: $here) { id } there: chatSession(sessionId: $there) { id } }',
        { here: sessionId, there: nowhere },
      );
      assert.deepEqual(data, { here: { id: sessionId }, there: null });
      assert.deepEqual(
        errors.map(({ path, errorType }) => ({ path, errorType })),
        [{ path: ['there'], errorType: 'SessionNotFound' }],
      );
    },
  },
  {
    name: 'an operation of the wrong form is refused before any resolver runs',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const content = { text: 'hello' };
      for (const [query, variables] of [
        [SEND, {}],
        [SEND, { input: null }],
        [SEND, { input: { sessionId, clientMessageId: 'm-1' } }],
        [SEND, { input: { sessionId, clientMessageId: 'm-1', content, kind: 'SONG' } }],
        [SEND, { input: { sessionId, clientMessageId: 'm-1', content, more: 1 } }],
        [SEND.replace('senderName', 'senderSecret'), { input: { sessionId, clientMessageId: 'm-1', content } }],
      ] as const) {
        const { data = null, errors = [] } = await ann.ask(query, variables);
        assert.equal(data, null);
        assert.equal(errors.length, 1);
      }
      assert.equal(objectOf(await ann.see(LOG, { sessionId }))['lastSeq'], 0);
    },
  },
  {
    name: 'a document that does not parse is answered with an error and no data',
    async play(person) {
      const { data = null, errors = [] } = await person('ann').ask('query { chatSession(');
      assert.deepEqual([data, errors.length], [null, 1]);
    },
  },
];
