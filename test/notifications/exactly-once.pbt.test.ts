import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../application/ports/session-events.ts';
import { notifications } from '../../application/policies/notifications.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aDevice } from '../builders/devices.ts';
import { aUser } from '../builders/people.ts';
import { NotifyingWorld } from './world.ts';

/** Numbers from 0 up to and without 1, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Plan {
  readonly seed: number;
  readonly messages: number;
  readonly members: number;
  readonly workers: number;
  /** How many of a hundred steps fail. */
  readonly failing: number;
  readonly gathers: boolean;
}

const plans = fc.record<Plan>({
  seed: fc.integer(),
  messages: fc.integer({ min: 1, max: 12 }),
  members: fc.integer({ min: 1, max: 4 }),
  workers: fc.integer({ min: 1, max: 6 }),
  failing: fc.constantFrom(0, 2, 10),
  gathers: fc.boolean(),
});

async function run({ seed, messages, members, workers, failing, gathers }: Plan) {
  const chance = chances(seed);
  const below = (count: number): number => Math.floor(chance() * count);
  let isFailing = true;
  const world = new NotifyingWorld({
    yields: () => below(4),
    at: () => (isFailing && chance() * 100 < failing ? (chance() < 0.5 ? 'before' : 'after') : undefined),
    provider: () => (isFailing && chance() * 100 < failing ? { retryAfterMs: 0 } : 'sent'),
  });
  isFailing = false;
  const ann = aUser('ann');
  const others = Array.from({ length: members }, (_, at) => aUser(`member${at}`));
  const session = aChatSession({ creator: ann, memberIds: others, kind: 'PRIVATE' });
  await world.people.chatSessions.save(session);
  for (const [at, user] of others.entries()) {
    await world.people.notificationSettings.change(user, { digest: gathers, emailEnabled: false });
    for (let device = 0; device <= at % 3; device += 1) {
      await world.people.devices.register(user, aDevice(`device${device}`));
    }
  }
  const events: SessionEvent[] = [];
  for (let count = 1; count <= messages; count += 1) events.push(world.sent(await world.say(session.id, ann)));
  // Each is told at least once, in any order.
  const told = [...events, ...events.filter(() => chance() < 0.4)].sort(() => chance() - 0.5);
  const consumer = notifications(world.dependencies);
  while (told.length > 0) await consumer.handle(told.splice(0, 1 + below(4)));
  isFailing = true;
  await world.settle(workers, below);
  isFailing = false;
  // What died for good is sent once more by hand, as a redrive does.
  for (const { job } of world.dead.splice(0)) world.waiting.push({ job, visibleAt: 0, receives: 0 });
  await world.settle(workers, below);
  await world.anHourPasses();
  return { world, others, messages };
}

const devicesOf = (world: NotifyingWorld, user: UserId) => world.people.devices.of(user);

describe('a notification', () => {
  it('is shown once for each message and device, whatever is told twice, late, at once or cut off in between', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { world, others, messages } = await run({ ...plan, gathers: false });
        expect(world.dead).toEqual([]);
        for (const user of others) {
          for (const { deviceId } of await devicesOf(world, user)) {
            const got = world.shown.filter(({ device }) => device.userId === user && device.deviceId === deviceId);
            const about = got.map(({ push }) => push.data['messageId']).sort();
            expect(new Set(about).size).toBe(messages);
            expect(about).toHaveLength(messages);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('or counted once in a digest, of a flood: five are shown, and the rest is told when the minute is over', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { world, others, messages } = await run({ ...plan, gathers: true });
        for (const user of others) {
          for (const { deviceId } of await devicesOf(world, user)) {
            const got = world.shown.filter(({ device }) => device.userId === user && device.deviceId === deviceId);
            const single = got.filter(({ push }) => push.category === 'message');
            const counted = got.flatMap(({ push }) => (push.category === 'digest' ? [push.body] : []));
            const inDigests = counted.reduce((sum, body) => sum + Number(/^\d+/.exec(body)?.[0]), 0);
            expect(single.length + inDigests).toBe(messages);
            expect(new Set(single.map(({ push }) => push.data['messageId'])).size).toBe(single.length);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('is sent once where nothing fails, however often the jobs are done', async () => {
    const { world, others } = await run({ seed: 7, messages: 5, members: 3, workers: 1, failing: 0, gathers: false });
    const sent = world.taken.length;
    expect(world.shown).toHaveLength(sent);
    for (const user of others) {
      for (const push of world.shownTo(user)) {
        const [sessionId, seq] = String(push.data['messageId']).split('.');
        const job = { kind: 'message', user, sessionId, seq: Number(seq), reason: 'MESSAGE' };
        world.waiting.push({ job: { ...job, sessionId: String(sessionId) }, visibleAt: 0, receives: 0 });
      }
    }
    await world.settle();
    expect(world.taken).toHaveLength(sent);
  });
});
