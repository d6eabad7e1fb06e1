import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBlocks } from '../../adapters/memory/blocks.ts';
import { MemoryChatSessions } from '../../adapters/memory/chat-sessions.ts';
import { MemoryCoMembers } from '../../adapters/memory/co-members.ts';
import { MemoryPresences } from '../../adapters/memory/presences.ts';
import { MemoryStore } from '../../adapters/memory/memory-store.ts';
import { unseen } from '../../domain/presence/presence.ts';
import { later } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aCallId } from '../../test/builders/calls.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aBlock, aSessionId, aUser } from '../../test/builders/people.ts';
import type { SetPresence } from '../ports/presence-service.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { presenceToTell } from './presence-to-tell.ts';
import { readPresence } from './read-presence.ts';
import { setPresence } from './set-presence.ts';
import { watchPresence } from './watch-presence.ts';

const minutes = 60_000;
const busy = () => Promise.reject(new StoreBusy('ask', { cause: undefined }));

describe('presence', () => {
  const [ann, bob, cat, eve] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('eve')];
  const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
  let world: ReturnType<typeof aWorld>;

  const aWorld = () => {
    const store = new MemoryStore(new ManualClock());
    const clock = new ManualClock();
    return {
      chatSessions: new MemoryChatSessions(store),
      coMembers: new MemoryCoMembers(store),
      blocks: new MemoryBlocks(store),
      presences: new MemoryPresences(),
      clock,
    };
  };
  beforeEach(async () => {
    world = aWorld();
    await world.chatSessions.save(session);
  });

  const say = (user: UserId, word: Partial<SetPresence> = {}) =>
    setPresence(world)({ user, deviceId: 'laptop', status: 'ONLINE', note: null, ...word });
  const read = (user: UserId, ...userIds: readonly string[]) =>
    readPresence(world)({ user, sessionId: session.id, userIds });
  const watch = (user: UserId, ...userIds: readonly string[]) =>
    watchPresence(world)({ user, sessionId: session.id, userIds });

  it('is what all devices say together, and lapses when they fall silent', async () => {
    await say(bob, { deviceId: 'phone', status: 'AWAY', note: 'on the bus' });
    world.clock.pass(1 * minutes);
    expect(granted(await say(bob, { status: 'BUSY' }))).toEqual({
      user: bob,
      presence: {
        status: 'BUSY',
        note: 'on the bus',
        lastSeenAt: later(noon, 1 * minutes),
        expiresAt: later(noon, 6 * minutes),
      },
      told: true,
    });
    const statusAfter = async (passed: number) => {
      world.clock.pass(passed);
      return granted(await read(ann, bob))[0]?.presence.status;
    };
    expect(await statusAfter(0)).toBe('BUSY');
    expect(await statusAfter(5 * minutes - 1)).toBe('BUSY');
    expect(await statusAfter(1)).toBe('OFFLINE');
    expect(granted(await read(ann, bob))[0]?.presence.lastSeenAt).toBe(later(noon, 1 * minutes));
  });

  it('is answered for each who was asked for, in that order and once, oneself too', async () => {
    await say(ann);
    const answers = granted(await read(ann, cat, ann, cat));
    expect(answers.map(({ user, presence }) => [user, presence.status])).toEqual([
      [cat, 'OFFLINE'],
      [ann, 'ONLINE'],
    ]);
  });

  it('of a stranger looks as if they had never been there', async () => {
    await say(eve, { note: 'secret' });
    expect(granted(await read(ann, eve))).toEqual([{ user: eve, presence: unseen }]);
    expect(granted(await watch(ann, eve, bob)).visible).toEqual([bob]);
  });

  it('is hidden between two of whom either blocked the other, and from nobody else', async () => {
    for (const user of [ann, bob, cat]) await say(user);
    await world.blocks.block(aBlock(bob, ann), noon);
    expect(granted(await read(ann, bob))).toEqual([{ user: bob, presence: unseen }]);
    expect(granted(await read(bob, ann))).toEqual([{ user: ann, presence: unseen }]);
    expect(granted(await watch(ann, bob, cat)).visible).toEqual([cat]);
    expect(granted(await watch(bob, ann, cat)).visible).toEqual([cat]);
    expect(granted(await watch(cat, ann, bob)).visible).toEqual([ann, bob]);
  });

  it('is refused to those who are not in the session, as one that does not exist', async () => {
    expect(refusalOf(await read(eve, ann))).toBe('SessionNotFound');
    expect(refusalOf(await watch(eve, eve))).toBe('SessionNotFound');
    for (const sessionId of [aSessionId(), 'no-id']) {
      expect(refusalOf(await readPresence(world)({ user: ann, sessionId, userIds: [bob] }))).toBe('SessionNotFound');
    }
  });

  it('is asked for 1 to 100 users whose ids can be ids', async () => {
    const hundred = Array.from({ length: 100 }, () => aUser());
    expect(granted(await read(ann, ...hundred))).toHaveLength(100);
    expect(refusalOf(await read(ann, ...hundred, bob))).toBe('BadInput');
    expect(refusalOf(await read(ann))).toBe('BadInput');
    expect(refusalOf(await watch(ann, 'a#b'))).toBe('BadInput');
  });

  it('is told of by services as it is stored, of a user who can be one', async () => {
    const toTell = (userId: string) => presenceToTell(world)({ userId });
    expect(granted(await toTell(bob))).toEqual({ user: bob, presence: unseen });
    const { presence } = granted(await say(bob, { status: 'BUSY' }));
    expect(granted(await toTell(bob))).toEqual({ user: bob, presence });
    expect(refusalOf(await toTell('#'))).toBe('BadInput');
    expect(refusalOf(await presenceToTell({ ...world, presences: { of: busy } })({ userId: bob }))).toBe('TryAgain');
  });

  it('refuses what no client may say', async () => {
    expect(refusalOf(await say(ann, { status: 'IN_CALL' }))).toBe('BadInput');
    expect(refusalOf(await say(ann, { deviceId: '#' }))).toBe('BadInput');
    // A call says who is in it, and who is not any more.
    expect(refusalOf(await say(ann, { deviceId: `call:${aCallId()}` }))).toBe('BadInput');
  });

  it('is not known while its store is busy, which stops nobody from watching', async () => {
    const away = { ...world, presences: { note: busy, of: busy } };
    const wish = { user: ann, sessionId: session.id, userIds: [bob] };
    expect(refusalOf(await readPresence(away)(wish))).toBe('TryAgain');
    const word = { user: ann, deviceId: 'laptop', status: 'ONLINE', note: null } as const;
    expect(refusalOf(await setPresence(away)(word))).toBe('TryAgain');
    expect(granted(await watchPresence(away)(wish)).visible).toEqual([bob]);
  });
});
