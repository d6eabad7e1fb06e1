import { beforeAll, describe, expect, it } from 'vitest';
import type { Devices } from '../../../application/ports/devices.ts';
import { later } from '../../../domain/shared/instant.ts';
import { aBrowser, aDevice, aDeviceId } from '../../builders/devices.ts';
import { noon } from '../../builders/manual-clock.ts';
import { aUser } from '../../builders/people.ts';
import type { OpenPeopleStores } from './stores.ts';

/** The promises every `Devices` adapter keeps. */
export function devicesContract(adapter: string, open: OpenPeopleStores): void {
  describe(`Devices on ${adapter}`, () => {
    let devices: Devices;
    beforeAll(async () => {
      ({ devices } = await open());
    });

    it('keep what was registered, the device registered last first', async () => {
      const ann = aUser('ann');
      expect(await devices.of(ann)).toEqual([]);
      const [phone, browser] = [aDevice('phone'), aBrowser('browser', later(noon, 1))];
      expect(await devices.register(ann, phone)).toEqual(phone);
      await devices.register(ann, browser);
      expect(await devices.of(ann)).toEqual([browser, phone]);
      expect(await devices.of(aUser('bob'))).toEqual([]);
    });

    it('take a new token of a device in place of the old one, which anyone may register then', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const old = aDevice('phone');
      const rotated = { ...aDevice('phone', later(noon, 5)), locale: 'de' };
      await devices.register(ann, old);
      expect(await devices.register(ann, rotated)).toEqual({ ...rotated, since: noon });
      expect(await devices.of(ann)).toEqual([{ ...rotated, since: noon }]);
      await devices.register(bob, { ...aDevice('his'), target: old.target });
      expect(await devices.of(ann)).toHaveLength(1);
      expect(await devices.of(bob)).toHaveLength(1);
    });

    it('give a token to whoever registers it last, and take it from whoever had it', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const [phone, tablet] = [aDevice('phone'), aDevice('tablet')];
      await devices.register(ann, phone);
      await devices.register(ann, tablet);
      await devices.register(bob, { ...aDevice('my-phone'), target: phone.target });
      expect(await devices.of(ann)).toEqual([tablet]);
      expect((await devices.of(bob)).map(({ target }) => target)).toEqual([phone.target]);
      await devices.register(ann, { ...aDevice('other-name'), target: tablet.target });
      expect((await devices.of(ann)).map(({ deviceId }) => deviceId)).toEqual(['other-name']);
    });

    it('leave a token with one owner, however many register it at once', async () => {
      const users = Array.from({ length: 5 }, () => aUser());
      const { target } = aDevice('phone');
      await Promise.all(users.map((user) => devices.register(user, { ...aDevice('phone'), target })));
      const owned = await Promise.all(users.map((user) => devices.of(user)));
      expect(owned.flat().map((device) => device.target)).toEqual([target]);
    });

    it('keep twenty of a user, of which the one registered longest ago gives way, also at once', async () => {
      const ann = aUser('ann');
      const all = Array.from({ length: 21 }, (_, at) => aDevice(`device-${at}`, later(noon, at)));
      for (const device of all.slice(0, 18)) await devices.register(ann, device);
      await Promise.all(all.slice(18).map((device) => devices.register(ann, device)));
      const kept = (await devices.of(ann)).map(({ deviceId }) => deviceId);
      expect(kept).toEqual(
        all
          .slice(1)
          .reverse()
          .map(({ deviceId }) => deviceId),
      );
      const bob = aUser('bob');
      await devices.register(bob, { ...aDevice('found'), target: aDevice('device-0').target });
      expect(await devices.of(bob)).toHaveLength(1);
    });

    it('forget a device and free its token, once', async () => {
      const ann = aUser('ann');
      await devices.register(ann, aDevice('phone'));
      expect(await devices.forget(aUser('eve'), aDeviceId('phone'))).toBe(false);
      expect(await devices.forget(ann, aDeviceId('phone'))).toBe(true);
      expect(await devices.forget(ann, aDeviceId('phone'))).toBe(false);
      expect(await devices.of(ann)).toEqual([]);
    });

    it('keep a device that was registered anew while its old token was found to be dead', async () => {
      const ann = aUser('ann');
      const dead = aDevice('phone');
      await devices.register(ann, dead);
      const anew = aDevice('phone', later(noon, 9));
      await devices.register(ann, anew);
      expect(await devices.forget(ann, dead.deviceId, dead.target)).toBe(false);
      expect(await devices.of(ann)).toHaveLength(1);
      expect(await devices.forget(ann, dead.deviceId, anew.target)).toBe(true);
    });
  });
}
