import { afterEach, beforeEach, expect, it } from 'vitest';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredCall, AnsweredEntry } from '../support/calls.ts';
import {
  ACCEPT,
  INITIATE,
  JOIN,
  MEDIA,
  ON_CALL_EVENT,
  ON_INCOMING_CALL,
  onCall,
  REMOVE_FROM_CALL,
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
  const start = (wish: object = {}) =>
    ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId, ...wish } });
  const events = (heard: readonly Record<string, unknown>[]) => heard.map(({ event, userId }) => [event, userId]);

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
    expect(events(heard)).toEqual(
      [
        ['CALL_STARTED', 'ann'],
        ['CALL_RINGING', null],
        ['PARTICIPANT_JOINED', 'bob'],
        ['CALL_ANSWERED', 'bob'],
        ['PARTICIPANT_JOINED', 'cat'],
        ['MEDIA_CHANGED', 'bob'],
        ['PARTICIPANT_REMOVED', 'bob'],
        ['CALL_ENDED', null],
      ].slice(0, heard.length),
    );
  });
});

const sample = { bandwidthKbps: 900.5, packetLossPercent: 0.5, latencyMs: 40, jitterMs: 3 };
const REPORT = 'mutation($input: ReportCallQualityInput!) { reportCallQuality(input: $input) }';
const ALIVE = 'mutation($callId: ID!) { keepCallAlive(callId: $callId) }';
