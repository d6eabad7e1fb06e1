import { describe, expect, it } from 'vitest';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { CallView } from '../../application/ports/call-service.ts';
import { calls } from '../../application/services/calls.ts';
import { callingOn, comesIn } from '../builders/calling.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { aDevice } from '../builders/devices.ts';
import { noon } from '../builders/manual-clock.ts';
import { aBlock, aUser } from '../builders/people.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Faults } from './world.ts';
import { NotifyingWorld } from './world.ts';

const seconds = 1_000;

/** Ann, who calls Bob and Cat, and their telephones. */
async function aRoom(faults: Partial<Faults> = {}) {
  const world = new NotifyingWorld(faults);
  const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
  const session = aChatSession({ creator: ann, memberIds: [bob, cat], kind: 'GROUP', name: 'Fractions' });
  await world.people.chatSessions.save(session);
  for (const user of [ann, bob, cat]) await world.people.devices.register(user, aDevice('phone'));
  const dependencies = callingOn(
    {
      ...openMemoryStores(world.clock),
      chatSessions: world.people.chatSessions,
      sessionLog: world.people.sessionLog,
      blocks: world.blocks,
      videoCalls: world.videoCalls,
    },
    world.clock,
  );
  const service = calls({ ...dependencies, pushes: world.dependencies.pushes });
  const start = async (): Promise<CallView> =>
    granted(await service.initiateCall({ user: ann, sessionId: session.id, mode: 'VIDEO', userIds: null })).call;
  /** The stream tells that it started, or is over. */
  const tell = (call: CallView, event: 'CALL_STARTED' | 'CALL_ENDED' | 'CALL_MISSED' = 'CALL_STARTED') =>
    world.tell({
      name: 'SessionChanged',
      id: event,
      sessionId: call.sessionId,
      occurredAt: noon,
      seq: seqZero,
      actor: ann,
      system: {
        ...{ event, userIds: [], role: null, until: null, messageSeq: null, session: null },
        call: { callId: call.id, mode: call.mode, durationSeconds: null },
      },
    });
  const listed = async (user: UserId) =>
    (await world.people.notificationList.page(user, 10, null)).items.map(({ kind, actorId }) => [kind, actorId]);
  const shownTo = (user: UserId) =>
    world.shownTo(user).map((push) => (push.category === 'clear' ? 'clear' : `${push.category}: ${push.body}`));
  return { world, session, service, start, tell, listed, shownTo, ann, bob, cat };
}

const rings = 'call: Incoming video call';
const missed = 'missed-call: Missed call';

describe('a call that someone is rung for', () => {
  it('rings on all of their devices, for as long as it does, and not on those of who started it', async () => {
    const { world, start, tell, shownTo, ann, bob, cat } = await aRoom();
    await world.people.devices.register(bob, aDevice('tablet'));
    const call = await start();
    world.clock.pass(5 * seconds);
    await tell(call);
    expect([shownTo(ann), shownTo(bob), shownTo(cat)]).toEqual([[], [rings, rings], [rings]]);
    const [push] = world.shownTo(cat);
    expect(push).toMatchObject({ title: 'Fractions', collapseId: call.id, threadId: call.id, timeToLiveSeconds: 40 });
    expect(push?.data).toEqual({
      ...{ kind: 'call', sessionId: call.sessionId, callId: call.id },
      ...{ callerId: ann, mode: 'VIDEO' },
    });
  });

  it('stops at once on the other devices of whoever answers, either way', async () => {
    const { world, service, start, tell, shownTo, listed, bob, cat } = await aRoom();
    const call = await start();
    await tell(call);
    granted(await service.acceptCall({ user: bob, callId: call.id, ...comesIn }));
    granted(await service.declineCall({ user: cat, callId: call.id }));
    await world.work();
    expect([shownTo(bob), shownTo(cat)]).toEqual([
      [rings, 'clear'],
      [rings, 'clear'],
    ]);
    await world.settle();
    await tell(call, 'CALL_ENDED');
    expect([shownTo(bob), shownTo(cat)]).toEqual([
      [rings, 'clear'],
      [rings, 'clear'],
    ]);
    expect([await listed(bob), await listed(cat)]).toEqual([[], []]);
  });

  it('is told as missed to those who did not come, when it rang out, though it goes on', async () => {
    const { world, service, start, tell, shownTo, listed, ann, bob, cat } = await aRoom();
    const call = await start();
    await tell(call);
    granted(await service.acceptCall({ user: bob, callId: call.id, ...comesIn }));
    await world.settle();
    expect(world.clock.now() - noon).toBe(46 * seconds);
    expect([shownTo(bob), shownTo(cat)]).toEqual([
      [rings, 'clear'],
      [rings, 'clear', missed],
    ]);
    expect([await listed(bob), await listed(cat)]).toEqual([[], [['MISSED_CALL', ann]]]);
    expect(await world.people.notificationList.unseen(cat, 100)).toBe(1);
    expect(world.shownTo(cat).at(-1)).toMatchObject({ collapseId: call.id, threadId: call.sessionId });
  });

  it('is told as missed at once where the starter gives up, and once however often that is told', async () => {
    const { world, service, start, tell, shownTo, listed, ann, bob } = await aRoom();
    const call = await start();
    await tell(call);
    world.clock.pass(10 * seconds);
    granted(await service.endCall({ user: ann, callId: call.id }));
    for (let time = 0; time < 3; time += 1) await tell(call, 'CALL_MISSED');
    expect(shownTo(bob)).toEqual([rings, 'clear', missed]);
    await world.settle();
    await tell(call);
    await world.settle();
    expect(shownTo(bob)).toEqual([rings, 'clear', missed]);
    expect(await listed(bob)).toEqual([['MISSED_CALL', ann]]);
  });

  it('does not ring where it is told of too late, and is missed', async () => {
    const { world, start, tell, shownTo, bob } = await aRoom();
    const call = await start();
    world.clock.pass(45 * seconds);
    await tell(call);
    expect(shownTo(bob)).toEqual([missed]);
  });

  it.each<[string, Partial<MemberPreferences>, Partial<NotificationSettings>, readonly string[]]>([
    ['the session is silenced', { notifications: 'NONE' }, {}, []],
    ['pushes are switched off', {}, { pushEnabled: false }, []],
    ['mentions alone are wanted', { notifications: 'MENTIONS' }, {}, [rings, 'clear', missed]],
    ['it is quiet', {}, { quietHours: { start: 11 * 60, end: 13 * 60, timeZone: 'UTC' } }, []],
  ])('rings only where that is wanted, and is listed all the same: %s', async (_, preferences, settings, expected) => {
    const { world, session, start, tell, shownTo, listed, ann, bob } = await aRoom();
    await world.people.preferences.change(session.id, bob, preferences);
    await world.people.notificationSettings.change(bob, settings);
    await tell(await start());
    world.clock.pass(46 * seconds);
    await world.work();
    expect(shownTo(bob)).toEqual(expected);
    expect(await listed(bob)).toEqual([['MISSED_CALL', ann]]);
  });

  it('neither rings nor is missed where one of the two blocks the other', async () => {
    const { world, start, tell, shownTo, listed, ann, bob, cat } = await aRoom();
    await world.blocks.block(aBlock(bob, ann), noon);
    await tell(await start());
    world.clock.pass(46 * seconds);
    await world.work();
    expect([shownTo(bob), await listed(bob)]).toEqual([[], []]);
    expect(shownTo(cat)).toEqual([rings, 'clear', missed]);
  });

  it('is rung and missed once on a device, whatever fails, dies and comes twice', async () => {
    let step = 0;
    const { world, start, tell, shownTo, listed, bob, cat } = await aRoom({
      at: () => {
        step += 1;
        if (step > 150) return undefined;
        return step % 7 === 3 ? 'before' : step % 7 === 5 ? 'after' : undefined;
      },
    });
    const call = await start();
    for (let time = 0; time < 2; time += 1) await tell(call).catch(() => undefined);
    await world.settle(2);
    for (let time = 0; time < 2; time += 1) await tell(call, 'CALL_MISSED').catch(() => undefined);
    await world.settle(2);
    expect([shownTo(bob).filter((one) => one === missed), shownTo(cat).filter((one) => one === missed)]).toEqual([
      [missed],
      [missed],
    ]);
    for (const user of [bob, cat]) {
      expect(shownTo(user).filter((one) => one === rings).length).toBeLessThanOrEqual(1);
      expect(await listed(user)).toHaveLength(1);
    }
    expect(world.dead).toEqual([]);
  });
});
