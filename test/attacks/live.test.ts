import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SignedRequests } from '../../adapters/appsync/signed-requests.ts';
import { presenceFragment, receiptFragment, typingFragment } from '../../domain/vocabulary/event-fragments.ts';
import { Listener } from '../live/listener.ts';
import { Rows, sessionOf, userOf } from '../live/rows.ts';
import { MESSAGE, nested, type Person } from '../support/graphql.ts';
import {
  Live,
  ON_EVERY_MESSAGE,
  ON_INBOX,
  ON_MESSAGE,
  ON_PRESENCE,
  ON_RECEIPT,
  ON_TYPING,
  ON_UPDATE,
} from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct, serviceAccess } from '../support/product-in-process.ts';
import { askSigned } from '../support/signed.ts';
import { untilGone } from '../support/sockets.ts';

const ofSession = {
  onMessageSent: ON_EVERY_MESSAGE,
  onMessageUpdated: ON_UPDATE,
  onTypingIndicator: ON_TYPING,
  onReceipt: ON_RECEIPT,
};
const sessionFields = Object.entries(ofSession);
const missing = '00000000-0000-4000-8000-000000000000';
const all = [...Object.keys(ofSession), 'onInbox', 'onPresence'];

await describeOnProduct('Live delivery under attack', (product) => {
  const rows = new Rows(product.tables);
  const open: { close(): Promise<void> }[] = [];
  let sessionId: string;
  let ann: Person;
  beforeEach(async () => {
    sessionId = await rows.open('ann', 'bob', 'cat');
    [ann] = await people(product, 'ann');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const as = async (userId: string): Promise<Listener> => {
    const listener = await Listener.open(product, userId);
    open.push(listener);
    return listener;
  };
  const socketOf = async (userId: string): Promise<Live> => {
    const live = await Live.connect(product.url, await product.token(userId));
    open.push(live);
    return live;
  };

  /** Listens on all six subscriptions, each under its field's name. */
  const onAll = async (userId: string): Promise<Listener> => {
    const listener = await as(userId);
    for (const [field, query] of sessionFields) await listener.listen(field, query, { sessionId });
    await listener.listen('onInbox', ON_INBOX, {});
    await listener.listen('onPresence', ON_PRESENCE, { sessionId, userIds: ['ann'] });
    return listener;
  };

  /** Lets something happen that each of the six subscriptions would deliver. */
  const everything = async (): Promise<void> => {
    const sent = await ann.send(sessionId, `everything-${turn}`, 'not for everyone');
    await product.liveDelivery.messageChanged(sessionOf(sessionId), await rows.change(sessionId, sent.seq, 'ann'));
    await ann.get('sendTypingIndicator', TYPE, { sessionId });
    await ann.get('markMessageAsRead', READ, { messageId: sent.id });
    await ann.get('setPresence', SET_PRESENCE, { deviceId: 'phone', status: next() });
  };
  let turn = 0;
  const next = (): string => (turn++ % 2 === 0 ? 'BUSY' : 'AWAY');

  /** After this, all that was delivered before it has arrived at this listener. */
  const fence = async (listener: Listener, userId: string): Promise<void> => {
    const other = await rows.open('ann', userId);
    await listener.listen('fence', ON_MESSAGE, { sessionId: other });
    await ann.send(other, 'fence', 'fence');
    await listener.until('fence', 1);
  };
  const heardAnything = (listener: Listener): readonly string[] => all.filter((id) => listener.heard(id).length > 0);

  it.each(sessionFields)(
    '7: %s is refused to whoever is no member, as for a session that does not exist',
    async (_, query) => {
      const mallory = await socketOf('mallory');
      const foreign = await mallory.subscribe('1', query, { sessionId });
      expect(foreign).toMatchObject({ type: 'error', payload: { errors: [{ errorType: 'SessionNotFound' }] } });
      expect(foreign.payload).toEqual((await mallory.subscribe('2', query, { sessionId: missing })).payload);
    },
  );

  it.each(sessionFields)(
    '%s is refused in a BLOCKED session as in none, and goes on in an ARCHIVED one',
    async (_, query) => {
      const bob = await socketOf('bob');
      const nowhere = await bob.subscribe('0', query, { sessionId: missing });
      await rows.setStatus(sessionId, 'BLOCKED');
      expect((await bob.subscribe('1', query, { sessionId })).payload).toEqual(nowhere.payload);
      await rows.setStatus(sessionId, 'ARCHIVED');
      expect((await bob.subscribe('2', query, { sessionId })).type).toBe('start_ack');
    },
  );

  it('7: the inbox of whoever is no member hears nothing of the session', async () => {
    const mallory = await as('mallory');
    await mallory.listen('onInbox', ON_INBOX, {});
    await ann.send(sessionId, 'one', 'not for mallory');
    await fence(mallory, 'mallory');
    expect(mallory.heard('onInbox')).toEqual([]);
  });

  it('a member whose user id is spelt like a foreign session is heard of in their own session only', async () => {
    const bob = await as('bob');
    await bob.listen('onInbox', ON_INBOX, {});
    const hostile = await rows.open('mallory');
    const seq = await rows.system(hostile, { event: 'MEMBERS_JOINED', userIds: [sessionId] });
    await product.liveDelivery.messageSent(sessionOf(hostile), seq);
    await fence(bob, 'bob');
    expect(bob.heard('onInbox')).toEqual([]);
  });

  // Who leaves is a user of their own in each test: ten seconds later all that they listen to is ended once more, whatever it
  // is by then, also where only the row was deleted.
  it('8: who was removed hears nothing after it, on any subscription, and the others go on', async () => {
    sessionId = await rows.open('ann', 'rob', 'cat');
    const [rob, cat] = [await onAll('rob'), await onAll('cat')];
    await rows.removeMember(sessionId, 'rob');
    await product.liveDelivery.endSession(sessionOf(sessionId), userOf('rob'));
    await product.liveDelivery.endPresence(sessionOf(sessionId));
    await cat.listen('onPresence', ON_PRESENCE, { sessionId, userIds: ['ann'] });
    await everything();

    for (const id of all) await cat.until(id, 1);
    await fence(rob, 'rob');
    expect(heardAnything(rob)).toEqual([]);
    expect(rob.ended.slice().sort()).toEqual(all.slice().sort());
    expect(cat.ended).toEqual(['onPresence']);
  });

  const change = (field: string, args = ''): string =>
    `mutation($sessionId: ID!) { ${field}(sessionId: $sessionId${args}) { seq } }`;

  it.each([
    ['was removed', 'ray', 'ann', change('removeMember', ', userId: "ray"')],
    ['was banned', 'ben', 'ann', change('banMember', ', userId: "ben"')],
    ['left', 'lea', 'lea', change('leaveChatSession')],
  ])('8: who %s learns of that last, on any subscription, and the others go on', async (_, whoGoes, who, mutation) => {
    sessionId = (await ann.createSession([whoGoes, 'cat'])).id;
    const [gone, cat] = [await onAll(whoGoes), await onAll('cat')];
    const [actor] = await people(product, who);
    const { errors, data } = await actor.ask(mutation, { sessionId });
    expect(errors).toEqual([]);
    const last = Object.values(data ?? {})[0] as { readonly seq: number };
    await cat.listen('onPresence', ON_PRESENCE, { sessionId, userIds: ['ann'] });
    await everything();

    for (const id of all) await cat.until(id, id === 'onMessageSent' || id === 'onInbox' ? 2 : 1);
    await fence(gone, whoGoes);
    expect(gone.heard('onMessageSent')).toMatchObject([{ seq: last.seq, content: { system: { userIds: [whoGoes] } } }]);
    expect(gone.heard('onInbox')).toEqual(gone.heard('onMessageSent'));
    expect(heardAnything(gone)).toEqual(['onMessageSent', 'onInbox']);
    expect(gone.ended.slice().sort()).toEqual(all.slice().sort());
    expect(cat.ended).toEqual(['onPresence']);
  });

  it('8: who listens in a session that an operator blocks learns of that last', async () => {
    sessionId = (await ann.createSession(['bob'])).id;
    const bob = await onAll('bob');
    const access = await serviceAccess(product.url, product.dataDir);
    const block = await askSigned(access, change('blockChatSession'), { sessionId });
    expect(block.errors).toEqual([]);
    await fence(bob, 'bob');
    expect(bob.heard('onMessageSent')).toMatchObject([{ content: { system: { event: 'SESSION_BLOCKED' } } }]);
    expect(bob.ended.slice().sort()).toEqual(all.slice().sort());

    await bob.listen('again', ON_INBOX, {});
    const unblock = await askSigned(access, change('unblockChatSession'), { sessionId });
    expect(unblock.errors).toEqual([]);
    const other = await rows.open('ann', 'bob');
    await bob.listen('other', ON_MESSAGE, { sessionId: other });
    await ann.send(other, 'fence', 'fence');
    await bob.until('other', 1);
    expect(bob.heard('again')).toEqual([]);
  });

  it('8: who was removed cannot listen again, and their new inbox is without the session', async () => {
    sessionId = await rows.open('ann', 'rex', 'cat');
    const rex = await as('rex');
    await rows.removeMember(sessionId, 'rex');
    await product.liveDelivery.endSession(sessionOf(sessionId), userOf('rex'));
    for (const [field, query] of sessionFields) {
      expect((await rex.live.subscribe(field, query, { sessionId })).type).toBe('error');
    }
    await rex.listen('onInbox', ON_INBOX, {});
    await everything();
    await fence(rex, 'rex');
    expect(heardAnything(rex)).toEqual([]);
  });

  it('8: when a session is blocked, nobody hears anything after it', async () => {
    const [bob, cat] = [await onAll('bob'), await onAll('cat')];
    await product.liveDelivery.endSession(sessionOf(sessionId), 'everyone');
    await product.liveDelivery.endPresence(sessionOf(sessionId));
    await everything();
    for (const [listener, name] of [
      [bob, 'bob'],
      [cat, 'cat'],
    ] as const) {
      await fence(listener, name);
      expect(heardAnything(listener)).toEqual([]);
      expect(listener.ended.slice().sort()).toEqual(all.slice().sort());
    }
  });

  it('8: who ends their live delivery hears nothing after it, on any device, and nobody else loses anything', async () => {
    const [phone, desk, cat] = [await onAll('bob'), await onAll('bob'), await onAll('cat')];
    const [bob] = await people(product, 'bob');
    expect(await bob.get('endLiveDelivery', 'mutation { endLiveDelivery }')).toBe(true);
    await everything();
    for (const id of all) await cat.until(id, 1);
    for (const device of [phone, desk]) {
      await fence(device, 'bob');
      expect(heardAnything(device)).toEqual([]);
      expect(device.ended.slice().sort()).toEqual(all.slice().sort());
    }
    expect(cat.ended).toEqual([]);
  });

  it.each([
    ['null', null],
    ['a wild card', '*'],
    ['nothing but space', ' '],
    ['an empty text', ''],
    ['a list', ['a', 'b']],
    ['an object', { ne: 'x' }],
  ])('9: no subscription takes %s for a session', async (_, wild) => {
    const bob = await socketOf('bob');
    for (const [field, query] of [...sessionFields, ['onPresence', ON_PRESENCE] as const]) {
      const answer = await bob.subscribe(field, query, { sessionId: wild, userIds: ['ann'] });
      expect(answer.type, field).toBe('error');
    }
    for (const [field, query] of sessionFields) {
      const bare = query.replace('($sessionId: ID!)', '').replace('(sessionId: $sessionId)', '');
      expect((await bob.subscribe(`bare-${field}`, bare, {})).type, field).toBe('error');
    }
  });

  it.each([-1, 1.5, '0', 2 ** 31])('9: the inbox has no part %j', async (part) => {
    expect((await (await socketOf('bob')).subscribe('1', ON_INBOX, { part })).type).toBe('error');
  });

  const forServices: readonly [string, string][] = [
    ['publishMessage', `mutation($m: ID!) { publishMessage(messageId: $m) { ${MESSAGE} } }`],
    ['publishMessageUpdate', 'mutation($m: ID!) { publishMessageUpdate(messageId: $m) { seq } }'],
    ['endSessionDelivery', 'mutation($s: ID!) { endSessionDelivery(sessionId: $s) }'],
    ['endPresenceDelivery', 'mutation($s: ID!) { endPresenceDelivery(sessionId: $s) }'],
    ['blockChatSession', 'mutation($s: ID!) { blockChatSession(sessionId: $s) { seq } }'],
  ];

  it.each(forServices)('10: %s is refused to an owner and to a stranger', async (field, query) => {
    const bob = await onAll('bob');
    const sent = await ann.send(sessionId, 'once', 'said once');
    await bob.until('onMessageSent', 1);
    const [stranger] = await people(product, 'mallory');
    for (const person of [ann, stranger]) {
      const answer = await person.ask(query, { m: sent.id, s: sessionId });
      expect(answer.errors.map(({ errorType }) => errorType)).toEqual(['Unauthorized']);
      expect(answer.data?.[field] ?? null).toBeNull();
    }
    await fence(bob, 'bob');
    expect(bob.heard('onMessageSent')).toHaveLength(1);
    expect(bob.ended).toEqual([]);
  });

  it('10: a request that is signed wrongly is refused, whatever is wrong with it', async () => {
    const bob = await onAll('bob');
    const right = await serviceAccess(product.url, product.dataDir);
    const { credentials } = right;
    const wrong = [
      { ...right, credentials: { ...credentials, secretAccessKey: 'another' } },
      { ...right, credentials: { ...credentials, accessKeyId: 'ANOTHER' } },
      { ...right, credentials: { ...credentials, sessionToken: 'made-up' } },
      { ...right, region: 'eu-west-1' },
    ];
    for (const access of wrong) {
      expect(await new SignedRequests(access).send('endSessionDelivery', { sessionId }, 5_000)).toEqual({
        kind: 'refused',
        why: 'HTTP 401',
      });
    }
    await fence(bob, 'bob');
    expect(bob.ended).toEqual([]);
    expect(await new SignedRequests(right).send('endSessionDelivery', { sessionId }, 5_000)).toEqual({ kind: 'done' });
  });

  it('10: a signature is for one body: another under it is refused', async () => {
    const { endpoint } = await serviceAccess(product.url, product.dataDir);
    const url = await endpoint;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `AWS4-HMAC-SHA256 Credential=PARLEYSERVICES/20261121/us-east-1/appsync/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
        'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      },
      body: JSON.stringify({ query: `mutation { endSessionDelivery(sessionId: "${sessionId}") }` }),
    });
    expect(response.status).toBe(401);
  });

  it.each([
    ['read a log', `query($s: ID!) { sessionLog(sessionId: $s) { lastSeq } }`],
    ['list sessions', `query($s: ID!) { myChatSessions { items { id } } members(sessionId: $s) { items { userId } } }`],
    ['type', `mutation($s: ID!) { sendTypingIndicator(sessionId: $s) { ${nested(typingFragment)} } }`],
    ['sign everyone out', `mutation($s: ID!) { endLiveDelivery leaveChatSession(sessionId: $s) { seq } }`],
  ])('10: services publish, and may not %s: they are no user', async (_, query) => {
    const access = await serviceAccess(product.url, product.dataDir);
    const { errors } = await askSigned(access, query, { s: sessionId });
    expect(new Set(errors.map(({ errorType }) => errorType))).toEqual(new Set(['Unauthorized']));
  });

  it('2: after signing out, the token is refused everywhere and every socket of the user is closed', async () => {
    const token = await product.token('dan');
    const [phone, desk] = await Promise.all([Live.connect(product.url, token), Live.connect(product.url, token)]);
    open.push(phone, desk);
    const cat = await as('cat');
    const gone = [phone, desk].map(({ socket }) => untilGone(socket));
    const answer = await fetch(`${product.url}/dev/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: 'dan' }),
    });
    expect(await answer.json()).toEqual({ userId: 'dan', closedConnections: 2 });
    await Promise.all(gone);

    const refused = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ query: '{ myInvites { sessionId } }' }),
    });
    expect(refused.status).toBe(401);
    await expect(Live.connect(product.url, token)).rejects.toThrow();
    expect(cat.live.socket.readyState).toBe(WebSocket.OPEN);
    const [again] = await people(product, 'dan');
    expect((await again.log(await rows.open('dan'), 0)).lastSeq).toBe(0);
  });

  it('2: signing out is for a user id, and for this machine alone', async () => {
    const signOut = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${product.url}/dev/sign-out`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    for (const body of [{}, { userId: '' }, { userId: 'a#b' }, { userId: 7 }, [], null]) {
      expect((await signOut(body)).status).toBe(400);
    }
    expect((await signOut({ userId: 'ann' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await signOut({ userId: 'ann' }, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
    expect((await ann.log(sessionId, 0)).lastSeq).toBe(0);
  });
});

const TYPE = `mutation T($sessionId: ID!) { sendTypingIndicator(sessionId: $sessionId) { ${nested(typingFragment)} } }`;
const READ = `mutation R($messageId: ID!) { markMessageAsRead(messageId: $messageId) { ${nested(receiptFragment)} } }`;
const SET_PRESENCE = `mutation P($deviceId: ID!, $status: PresenceStatus!) {
  setPresence(input: { deviceId: $deviceId, status: $status }) { ${nested(presenceFragment)} }
}`;
