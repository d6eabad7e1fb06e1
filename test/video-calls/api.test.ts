import { afterEach, beforeEach, expect, it } from 'vitest';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredCall, AnsweredEntry } from '../support/calls.ts';
import {
  ACCEPT,
  HISTORY,
  INITIATE,
  JOIN,
  MEDIA,
  ON_CALL_EVENT,
  ON_CALL_SIGNAL,
  ON_INCOMING_CALL,
  onCall,
  READ_CALL,
  REMOVE_FROM_CALL,
  SIGNAL_TO,
} from '../support/calls.ts';
import type { Person } from '../support/graphql.ts';
import { ON_EVERY_MESSAGE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

await describeOnProduct('Calls through the API', (product) => {
  const rows = new Rows(product.tables);
  const open: Listener[] = [];
  let ann: Person;
  let bob: Person;
  let cat: Person;
  let sessionId: string;
  beforeEach(async () => {
    [ann, bob, cat] = await people(product, 'ann', 'bob', 'cat');
    sessionId = await rows.open('ann', 'bob', 'cat');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
  });
  const listener = async (userId: string): Promise<Listener> => {
    const one = await Listener.open(product, userId);
    open.push(one);
    return one;
  };
  const start = (wish: Record<string, unknown> = {}) =>
    ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId, ...wish } });
  const events = (heard: readonly Record<string, unknown>[]) => heard.map(({ event, userId }) => [event, userId]);

  it('of two are over when one blocks the other', async () => {
    const input = { sessionType: 'GENERAL', kind: 'DIRECT', memberIds: ['bob'] };
    const { id } = await ann.get<{ id: string }>(
      'createChatSession',
      'mutation($input: CreateChatSessionInput!) { createChatSession(input: $input) { id } }',
      { input },
    );
    const { call } = await start({ sessionId: id });
    await bob.get('acceptCall', ACCEPT, { input: { callId: call.id } });
    const hears = await listener('bob');
    await hears.listen('events', ON_CALL_EVENT, { sessionId: id });
    expect(await ann.get('blockUser', 'mutation { blockUser(userId: "bob") }', {})).toBe(true);
    const heard = await hears.until('events', 1);
    expect(heard).toMatchObject([{ event: 'CALL_ENDED', call: { state: 'ENDED', endReason: 'CLOSED' } }]);
    expect(await ann.get('unblockUser', 'mutation { unblockUser(userId: "bob") }', {})).toBe(true);
  });

  it('ring, are taken, heard of by everyone in the session, ruled by who started them, and told of in the chat', async () => {
    const [hears, rung] = [await listener('cat'), await listener('bob')];
    await hears.listen('events', ON_CALL_EVENT, { sessionId });
    await hears.listen('chat', ON_EVERY_MESSAGE, { sessionId });
    await rung.listen('rings', ON_INCOMING_CALL, {});
    await hears.listen('rings', ON_INCOMING_CALL, {});

    const { call, seat } = await start({ userIds: ['bob'] });
    expect(call).toMatchObject({ state: 'RINGING', invited: [{ userId: 'bob', answer: 'PENDING' }] });
    // Nothing but two browsers, on a machine without Agora.
    expect(seat).toBeNull();
    expect(await rung.until('rings', 1)).toMatchObject([{ userId: 'bob', call: { id: call.id, sessionId } }]);

    const callId = call.id;
    const accepted = await bob.get<AnsweredEntry>('acceptCall', ACCEPT, { input: { callId } });
    expect(accepted.call).toMatchObject({ state: 'ACTIVE' });
    await cat.get('joinCall', JOIN, { input: { callId, camera: true } });
    const shown = await bob.get<AnsweredCall>('updateCallMedia', MEDIA, {
      input: { callId, screen: true, hand: true },
    });
    expect(shown.participants[1]).toMatchObject({
      userId: 'bob',
      uid: 2,
      screen: true,
      microphone: true,
      camera: false,
    });
    const taken = await cat.ask(MEDIA, { input: { callId, screen: true } });
    expect(taken.errors[0]?.errorType).toBe('ScreenTaken');
    await bob.get('reportCallQuality', REPORT, { input: { callId, ...sample } });
    expect(await bob.get('keepCallAlive', ALIVE, { callId })).toBe(true);
    await ann.get('removeParticipant', REMOVE_FROM_CALL, { callId, userId: 'bob' });
    expect((await bob.ask(JOIN, { input: { callId } })).errors[0]?.errorType).toBe('NotAllowed');
    expect((await cat.ask(onCall('endCall'), { callId })).errors[0]?.errorType).toBe('NotAllowed');
    const over = await ann.get<AnsweredCall>('endCall', onCall('endCall'), { callId });
    expect(over).toMatchObject({ state: 'ENDED', endReason: 'HUNG_UP' });

    const heard = await hears.until('events', 8);
    expect(events(heard)).toEqual([
      ['CALL_STARTED', 'ann'],
      ['CALL_RINGING', null],
      ['PARTICIPANT_JOINED', 'bob'],
      ['CALL_ANSWERED', 'bob'],
      ['PARTICIPANT_JOINED', 'cat'],
      ['MEDIA_CHANGED', 'bob'],
      ['PARTICIPANT_REMOVED', 'bob'],
      ['CALL_ENDED', null],
    ]);

    const told = (await hears.until('chat', 2)).map(({ content }) => content);
    expect(told).toMatchObject([
      { system: { event: 'CALL_STARTED', call: { callId, mode: 'VIDEO', durationSeconds: null } } },
      { system: { event: 'CALL_ENDED', call: { callId, durationSeconds: expect.any(Number) as number } } },
    ]);
    expect(hears.heard('rings')).toEqual([]);
    const { quality } = await cat.get<{ quality: unknown }>('call', READ_CALL, { callId });
    expect(quality).toMatchObject({ samples: 1, averages: { latencyMs: 40 }, worstMinute: { userId: 'bob' } });
  });

  it('carry signals to the one whom they are addressed to, as who sent them, and to nobody else', async () => {
    const { call } = await start();
    const callId = call.id;
    for (const one of [bob, cat]) await one.get('acceptCall', ACCEPT, { input: { callId } });
    const [atBob, atCat] = [await listener('bob'), await listener('cat')];
    await atBob.listen('signals', ON_CALL_SIGNAL, { callId });
    await atCat.listen('signals', ON_CALL_SIGNAL, { callId });

    const signal = (to: string, payload: string): Record<string, unknown> => ({
      input: { callId, to, kind: 'OFFER', payload },
    });
    await ann.get('sendCallSignal', SIGNAL_TO, signal('bob', 'v=0 for bob'));
    await ann.get('sendCallSignal', SIGNAL_TO, signal('cat', 'v=0 for cat'));
    expect(await atCat.until('signals', 1)).toEqual([
      { callId, from: 'ann', to: 'cat', kind: 'OFFER', payload: 'v=0 for cat' },
    ]);
    expect((await atBob.until('signals', 1)).map(({ payload }) => payload)).toEqual(['v=0 for bob']);
    const refused = async (wish: Record<string, unknown>) => (await ann.ask(SIGNAL_TO, wish)).errors[0]?.errorType;
    expect(await refused(signal('cat', ''))).toBe('BadInput');
    expect(await refused(signal('cat', 'x'.repeat(64_001)))).toBe('BadInput');
    expect(await refused(signal('dan', 'v=0'))).toBe('ParticipantNotFound');
    await ann.get('endCall', onCall('endCall'), { callId });
    expect(await refused(signal('cat', 'v=0'))).toBe('CallEnded');
  });

  it('are listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const { call } = await start();
      ids.unshift(call.id);
      await ann.get('endCall', onCall('endCall'), { callId: call.id });
    }
    type Page = { items: readonly { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    const first = await cat.get<Page>('callHistory', HISTORY, { sessionId, limit: 2 });
    const after = first.pageInfo.endCursor;
    const second = await cat.get<Page>('callHistory', HISTORY, { sessionId, limit: 2, after });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it('are left with the session: who is removed from it is out of its call, and the call goes on', async () => {
    const { call } = await start();
    const callId = call.id;
    for (const one of [bob, cat]) await one.get('acceptCall', ACCEPT, { input: { callId } });
    const hears = await listener('cat');
    await hears.listen('events', ON_CALL_EVENT, { sessionId });
    await ann.get('removeMember', REMOVE, { sessionId, userId: 'bob' });
    expect(events(await hears.until('events', 1))).toEqual([['PARTICIPANT_REMOVED', 'bob']]);
    const now = await ann.get<{ call: AnsweredCall }>('call', READ_CALL, { callId });
    expect(now.call).toMatchObject({ state: 'ACTIVE' });
  });

  it('end with the session: one that is archived takes its call with it', async () => {
    const { call } = await start();
    await bob.get('acceptCall', ACCEPT, { input: { callId: call.id } });
    const hears = await listener('cat');
    await hears.listen('events', ON_CALL_EVENT, { sessionId });
    await ann.get('archiveChatSession', ARCHIVE, { sessionId });
    const [told] = await hears.until('events', 1);
    expect(told).toMatchObject({ event: 'CALL_ENDED', call: { state: 'ENDED', endReason: 'CLOSED' } });
  });
});

const REMOVE =
  'mutation($sessionId: ID!, $userId: ID!) { removeMember(sessionId: $sessionId, userId: $userId) { seq } }';
const ARCHIVE = 'mutation($sessionId: ID!) { archiveChatSession(sessionId: $sessionId) { seq } }';
const sample = { bandwidthKbps: 900.5, packetLossPercent: 0.5, latencyMs: 40, jitterMs: 3 };
const REPORT = 'mutation($input: ReportCallQualityInput!) { reportCallQuality(input: $input) }';
const ALIVE = 'mutation($callId: ID!) { keepCallAlive(callId: $callId) }';
