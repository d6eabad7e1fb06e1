/** Attacks on finding, opening and entering sessions, and on what is one's own, by the numbers of docs/security.md. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { sentence } from '../../domain/vocabulary/refusal.ts';
import type { GraphQLAnswer, Json, JsonObject } from '../../runtime/contract.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { aUser } from '../builders/people.ts';
import { describeOnApi, refusalsOf, valueAt, type Api } from '../support/api-in-process.ts';
import { MESSAGE } from '../support/graphql.ts';

const CREATE = `mutation M($input: CreateChatSessionInput!) { createChatSession(input: $input) { id name memberCount } }`;
const DISCOVER = `query Q($text: String, $tag: String, $limit: Int, $after: String) {
  discoverSessions(text: $text, tag: $tag, limit: $limit, after: $after) {
    items { id name memberCount isMember } pageInfo { startCursor endCursor hasNextPage }
  }
}`;
const JOIN = 'mutation M($id: ID!) { joinChatSession(sessionId: $id) { seq } }';
const ASK = 'mutation M($id: ID!) { requestToJoin(sessionId: $id, note: "please") { userId note } }';
const SEND = `mutation M($input: SendMessageInput!) { sendMessage(input: $input) { ${MESSAGE} } }`;
const TYPE = `mutation M($id: ID!) {
  sendTypingIndicator(sessionId: $id) { sessionId userId userName isTyping expiresAt }
}`;

const nobodys = '00000000-0000-4000-8000-000000000000';
const clock = new ManualClock(instantOf(Date.now()));

/** What a refused caller was told, without where it stood in the document. */
const told = ({ data, errors = [] }: GraphQLAnswer) => ({
  nothing: Object.values(data ?? {}).every((value) => value === null),
  errors: errors.map(({ errorType, message, errorInfo }) => ({ errorType, message, errorInfo })),
});

/** A new session's id. @throws where it was refused */
async function opened(api: Api, creator: string, input: JsonObject): Promise<string> {
  const answer = await api.execute(creator, CREATE, { input });
  const id = valueAt(answer, 'createChatSession', 'id');
  if (typeof id === 'string') return id;
  throw new Error(`unable to go on; opening was refused with ${refusalsOf(answer).join(', ')}`);
}

await describeOnApi('Entering under attack', { clock }, (api) => {
  let [ann, bob, mallory] = [aUser('ann'), aUser('bob'), aUser('mallory')];
  beforeEach(() => {
    [ann, bob, mallory] = [aUser('ann'), aUser('bob'), aUser('mallory')];
  });

  describe('4: a session of others', () => {
    it.each([
      ['discovered members', 'query Q($id: ID!) { bannedMembers(sessionId: $id) { userId } }'],
      ['join requests', 'query Q($id: ID!) { joinRequests(sessionId: $id) { userId } }'],
      ['pins', 'query Q($id: ID!) { pinnedMessages(sessionId: $id) { pinnedBy } }'],
      ['asking to join', ASK],
      ['joining', JOIN],
      ['rejecting', 'mutation M($id: ID!) { rejectJoinRequest(sessionId: $id, userId: "x") }'],
      ['inviting', 'mutation M($id: ID!) { inviteUsers(sessionId: $id, userIds: ["x"]) { userId } }'],
      ['taking an invitation back', 'mutation M($id: ID!) { withdrawInvite(sessionId: $id, userId: "x") }'],
      [
        'preferences',
        'mutation M($id: ID!) { updateMyPreferences(input: { sessionId: $id, notifications: NONE }) { notifications } }',
      ],
    ])('answers %s exactly as one that does not exist', async (_, document) => {
      const id = await opened(api, ann, { kind: 'PRIVATE', memberIds: [bob] });
      const foreign = told(await api.execute(mallory, document, { id }));
      expect(foreign).toEqual(told(await api.execute(mallory, document, { id: nobodys })));
      expect(foreign.nothing).toBe(true);
      expect(foreign.errors.map(({ errorType }) => errorType)).toEqual(['SessionNotFound']);
    });

    it('answers declining an invitation that never was as where there is no session', async () => {
      const decline = 'mutation M($id: ID!) { withdrawInvite(sessionId: $id) }';
      const id = await opened(api, ann, { kind: 'PRIVATE', memberIds: [bob] });
      for (const named of [id, nobodys, '#']) {
        expect(valueAt(await api.execute(mallory, decline, { id: named }), 'withdrawInvite')).toBe(false);
      }
    });

    it('is not discovered, neither by name nor by tag, unless it is PUBLIC', async () => {
      const name = `Hidden ${ann}`;
      for (const kind of ['GROUP', 'PRIVATE', 'ANNOUNCEMENT']) {
        await opened(api, ann, { kind, memberIds: [bob], name, tags: ['hidden'] });
      }
      const found = await api.execute(mallory, DISCOVER, { text: ann, limit: 100 });
      expect(valueAt(found, 'discoverSessions', 'items')).toEqual([]);
    });

    it('that banned someone is a stranger to them: not discovered, not joined, not asked', async () => {
      const id = await opened(api, ann, {
        kind: 'PUBLIC',
        memberIds: [],
        name: `Room ${ann}`,
        settings: { requireApproval: true },
      });
      const search = { text: ann, limit: 10 };
      expect(valueAt(await api.execute(mallory, DISCOVER, search), 'discoverSessions', 'items', 0, 'id')).toBe(id);
      await api.execute(ann, 'mutation M($id: ID!, $u: ID!) { banMember(sessionId: $id, userId: $u) { seq } }', {
        id,
        u: mallory,
      });
      expect(valueAt(await api.execute(mallory, DISCOVER, search), 'discoverSessions', 'items')).toEqual([]);
      for (const document of [JOIN, ASK]) {
        expect(told(await api.execute(mallory, document, { id }))).toEqual(
          told(await api.execute(mallory, document, { id: nobodys })),
        );
      }
    });
  });

  describe('12: a blocked user', () => {
    const block = (who: string, whom: string) =>
      api.execute(who, 'mutation M($u: ID!) { blockUser(userId: $u) }', { u: whom });
    const text = (id: string, who: string) =>
      api.execute(who, SEND, { input: { sessionId: id, clientMessageId: who, content: { text: 'hello' } } });

    it('sends no direct message and no typing; both sides are refused word for word the same', async () => {
      const id = await opened(api, ann, { kind: 'DIRECT', memberIds: [mallory] });
      expect(refusalsOf(await text(id, mallory))).toEqual([]);
      expect(valueAt(await block(ann, mallory), 'blockUser')).toBe(true);

      for (const attempt of [(who: string) => text(id, who), (who: string) => api.execute(who, TYPE, { id })]) {
        const refused = told(await attempt(mallory));
        expect(refused).toEqual(told(await attempt(ann)));
        expect(refused.errors.map(({ errorType }) => errorType)).toEqual(['NotAllowed']);
        expect(JSON.stringify(refused)).not.toContain(ann);
      }
      const log = 'query Q($id: ID!) { sessionLog(sessionId: $id) { lastSeq } }';
      expect(valueAt(await api.execute(mallory, log, { id }), 'sessionLog', 'lastSeq')).toBe(1);
    });

    it('opens no new DIRECT session; both sides are refused word for word the same, whoever blocked', async () => {
      await block(ann, mallory);
      const create = (who: string, other: string) =>
        api.execute(who, CREATE, { input: { kind: 'DIRECT', memberIds: [other] } });
      const refused = told(await create(mallory, ann));
      expect(refused).toEqual(told(await create(ann, mallory)));
      expect(refused.errors).toEqual([
        {
          errorType: 'NotAllowed',
          message: sentence('create the session', 'these two do not exchange messages'),
          errorInfo: null,
        },
      ]);
      const sessions = 'query Q { myChatSessions { items { id } } }';
      for (const who of [ann, mallory]) {
        expect(valueAt(await api.execute(who, sessions), 'myChatSessions', 'items')).toEqual([]);
      }
    });

    it('learns of it nowhere: what they are shown is what they were shown before', async () => {
      const id = await opened(api, ann, { kind: 'DIRECT', memberIds: [mallory] });
      const looks = [
        `query Q($id: ID!) { chatSession(sessionId: $id) { status isFrozen lastSeq lastActivityAt myRole memberCount } }`,
        'query Q { myBlockedUsers { userId } }',
        'query Q { myInvites { sessionId } }',
        'query Q($id: ID!) { members(sessionId: $id) { items { userId role mutedUntil } } }',
      ];
      const seen = () => Promise.all(looks.map(async (look) => (await api.execute(mallory, look, { id })).data));
      const before = JSON.stringify(await seen());
      await block(ann, mallory);
      expect(JSON.stringify(await seen())).toBe(before);
    });

    it('is refused no less once they block back and take it back, and is free when nobody blocks', async () => {
      const id = await opened(api, ann, { kind: 'DIRECT', memberIds: [mallory] });
      const unblock = (who: string, whom: string) =>
        api.execute(who, 'mutation M($u: ID!) { unblockUser(userId: $u) }', { u: whom });
      await block(ann, mallory);
      await block(mallory, ann);
      await unblock(mallory, ann);
      expect(refusalsOf(await text(id, mallory))).toEqual(['NotAllowed']);
      expect(valueAt(await api.execute(ann, 'query Q { myBlockedUsers { userId } }'), 'myBlockedUsers')).toEqual([
        { userId: mallory },
      ]);
      await unblock(ann, mallory);
      expect(refusalsOf(await text(id, mallory))).toEqual([]);
    });

    it('stays in the groups that both are in', async () => {
      const id = await opened(api, bob, { kind: 'GROUP', memberIds: [ann, mallory] });
      await block(ann, mallory);
      expect(refusalsOf(await text(id, mallory))).toEqual([]);
    });

    it.each(['', ' ', '#', 'a#b', 'x'.repeat(129)])('is no %j, and nobody blocks themselves', async (whom) => {
      expect(refusalsOf(await block(ann, whom))).toEqual(['BadInput']);
      expect(refusalsOf(await block(ann, ann))).toEqual(['BadInput']);
    });
  });

  describe('16: names that mean something elsewhere are inert', () => {
    it.each(['#', ':x', '__proto__', 'constructor', 'SESSION#x', '', ' '])('as a session id, %j', async (id) => {
      expect(refusalsOf(await api.execute(ann, ASK, { id }))).toEqual(['SessionNotFound']);
      expect(refusalsOf(await api.execute(ann, JOIN, { id }))).toEqual(['SessionNotFound']);
    });

    it.each(['__proto__', 'constructor', ':x', '#', '%', '.*'])('as a text to find and as a tag, %j', async (text) => {
      const found = await api.execute(ann, DISCOVER, { text: `${text}${ann}`, tag: text });
      expect(valueAt(found, 'discoverSessions', 'items')).toEqual([]);
    });

    it.each(['__proto__', 'constructor', '#', ':x', 'a#b', 'ünï', ' '])(
      'as a client session id, %j, which is only an id',
      async (clientSessionId) => {
        const input = { memberIds: [bob], clientSessionId };
        expect(await opened(api, ann, input)).toBe(await opened(api, ann, input));
      },
    );

    it.each(['__proto__', 'constructor', ':x'])('as a user id, %j, which is only an id', async (odd) => {
      const id = await opened(api, ann, { kind: 'PRIVATE', memberIds: [] });
      const invite = 'mutation M($id: ID!, $u: [ID!]!) { inviteUsers(sessionId: $id, userIds: $u) { userId } }';
      expect(valueAt(await api.execute(ann, invite, { id, u: [odd] }), 'inviteUsers')).toEqual([{ userId: odd }]);
      const invited = valueAt(await api.execute(odd, 'query Q { myInvites { sessionId } }'), 'myInvites');
      expect(invited).toContainEqual({ sessionId: id });
    });
  });

  describe('17: a cursor of discovery', () => {
    const page = async (who: string, variables: JsonObject): Promise<GraphQLAnswer> =>
      api.execute(who, DISCOVER, { limit: 1, ...variables });
    const cursorOf = async (who: string, variables: JsonObject): Promise<string> => {
      const cursor = valueAt(await page(who, variables), 'discoverSessions', 'pageInfo', 'endCursor');
      if (typeof cursor === 'string') return cursor;
      throw new Error('unable to go on; the page has no end');
    };

    beforeEach(async () => {
      for (const name of ['One', 'Two', 'Three']) {
        await opened(api, ann, { kind: 'PUBLIC', memberIds: [], name: `${name} ${ann}`, tags: ['tag'] });
      }
    });

    it("that is another user's, or of another search, is refused", async () => {
      const cursor = await cursorOf(bob, { text: ann });
      expect(refusalsOf(await page(bob, { text: ann, after: cursor }))).toEqual([]);
      expect(refusalsOf(await page(mallory, { text: ann, after: cursor }))).toEqual(['BadCursor']);
      expect(refusalsOf(await page(bob, { text: 'other', after: cursor }))).toEqual(['BadCursor']);
      expect(refusalsOf(await page(bob, { text: ann, tag: 'tag', after: cursor }))).toEqual(['BadCursor']);
      expect(refusalsOf(await page(bob, { after: cursor }))).toEqual(['BadCursor']);
    });

    it('that was forged is refused', async () => {
      const cursor = await cursorOf(bob, { text: ann });
      const [id = '', ...rest] = cursor.split('|');
      const privateId = await opened(api, bob, { kind: 'PRIVATE', memberIds: [] });
      const forged = [
        '',
        'Zm9yZ2Vk',
        `${cursor}x`,
        `x${cursor}`,
        [nobodys, ...rest].join('|'),
        [privateId, ...rest].join('|'),
        [id, '', ...rest.slice(1)].join('|'),
        [id, '%', ...rest.slice(1)].join('|'),
        [id, '%61', ...rest.slice(1)].join('|'),
        id,
      ];
      for (const after of forged) {
        expect(refusalsOf(await page(bob, { text: ann, after })), after).toEqual(['BadCursor']);
      }
    });

    it('goes through all of them once', async () => {
      const names: Json[] = [];
      let after: Json = null;
      for (;;) {
        const answer: GraphQLAnswer = await page(bob, { text: ann, after });
        names.push(valueAt(answer, 'discoverSessions', 'items', 0, 'name'));
        if (valueAt(answer, 'discoverSessions', 'pageInfo', 'hasNextPage') !== true) break;
        after = valueAt(answer, 'discoverSessions', 'pageInfo', 'endCursor');
      }
      expect(names).toEqual(['One', 'Three', 'Two'].map((name) => `${name} ${ann}`));
    });

    it.each([0, -1, 101])('and a page of %d is refused', async (limit) => {
      expect(refusalsOf(await api.execute(bob, DISCOVER, { limit }))).toEqual(['BadInput']);
    });
  });

  describe('20: a name that deceives', () => {
    const deceiving = ['a\u202eb', 'zero\u200bwidth', 'p\u0430ypal', 'two\nlines', '\u2066x', 'a\u0000b'];

    it.each(deceiving)('%j is refused as a session’s, as a tag and as a custom name', async (name) => {
      const open = (input: JsonObject) =>
        api.execute(ann, CREATE, { input: { kind: 'PUBLIC', memberIds: [], name: 'Room', ...input } });
      expect(refusalsOf(await open({ name }))).toEqual(['BadInput']);
      expect(refusalsOf(await open({ tags: [name] }))).toEqual(['BadInput']);
      const sessionId = await opened(api, ann, { kind: 'PRIVATE', memberIds: [] });
      const rename = `mutation M($input: UpdateMyPreferencesInput!) {
        updateMyPreferences(input: $input) { customName }
      }`;
      expect(refusalsOf(await api.execute(ann, rename, { input: { sessionId, customName: name } }))).toEqual([
        'BadInput',
      ]);
    });

    it.each(['a\u202eb', '\u2066x', 'a\u0000b'])('%j is refused in a note to those who approve', async (note) => {
      const settings = { requireApproval: true };
      const id = await opened(api, ann, { kind: 'PUBLIC', memberIds: [], name: 'Room', settings });
      const ask = 'mutation M($id: ID!, $note: String) { requestToJoin(sessionId: $id, note: $note) { note } }';
      expect(refusalsOf(await api.execute(bob, ask, { id, note }))).toEqual(['BadInput']);
      expect(valueAt(await api.execute(bob, ask, { id, note: ' two\nlines ' }), 'requestToJoin', 'note')).toBe(
        'two\nlines',
      );
    });
  });
});

await describeOnApi(
  'Entering too often',
  { clock, hourlyRates: { sessionsPerHour: Limits.sessionsPerHour, joinsPerHour: Limits.joinsPerHour } },
  (api) => {
    const hour = 3_600_000;
    const retryAfter = ({ errors = [] }: GraphQLAnswer): number => {
      const info: unknown = errors[0]?.errorInfo;
      const hasTime = typeof info === 'object' && info !== null && 'retryAfterMs' in info;
      return hasTime && typeof info.retryAfterMs === 'number' ? info.retryAfterMs : Number.NaN;
    };

    it('15: the sixth session within an hour is refused with when to retry, also over aliases in one request', async () => {
      const ann = aUser('ann');
      const aliases = Array.from(
        { length: 9 },
        (_, at) => `a${at}: createChatSession(input: { kind: PRIVATE, memberIds: [] }) { id }`,
      );
      const answer = await api.execute(ann, `mutation M { ${aliases.join(' ')} }`);
      expect(refusalsOf(answer)).toEqual(['RateLimited', 'RateLimited', 'RateLimited', 'RateLimited']);
      const wait = retryAfter(answer);
      expect(wait).toBeGreaterThan(0);
      // Acts are counted by the minute.
      expect(wait).toBeLessThanOrEqual(hour + 60_000);

      const one = { input: { kind: 'PRIVATE', memberIds: [] } };
      expect(refusalsOf(await api.execute(ann, CREATE, one))).toEqual(['RateLimited']);
      clock.pass(wait);
      expect(refusalsOf(await api.execute(ann, CREATE, one))).toEqual([]);
    });

    it('15: the twenty-first joining or asking within an hour is refused; what changes nothing does not count', async () => {
      const bob = aUser('bob');
      const rooms: { readonly id: string; readonly asks: boolean }[] = [];
      for (let at = 0; at < 22; at += 1) {
        const asks = at % 2 === 1;
        const settings = { requireApproval: asks };
        const input = { kind: 'PUBLIC', memberIds: [], name: `Room ${at}`, settings };
        rooms.push({ id: await opened(api, aUser('owner'), input), asks });
      }
      const enter = ({ id, asks }: (typeof rooms)[number]) => api.execute(bob, asks ? ASK : JOIN, { id });
      for (const room of rooms.slice(0, 20)) {
        expect(refusalsOf(await enter(room))).toEqual([]);
        expect(refusalsOf(await enter(room))).toEqual([]);
        expect(refusalsOf(await enter({ ...room, id: nobodys }))).toEqual(['SessionNotFound']);
      }
      for (const room of rooms.slice(20)) {
        const answer = await enter(room);
        expect(refusalsOf(answer)).toEqual(['RateLimited']);
        expect(retryAfter(answer)).toBeGreaterThan(0);
      }
    });
  },
);
