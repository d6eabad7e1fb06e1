import { describe, expect, it } from 'vitest';
import type { PushOutcome } from '../../application/ports/push-provider.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aDevice, aDeviceId } from '../builders/devices.ts';
import { aUser } from '../builders/people.ts';
import { NotifyingWorld } from '../notifications/world.ts';

/** Ann says something to Bob, who has two devices. */
async function aRoom(world: NotifyingWorld) {
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob], kind: 'PRIVATE' });
  await world.people.chatSessions.save(session);
  await world.people.notificationSettings.change(bob, { emailEnabled: false, digest: false });
  for (const id of ['phone', 'tablet']) await world.people.devices.register(bob, aDevice(id));
  return { ann, bob, id: session.id };
}

const devicesShown = (world: NotifyingWorld, user: UserId) =>
  world.shown.filter(({ device }) => device.userId === user).map(({ device }) => device.deviceId);

describe('F5: what the stream tells again, or in another order', () => {
  it('is pushed once, with the badge as it is then', async () => {
    const world = new NotifyingWorld();
    const { ann, bob, id } = await aRoom(world);
    const messages = [await world.say(id, ann), await world.say(id, ann), await world.say(id, ann)];
    const events = messages.map((message) => world.sent(message));
    await world.tell(...[...events].reverse(), ...events);
    await world.tell(...events);
    expect(world.taken).toHaveLength(6);
    expect(world.shownTo(bob).map(({ badge }) => badge)).toEqual([3, 3, 3, 3, 3, 3]);
  });
});

describe('F9: a provider of pushes', () => {
  const failing = (...outcomes: readonly PushOutcome[]): NotifyingWorld => {
    const left = [...outcomes];
    return new NotifyingWorld({
      provider: ({ device }) => (device.deviceId === 'phone' ? left.shift() : 'sent') ?? 'sent',
    });
  };

  it('that fails for a while is asked again, for those devices alone that it failed for', async () => {
    const world = failing({ retryAfterMs: 0 }, { retryAfterMs: 0 }, { retryAfterMs: 0 });
    const { ann, bob, id } = await aRoom(world);
    await world.sayAndTell(id, ann);
    expect(devicesShown(world, bob)).toEqual(['tablet']);
    await world.settle();
    expect(world.taken.map(({ device }) => device.deviceId)).toEqual(['tablet', 'phone']);
    expect(world.dead).toEqual([]);
  });

  it('is left alone for as long as it asks', async () => {
    const world = failing({ retryAfterMs: 120_000 });
    const { ann, bob, id } = await aRoom(world);
    const since = world.clock.now();
    await world.sayAndTell(id, ann);
    world.clock.pass(119_000);
    await world.work();
    expect(devicesShown(world, bob)).toEqual(['tablet']);
    await world.settle();
    expect(devicesShown(world, bob)).toEqual(['tablet', 'phone']);
    expect(world.clock.now() - since).toBeGreaterThanOrEqual(120_000);
  });

  it('that never comes back leaves a dead letter of ids alone, which can be sent again', async () => {
    const always = Array.from({ length: 10 }, () => ({ retryAfterMs: 0 }));
    const world = failing(...always);
    const { ann, bob, id } = await aRoom(world);
    const { seq } = await world.sayAndTell(id, ann, { text: 'a canary' });
    await world.settle();
    expect(world.dead).toEqual([
      {
        job: { kind: 'message', user: bob, sessionId: id, seq, reason: 'MESSAGE' },
        why: 'it was tried too often',
      },
    ]);
    for (const { job } of world.dead.splice(0)) world.waiting.push({ job, visibleAt: 0, receives: 0 });
    await world.settle();
    expect(devicesShown(world, bob)).toEqual(['tablet', 'phone']);
  });

  it('that takes a push never makes a dead letter at once, and holds up no other device', async () => {
    const world = failing('refused');
    const { ann, bob, id } = await aRoom(world);
    await world.sayAndTell(id, ann);
    expect(world.dead).toMatchObject([{ why: 'a provider takes it never' }]);
    expect(devicesShown(world, bob)).toEqual(['tablet']);
  });

  it('that says a device is gone has it forgotten, with its token, and is not asked for it again', async () => {
    const world = failing('gone');
    const { ann, bob, id } = await aRoom(world);
    await world.sayAndTell(id, ann);
    expect((await world.people.devices.of(bob)).map(({ deviceId }) => deviceId)).toEqual(['tablet']);
    await world.sayAndTell(id, ann);
    expect(world.waiting).toEqual([]);
    expect(devicesShown(world, bob)).toEqual(['tablet', 'tablet']);
  });

  it('that says so of a token that was replaced meanwhile leaves the device as it is', async () => {
    const world: NotifyingWorld = new NotifyingWorld({
      provider: ({ device }) => {
        if (device.deviceId !== 'phone') return 'sent';
        void world.people.devices.register(device.userId, aDevice('phone'));
        return 'gone';
      },
    });
    const { ann, bob, id } = await aRoom(world);
    await world.sayAndTell(id, ann);
    const kept = (await world.people.devices.of(bob)).map(({ deviceId }) => deviceId);
    expect(kept.sort()).toEqual([aDeviceId('phone'), aDeviceId('tablet')]);
  });
});

describe('F1: a store that is busy', () => {
  /** The nth time that this step is taken, it fails. */
  const busyAt = (step: string, ...times: readonly number[]): NotifyingWorld => {
    let count = 0;
    return new NotifyingWorld({
      at: (taken) => {
        if (taken !== step) return undefined;
        count += 1;
        return times.includes(count) ? 'before' : undefined;
      },
    });
  };

  it.each([
    'notices.standing',
    'notices.open',
    'unreadCounts.total',
    'notices.settle',
    'directory.view',
    'audience.members',
  ])('for a moment, at %s, delays a push by a moment, and not until leases or time-outs are over', async (step) => {
    const world = busyAt(step, 1);
    const { ann, bob, id } = await aRoom(world);
    const since = world.clock.now();
    await world.sayAndTell(id, ann);
    world.clock.pass(4_000);
    await world.work();
    expect(devicesShown(world, bob).sort()).toEqual(['phone', 'tablet']);
    await world.settle();
    expect(devicesShown(world, bob)).toHaveLength(2);
    expect(world.clock.now() - since).toBeLessThanOrEqual(30_000);
  });
});
