import { describe, expect, it } from 'vitest';
import { presenceOf } from '../../domain/presence/presence.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aCallRoom, comesIn } from '../../test/builders/calling.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { calls } from '../services/calls.ts';
import { setPresence } from './set-presence.ts';

const seconds = 1_000;

const aRoom = async () => {
  const room = await aCallRoom();
  const { service, dependencies, ann, id } = room;
  const { clock, live, presences } = dependencies;
  const start = async () =>
    granted(await service.initiateCall({ user: ann, sessionId: id, mode: 'VIDEO', userIds: null })).call.id;
  const join = async (user: UserId, callId: string) => granted(await service.joinCall({ user, callId, ...comesIn }));
  const shown = async (...users: readonly UserId[]) => {
    const signs = await presences.of(users);
    return users.map((user) => presenceOf(signs.get(user) ?? [], clock.now()).status);
  };
  const told = () => live.told.flatMap((one) => (one.kind === 'presenceChanged' ? [one.user] : []));
  return { ...room, clock, start, join, shown, told };
};

describe('whoever is in a call', () => {
  it('shows as in it from when they come to when they go, and those who watch them are told', async () => {
    const { service, start, join, shown, told, ann, bob, cat } = await aRoom();
    const callId = await start();
    await join(bob, callId);
    await join(cat, callId);
    expect(await shown(ann, bob, cat)).toEqual(['IN_CALL', 'IN_CALL', 'IN_CALL']);
    granted(await service.leaveCall({ user: cat, callId }));
    expect(await shown(ann, bob, cat)).toEqual(['IN_CALL', 'IN_CALL', 'OFFLINE']);
    granted(await service.removeParticipant({ user: ann, callId, userId: bob }));
    expect(await shown(ann, bob)).toEqual(['IN_CALL', 'OFFLINE']);
    granted(await service.endCall({ user: ann, callId }));
    expect(await shown(ann)).toEqual(['OFFLINE']);
    expect(told()).toEqual([ann, bob, cat, cat, bob, ann]);
  });

  it('shows what their devices say once they are out of it', async () => {
    const { service, dependencies, start, shown, ann } = await aRoom();
    granted(await setPresence(dependencies)({ user: ann, deviceId: 'laptop', status: 'BUSY', note: null }));
    const callId = await start();
    expect(await shown(ann)).toEqual(['IN_CALL']);
    granted(await service.endCall({ user: ann, callId }));
    expect(await shown(ann)).toEqual(['BUSY']);
  });

  it('shows as in it for as long as their client is heard of, by one word a minute, and no longer', async () => {
    const { service, dependencies, look, clock, start, join, shown, ann, bob } = await aRoom();
    const callId = await start();
    await join(bob, callId);
    let words = 0;
    const counting = calls({
      ...dependencies,
      presences: {
        note: (user, sign) => {
          words += 1;
          return dependencies.presences.note(user, sign);
        },
      },
    });
    for (let beat = 0; beat < 4 * 6; beat += 1) {
      clock.pass(15 * seconds);
      for (const user of [ann, bob]) granted(await counting.heartbeat({ user, callId }));
    }
    expect(words).toBe(2 * 6);
    expect(await shown(ann, bob)).toEqual(['IN_CALL', 'IN_CALL']);
    clock.pass(45 * seconds);
    granted(await service.heartbeat({ user: ann, callId }));
    await look();
    expect(await shown(ann, bob)).toEqual(['IN_CALL', 'OFFLINE']);
  });

  it('shows as out of it where they go while their coming in is being told', async () => {
    const { service, dependencies, start, shown, bob } = await aRoom();
    const callId = await start();
    let isFirst = true;
    const late = calls({
      ...dependencies,
      presences: {
        note: async (user, sign) => {
          if (isFirst) {
            isFirst = false;
            granted(await service.leaveCall({ user: bob, callId }));
          }
          return dependencies.presences.note(user, sign);
        },
      },
    });
    expect(refusalOf(await late.acceptCall({ user: bob, callId, ...comesIn }))).toBe('NotInCall');
    expect(await shown(bob)).toEqual(['OFFLINE']);
  });

  it('is in it also where presence cannot be noted, which is reported', async () => {
    const { dependencies, start, shown, ann, bob } = await aRoom();
    const callId = await start();
    const reported: string[] = [];
    const away = calls({
      ...dependencies,
      presences: { note: () => Promise.reject(new StoreBusy('note the presence', { cause: 'away' })) },
      reportNotShown: ({ why }) => reported.push(why),
    });
    const { call } = granted(await away.acceptCall({ user: bob, callId, ...comesIn }));
    expect(call.phase.state).toBe('ACTIVE');
    expect(reported).toEqual([expect.stringContaining('unable to note the presence')]);
    expect(await shown(ann, bob)).toEqual(['IN_CALL', 'OFFLINE']);
  });
});
