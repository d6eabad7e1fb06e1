import { beforeEach, expect, it } from 'vitest';
import { rateKey, slowModeKey } from '../../adapters/dynamodb/layout/index.ts';
import { changeMemberRole } from '../../domain/chat-session/decisions/change-member-role.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { act } from '../builders/session-changes.ts';
import { granted } from '../builders/chat-sessions.ts';
import type { ApiOptions } from '../support/api-in-process.ts';
import { describeOnApi, refusalsOf } from '../support/api-in-process.ts';
import { SEND } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { unitsOf, Watch } from './watch.ts';

/** The first moment of a minute: what is counted in it, and what in the next, can be written down. */
const clock = new ManualClock(instantOf(Math.ceil(Date.now() / 60_000) * 60_000));
const watch = new Watch();
const options = { ...watch.options, clock, env: { MESSAGES_PER_MINUTE: '3' } };

await describeOnApi('a limited sender', options, (api) => {
  let room: Room;
  beforeEach(async () => {
    clock.pass(60_000 - (clock.now() % 60_000));
    room = await Room.open(api, clock.now());
  });
  const refusedInfo = async (id: string) => {
    const answer = await room.send(id);
    expect(refusalsOf(answer)).toEqual(['RateLimited']);
    return answer.errors?.[0]?.errorInfo;
  };

  it('is refused after the limit, over all sessions, until the first of them is a minute old', async () => {
    const other = await Room.open(api, clock.now(), { creator: room.ann });
    clock.pass(12_345);
    for (const id of ['one', 'two']) await other.sent(id, 'hello', room.ann);
    clock.pass(30_000);
    await room.sent('three');
    const refused = await watch.during(() => room.send('four'));
    expect(refused.steps).toEqual(['Chat BatchGetItem', 'Guards UpdateItem']);
    // A second is the sixtieth part of a minute: those of 12 s count until 73 s.
    expect(await refusedInfo('four')).toEqual({ limit: 3, retryAfterMs: 73_000 - 42_345 });
    clock.pass(73_000 - 42_346);
    expect(await refusedInfo('four')).toEqual({ limit: 3, retryAfterMs: 1 });
    clock.pass(1);
    expect(await room.sent('four')).toMatchObject({ seq: 2 });
    expect(await room.sent('five')).toMatchObject({ seq: 3 });
    expect(await refusedInfo('six')).toEqual({ limit: 3, retryAfterMs: 103_000 - 73_000 });
  });

  it('never gets more through than the limit, however many devices send at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => room.send(`device ${at}`)));
    expect(answers.filter((answer) => refusalsOf(answer).length === 0)).toHaveLength(3);
    expect(answers.flatMap(refusalsOf).every((code) => code === 'RateLimited')).toBe(true);
  });

  it('pays nothing for asking again while the minute before is still full', async () => {
    clock.pass(59_000);
    for (const id of ['one', 'two', 'three']) await room.sent(id);
    clock.pass(2_000);
    const { steps } = await watch.during(() => room.send('four'));
    expect(steps).toEqual(['Chat BatchGetItem']);
  });

  it('is not limited by others', async () => {
    for (const id of ['one', 'two', 'three']) await room.sent(id);
    expect(await room.sent('four', 'hello', room.bob)).toMatchObject({ seq: 4 });
  });

  it('spends nothing on what a rule refuses', async () => {
    for (const id of ['one', 'two', 'three', 'four']) await room.send(id, ' ');
    expect(await api.item('guards', rateKey(room.ann, 'SEND', Math.floor(clock.now() / 60_000)))).toBeUndefined();
  });
});

/** Called while a count is on its way. */
let meanwhile = (): void => undefined;
const slow: ApiOptions['around'] = async ({ source }, proceed) => {
  if (source === 'Guards') meanwhile();
  return proceed();
};

await describeOnApi('a limited sender whose count is slow', { ...options, around: slow }, (api) => {
  it('is counted anew where its minute was over before the count was durable', async () => {
    const room = await Room.open(api, clock.now());
    clock.pass(59_999 - (clock.now() % 60_000));
    meanwhile = () => clock.pass(1);
    expect(refusalsOf(await room.send('one'))).toEqual(['TryAgain']);
    expect(await room.sent('one')).toMatchObject({ seq: 1 });
  });
});

await describeOnApi('slow mode', { ...watch.options, clock }, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now(), { settings: { slowModeSeconds: 30 } });
  });

  it('makes a member wait, and says how long', async () => {
    const first = await watch.during(() => room.sent('one', 'hello', room.bob));
    expect(first.steps).toEqual([
      'Chat BatchGetItem',
      'Guards UpdateItem',
      'Chat UpdateItem',
      'Chat TransactWriteItems',
    ]);
    expect(unitsOf(first)).toEqual({ read: 2, write: 6 });
    clock.pass(12_000);
    const answer = await room.send('two', 'hello', room.bob);
    expect(refusalsOf(answer)).toEqual(['RateLimited']);
    expect(answer.errors?.[0]?.errorInfo).toEqual({ retryAfterMs: 18_000 });
    clock.pass(18_000);
    expect(await room.sent('two', 'hello', room.bob)).toMatchObject({ seq: 2 });
  });

  it('lets the same message through again', async () => {
    const first = await room.sent('one', 'hello', room.bob);
    expect(await room.sent('one', 'hello', room.bob)).toEqual(first);
  });

  it('lets one of many at once through', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((id) => room.send(`${id}`, 'hello', room.bob)));
    expect(answers.flatMap(refusalsOf)).toEqual(['RateLimited', 'RateLimited', 'RateLimited']);
  });

  it('makes nobody wait for a formula that was refused', async () => {
    const say = async (id: string, tex: string) => {
      const input = { sessionId: room.id, clientMessageId: id, kind: 'MATH_FORMULA', content: { formula: { tex } } };
      return api.execute(room.bob, SEND, { input });
    };
    expect(refusalsOf(await say('one', '\\frac{'))).toEqual(['FormulaMalformed']);
    const seen = await watch.during(() => say('two', 'x^2'));
    expect(refusalsOf(seen.outcome)).toEqual([]);
    expect(seen.steps).toEqual([
      'Chat BatchGetItem',
      'ChatService Invoke',
      'Chat UpdateItem',
      'Chat TransactWriteItems',
    ]);
    clock.pass(12_000);
    for (const id of ['three', 'four']) {
      const answer = await say(id, 'x^3');
      expect(refusalsOf(answer)).toEqual(['RateLimited']);
      expect(answer.errors?.[0]?.message).toBe(
        'unable to send the message; members of this session wait 30 seconds between two messages',
      );
      expect(answer.errors?.[0]?.errorInfo).toEqual({ retryAfterMs: 18_000 });
    }
    expect(refusalsOf(await room.send('five', 'hello', room.bob))).toEqual(['RateLimited']);
    expect(refusalsOf(await say('two', 'x^2'))).toEqual([]);
  });

  it('is not for those who moderate', async () => {
    const promote = changeMemberRole(room.bob, 'MODERATOR');
    granted(await act(api.stores, room.id, room.ann, promote, room.ann, room.bob));
    for (const who of [room.ann, room.bob]) {
      for (const id of ['one', 'two']) await room.sent(id, 'hello', who);
      expect(await api.item('guards', slowModeKey(room.id, who))).toBeUndefined();
    }
  });
});

await describeOnApi('slow mode beside a limit', options, (api) => {
  it('counts both in one transaction, or neither', async () => {
    const room = await Room.open(api, clock.now(), { settings: { slowModeSeconds: 10 } });
    const minute = Math.floor(clock.now() / 60_000);
    const sent = async () => (await api.item('guards', rateKey(room.bob, 'SEND', minute)))?.['sent'];
    const seen = await watch.during(() => room.sent('one', 'hello', room.bob));
    expect(seen.steps[1]).toBe('Guards TransactWriteItems');
    expect(unitsOf(seen)).toEqual({ read: 3, write: 9 });
    expect(refusalsOf(await room.send('two', 'hello', room.bob))).toEqual(['RateLimited']);
    expect(await sent()).toBe(1);
    for (const id of ['two', 'three']) {
      clock.pass(10_000);
      await room.sent(id, 'hello', room.bob);
    }
    clock.pass(10_000);
    const limited = await room.send('four', 'hello', room.bob);
    expect(limited.errors?.[0]?.errorInfo).toMatchObject({ limit: 3 });
    expect(await api.item('guards', slowModeKey(room.id, room.bob))).toMatchObject({ clientMessageId: 'three' });
  });
});
