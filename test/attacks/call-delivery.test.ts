import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredEntry } from '../support/calls.ts';
import {
  ACCEPT,
  INITIATE,
  ON_CALL_EVENT,
  ON_CALL_SIGNAL,
  ON_INCOMING_CALL,
  onCall,
  REMOVE_FROM_CALL,
  SIGNAL_TO,
} from '../support/calls.ts';
import type { Person } from '../support/graphql.ts';
import { ON_MESSAGE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { theSchema } from '../support/schema.ts';

const missing = '00000000-0000-4000-8000-000000000000';

await describeOnProduct('What is heard of calls, under attack', (product) => {
  const rows = new Rows(product.tables);
  const open: Listener[] = [];
  let ann: Person;
  let bob: Person;
  let cat: Person;
  let sessionId: string;
  let callId: string;
  beforeEach(async () => {
    [ann, bob, cat] = await people(product, 'ann', 'bob', 'cat');
    sessionId = await rows.open('ann', 'bob', 'cat');
    callId = (await ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId } })).call.id;
    for (const one of [bob, cat]) await one.get('acceptCall', ACCEPT, { input: { callId } });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
  });
  const as = async (userId: string): Promise<Listener> => {
    const listener = await Listener.open(product, userId);
    open.push(listener);
    return listener;
  };
  const onAll = async (userId: string): Promise<Listener> => {
    const listener = await as(userId);
    await listener.listen('events', ON_CALL_EVENT, { sessionId });
    await listener.listen('signals', ON_CALL_SIGNAL, { callId });
    await listener.listen('rings', ON_INCOMING_CALL, {});
    return listener;
  };
  /** After this, all that was delivered before it has arrived at this listener. */
  const fence = async (listener: Listener, userId: string): Promise<void> => {
    const other = await rows.open('ann', userId);
    await listener.listen('fence', ON_MESSAGE, { sessionId: other });
    await ann.send(other, 'fence', 'fence');
    await listener.until('fence', 1);
  };
  const signal = (to: string) => ({ input: { callId, to, kind: 'OFFER', payload: 'v=0 canary' } });

  it('whoever is no member hears of no call, and learns of none', async () => {
    const mallory = await as('mallory');
    const foreign = await mallory.live.subscribe('1', ON_CALL_EVENT, { sessionId });
    expect(foreign).toMatchObject({ type: 'error', payload: { errors: [{ errorType: 'SessionNotFound' }] } });
    expect(foreign.payload).toEqual((await mallory.live.subscribe('2', ON_CALL_EVENT, { sessionId: missing })).payload);
    const signals = await mallory.live.subscribe('3', ON_CALL_SIGNAL, { callId });
    expect(signals).toMatchObject({ type: 'error', payload: { errors: [{ errorType: 'CallNotFound' }] } });
    expect(signals.payload).toEqual((await mallory.live.subscribe('4', ON_CALL_SIGNAL, { callId: missing })).payload);
    const [sender] = await people(product, 'mallory');
    expect((await sender.ask(SIGNAL_TO, signal('bob'))).errors[0]?.errorType).toBe('CallNotFound');
  });

  it('a member who is not in the call neither hears its signals nor sends any', async () => {
    await cat.get('leaveCall', onCall('leaveCall'), { callId });
    const listener = await as('cat');
    const refused = await listener.live.subscribe('1', ON_CALL_SIGNAL, { callId });
    expect(refused).toMatchObject({ type: 'error', payload: { errors: [{ errorType: 'NotInCall' }] } });
    expect((await cat.ask(SIGNAL_TO, signal('bob'))).errors[0]?.errorType).toBe('NotInCall');
  });

  it('nobody sends a signal as someone else, or past its addressee', async () => {
    const listener = await onAll('cat');
    const renamed =
      'mutation($input: SendCallSignalInput!) { sendCallSignal(input: $input) { callId from: payload to kind payload } }';
    expect((await ann.ask(renamed, signal('cat'))).errors[0]?.errorType).toBe('SelectionIncomplete');
    await ann.get('sendCallSignal', SIGNAL_TO, signal('bob'));
    await fence(listener, 'cat');
    expect(listener.heard('signals')).toEqual([]);
  });

  it('whoever is out of a call hears its signals no more, and of its events as any member', async () => {
    const listener = await onAll('bob');
    await ann.get('removeParticipant', REMOVE_FROM_CALL, { callId, userId: 'bob' });
    expect(await listener.until('events', 1)).toMatchObject([{ event: 'PARTICIPANT_REMOVED', userId: 'bob' }]);
    expect(listener.ended).toEqual(['signals']);
    expect((await listener.live.subscribe('again', ON_CALL_SIGNAL, { callId })).type).toBe('error');
  });

  it.each([
    ['was removed', 'ann', 'removeMember(sessionId: $sessionId, userId: "bob") { seq }'],
    ['was banned', 'ann', 'banMember(sessionId: $sessionId, userId: "bob") { seq }'],
    ['left', 'bob', 'leaveChatSession(sessionId: $sessionId) { seq }'],
  ])('who %s hears nothing of calls after it, and the others go on', async (_, who, field) => {
    const [gone, stays] = [await onAll('bob'), await onAll('cat')];
    const [by] = await people(product, who);
    await by.get(field.split('(')[0] ?? '', `mutation($sessionId: ID!) { ${field} }`, { sessionId });
    const before = gone.heard('events').length;
    await ann.get('endCall', onCall('endCall'), { callId });
    await fence(gone, 'bob');
    expect(gone.heard('events').slice(before)).toEqual([]);
    expect(gone.ended).toEqual(expect.arrayContaining(['events', 'signals']));
    while (stays.heard('events').at(-1)?.['event'] !== 'CALL_ENDED') {
      await stays.until('events', stays.heard('events').length + 1);
    }
  });

  it('who signs out everywhere hears nothing of calls, on any device', async () => {
    const devices = [await onAll('bob'), await onAll('bob')];
    await bob.get('endLiveDelivery', 'mutation { endLiveDelivery }');
    await ann.get('endCall', onCall('endCall'), { callId });
    for (const device of devices) {
      await fence(device, 'bob');
      expect(device.ended.slice().sort()).toEqual(['events', 'rings', 'signals']);
      expect(device.heard('events')).toEqual([]);
    }
  });

  it('what services publish by is refused to people', async () => {
    for (const field of [
      'publishCallEvent(callId: $callId, event: CALL_ENDED) { event }',
      'publishIncomingCall(callId: $callId, userId: "bob") { userId }',
      'endCallDelivery(callId: $callId, userId: "bob")',
    ]) {
      const answer = await ann.ask(`mutation($callId: ID!) { ${field} }`, { callId });
      expect(answer.errors[0]?.errorType).toBe('Unauthorized');
    }
  });

  it('no subscription can deliver a token: the type of a seat is in the reach of none', () => {
    const seen = new Set<GraphQLObjectType>();
    const follow = (type: unknown): void => {
      if (!isObjectType(type) || seen.has(type)) return;
      seen.add(type);
      for (const field of Object.values(type.getFields())) follow(getNamedType(field.type));
    };
    follow(theSchema().getSubscriptionType());
    const names = [...seen].map(({ name }) => name);
    expect(names).toContain('VideoCall');
    expect(names).not.toContain('CallSeat');
  });
});
