import { beforeAll, describe, expect, it } from 'vitest';
import type { Presences } from '../../application/ports/presences.ts';
import type { DeviceId, DeviceSign } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import { presenceOf } from '../../domain/presence/presence.ts';
import { later } from '../../domain/shared/instant.ts';
import type { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import { noon } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';

const seconds = 1000;
const minutes = 60 * seconds;

/** The promises every `Presences` adapter keeps. */
export function presencesContract(adapter: string, open: () => Promise<{ readonly presences: Presences }>): void {
  describe(`Presences on ${adapter}`, () => {
    let presences: Presences;
    beforeAll(async () => {
      ({ presences } = await open());
    });

    const signsOf = async (user: ReturnType<typeof aUser>) => (await presences.of([user])).get(user);

    it('knows nothing of someone who never gave a sign', async () => {
      const user = aUser();
      expect(await presences.of([user])).toEqual(new Map());
      expect(await presences.of([])).toEqual(new Map());
    });

    it('keeps a sign exactly as it was given', async () => {
      const user = aUser();
      const sign = aSign({ status: 'BUSY', note: '"Mittag" \\ 🍜 {}' });
      expect(await presences.note(user, sign)).toEqual({ before: [], after: [sign], told: true });
      expect(await signsOf(user)).toEqual([sign]);
    });

    it('keeps the last sign of each device, newest first, and says what was there before', async () => {
      const user = aUser();
      const laptop = aSign({ deviceId: device('laptop') });
      const phone = aSign({ deviceId: device('phone'), status: 'AWAY', at: later(noon, 5) });
      const laptopAgain = aSign({ deviceId: device('laptop'), status: 'BUSY', note: 'exam', at: later(noon, 9) });
      await presences.note(user, laptop);
      expect(await presences.note(user, phone)).toMatchObject({ before: [laptop], after: [phone, laptop] });
      expect(await presences.note(user, laptopAgain)).toMatchObject({
        before: [phone, laptop],
        after: [laptopAgain, phone],
      });
      expect(await signsOf(user)).toEqual([laptopAgain, phone]);
    });

    it('tells of a change, and of nothing where there was none', async () => {
      const user = aUser();
      const told = async (sign: Partial<DeviceSign>) => (await presences.note(user, aSign(sign))).told;
      expect(await told({})).toBe(true);
      expect(await told({ at: later(noon, 1 * minutes) })).toBe(false);
      expect(await told({ at: later(noon, 1 * minutes), status: 'AWAY' })).toBe(true);
      expect(await told({ at: later(noon, 1 * minutes), status: 'AWAY', note: 'lunch' })).toBe(true);
      expect(await told({ at: later(noon, 1 * minutes), status: 'AWAY', note: 'lunch' })).toBe(false);
      expect(await told({ at: later(noon, 1 * minutes), status: 'AWAY' })).toBe(true);
      expect(await told({ at: later(noon, 1 * minutes), status: 'OFFLINE' })).toBe(true);
    });

    it('tells nothing of a device whose word changes nothing about the user', async () => {
      const user = aUser();
      await presences.note(user, aSign({ deviceId: device('laptop'), status: 'BUSY' }));
      const phone = aSign({ deviceId: device('phone'), status: 'ONLINE', at: later(noon, 5) });
      expect((await presences.note(user, phone)).told).toBe(false);
    });

    it('tells again after two minutes, counted from when it was told', async () => {
      const user = aUser();
      const toldAfter = async (passed: number) => (await presences.note(user, aSign({ at: later(noon, passed) }))).told;
      expect(await toldAfter(0)).toBe(true);
      expect(await toldAfter(1 * minutes)).toBe(false);
      expect(await toldAfter(2 * minutes)).toBe(false);
      expect(await toldAfter(2 * minutes + 1)).toBe(true);
      expect(await toldAfter(3 * minutes)).toBe(false);
    });

    it('tells of someone who comes back after their signs were void', async () => {
      const user = aUser();
      await presences.note(user, aSign());
      expect((await presences.note(user, aSign({ at: later(noon, 5 * minutes) }))).told).toBe(true);
    });

    it('leaves no change untold, however many devices speak at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const user = aUser();
        const statuses: readonly PresenceStatus[] = ['AWAY', 'BUSY', 'ONLINE', 'IN_CALL', 'AWAY', 'ONLINE'];
        const noted = await Promise.all(
          statuses.map((status, at) => presences.note(user, aSign({ deviceId: device(`device-${at}`), status }))),
        );
        const shownBy = (signs: readonly DeviceSign[]) => presenceOf(signs, noon).status;
        const heard = noted.filter(({ told }) => told).map(({ after }) => shownBy(after));
        expect(shownBy((await signsOf(user)) ?? [])).toBe('IN_CALL');
        expect(heard).toContain('IN_CALL');
        for (const { before, after, told } of noted) if (shownBy(before) !== shownBy(after)) expect(told).toBe(true);
        // One after the other: no two signs found the same before them.
        expect(new Set(noted.map(({ before }) => before.length)).size).toBe(statuses.length);
      }
    });

    it('tells of a change back to what was told', async () => {
      const user = aUser();
      const laptop = { deviceId: device('laptop') };
      await presences.note(user, aSign(laptop));
      const noted = await Promise.all([
        presences.note(user, aSign({ ...laptop, status: 'BUSY' })),
        presences.note(user, aSign({ ...laptop, status: 'ONLINE' })),
      ]);
      for (const { before, after, told } of noted) expect(told).toBe(before[0]?.status !== after[0]?.status);
    });

    it('keeps twenty devices of a user, and lets the oldest give way', async () => {
      const user = aUser();
      const signs = Array.from({ length: 23 }, (_, nth) =>
        aSign({ deviceId: device(`device-${nth}`), at: later(noon, nth) }),
      );
      for (const sign of signs) await presences.note(user, sign);
      const newest = [...signs].reverse().slice(0, 20);
      expect(await signsOf(user)).toEqual(newest);
      const again = aSign({ deviceId: device('device-0'), at: later(noon, 30) });
      expect(await presences.note(user, again)).toMatchObject({
        before: newest,
        after: [again, ...newest.slice(0, 19)],
      });
    });

    it('keeps when someone was last seen also once they are gone', async () => {
      const user = aUser();
      const gone = aSign({ status: 'OFFLINE', at: later(noon, 7) });
      await presences.note(user, aSign());
      await presences.note(user, gone);
      expect(presenceOf((await signsOf(user)) ?? [], later(noon, 60 * minutes))).toMatchObject({
        status: 'OFFLINE',
        lastSeenAt: gone.at,
      });
    });

    it('takes a device of any name', async () => {
      const user = aUser();
      const names = ['__proto__', 'constructor', 'told', 'expiresAt', ':x', 'a.b[0]', '\'"`${}', '~'.repeat(128)];
      const signs = names.map((name, nth) => aSign({ deviceId: device(name), at: later(noon, -nth) }));
      for (const sign of signs) await presences.note(user, sign);
      expect(await signsOf(user)).toEqual(signs);
    });

    it('reads a hundred users at once, each as theirs, without those it does not know', async () => {
      const users = Array.from({ length: 100 }, () => aUser());
      const known = users.filter((_, nth) => nth % 2 === 0);
      await Promise.all(known.map((user, nth) => presences.note(user, aSign({ at: later(noon, nth) }))));
      const found = await presences.of(users);
      expect([...found.keys()].sort()).toEqual([...known].sort());
      known.forEach((user, nth) => expect(found.get(user)).toEqual([aSign({ at: later(noon, nth) })]));
    });

    it('answers a user who is named twice once', async () => {
      const user = aUser();
      await presences.note(user, aSign());
      expect(await presences.of([user, user])).toEqual(new Map([[user, [aSign()]]]));
    });
  });
}

/** The laptop of someone who is there at noon, unless told otherwise. */
const aSign = (sign: Partial<DeviceSign> = {}): DeviceSign => ({
  deviceId: device('laptop'),
  status: 'ONLINE',
  note: null,
  at: noon,
  ...sign,
});

function device(id: string): DeviceId {
  const deviceId = parseDeviceId(id);
  if (deviceId === undefined) throw new Error(`unable to name a device; ${id} is no device id`);
  return deviceId;
}
