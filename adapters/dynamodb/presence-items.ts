import type { DeviceSign } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import type { SignsOfUser, ToldPresence } from '../../domain/presence/telling.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { Attributes } from './attributes.ts';
import type { StoredItem } from './reads-of-table.ts';
import type { DeviceAttribute, ToldAttribute } from './layout/index.ts';
import { devicePrefix, userIdOfPresence } from './layout/index.ts';

export const deviceAttribute = ({ status, note, at }: DeviceSign): DeviceAttribute => ({
  status,
  note,
  at: toIso(at),
});

export const toldAttribute = ({ status, note, at, expiresAt }: ToldPresence): ToldAttribute => ({
  status,
  note,
  at: toIso(at),
  lapsesAt: expiresAt === null ? null : toIso(expiresAt),
});

export const deviceAttributeName = (deviceId: string): string => devicePrefix + deviceId;

/** A PRESENCE item, as far as it is read. */
export function readSigns(item: StoredItem): SignsOfUser {
  const signs = Object.entries(item).flatMap(([name, value]) =>
    name.startsWith(devicePrefix) ? [readSign(name.slice(devicePrefix.length), value)] : [],
  );
  const told: unknown = item['told'];
  return { signs, told: told === undefined ? null : readTold(told) };
}

/** Whose PRESENCE item it is. */
export function readOwner(item: StoredItem): UserId {
  const user = parseUserId(userIdOfPresence(new Attributes(item, 'presence').text('pk')));
  if (user === undefined) throw new StoreBroken('read the presence', 'it belongs to no user');
  return user;
}

function readSign(id: string, value: unknown): DeviceSign {
  const deviceId = parseDeviceId(id);
  if (deviceId === undefined) throw new StoreBroken('read the presence', 'it holds a sign of no device');
  const sign = new Attributes(value, "device's sign");
  return {
    deviceId,
    status: sign.oneOf('status', PresenceStatus),
    note: sign.textOrNull('note'),
    at: sign.instant('at'),
  };
}

function readTold(value: unknown): ToldPresence {
  const told = new Attributes(value, 'presence that was told');
  return {
    status: told.oneOf('status', PresenceStatus),
    note: told.textOrNull('note'),
    at: told.instant('at'),
    expiresAt: told.has('lapsesAt') ? told.instant('lapsesAt') : null,
  };
}
