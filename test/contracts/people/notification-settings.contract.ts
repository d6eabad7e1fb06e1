import { beforeAll, describe, expect, it } from 'vitest';
import type { NotificationSettingsOfUsers } from '../../../application/ports/notification-settings.ts';
import { settingsAtFirst } from '../../../domain/notification/settings.ts';
import { aUser } from '../../builders/people.ts';
import type { OpenPeopleStores } from './stores.ts';

/** The promises every `NotificationSettingsOfUsers` adapter keeps. */
export function notificationSettingsContract(adapter: string, open: OpenPeopleStores): void {
  describe(`NotificationSettingsOfUsers on ${adapter}`, () => {
    let settings: NotificationSettingsOfUsers;
    beforeAll(async () => {
      ({ notificationSettings: settings } = await open());
    });
    const quietHours = { start: 1320, end: 420, timeZone: 'Europe/Berlin' };

    it('begin the same for everyone, and are each user’s own', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      expect(await settings.of(ann)).toEqual(settingsAtFirst);
      expect(await settings.change(ann, {})).toEqual(settingsAtFirst);
      await settings.change(ann, { pushEnabled: false });
      expect(await settings.of(ann)).toEqual({ ...settingsAtFirst, pushEnabled: false });
      expect(await settings.of(bob)).toEqual(settingsAtFirst);
    });

    it('keep what a change leaves out, and lose what it takes away', async () => {
      const ann = aUser('ann');
      expect(await settings.change(ann, { quietHours })).toEqual({ ...settingsAtFirst, quietHours });
      expect(await settings.change(ann, { digest: false, showPreviews: false, emailEnabled: false })).toEqual({
        pushEnabled: true,
        emailEnabled: false,
        showPreviews: false,
        digest: false,
        quietHours,
      });
      const everywhere = { ...quietHours, timeZone: null };
      expect((await settings.change(ann, { quietHours: everywhere })).quietHours).toEqual(everywhere);
      expect((await settings.change(ann, { quietHours: null })).quietHours).toBeNull();
      expect((await settings.of(ann)).quietHours).toBeNull();
    });
  });
}
