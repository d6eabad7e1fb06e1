import { audienceContract } from './audience.contract.ts';
import { devicesContract } from './devices.contract.ts';
import { noticesContract } from './notices.contract.ts';
import { notificationListContract } from './notification-list.contract.ts';
import { notificationSettingsContract } from './notification-settings.contract.ts';
import { unreadCountsContract } from './unread-counts.contract.ts';
import type { OpenPeopleStores } from './stores.ts';

/** Every contract about what belongs to users. A new adapter calls this once. */
export function allPeopleContracts(adapter: string, open: OpenPeopleStores): void {
  devicesContract(adapter, open);
  notificationSettingsContract(adapter, open);
  noticesContract(adapter, open);
  notificationListContract(adapter, open);
  audienceContract(adapter, open);
  unreadCountsContract(adapter, open);
}
