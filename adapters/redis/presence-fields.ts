import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { DeviceId, DeviceSign } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import type { SignsOfUser, ToldPresence } from '../../domain/presence/telling.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseInstant, toIso } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { PresenceStatus } from '../../domain/vocabulary/presence.ts';

/** The hash of a user's presence. */
export const presenceHash = (user: UserId): string => `parley:presence:${user}`;

/** The field of what watchers were last told. */
export const toldField = 'told';

const devicePrefix = 'device#';
export const deviceField = (deviceId: DeviceId): string => devicePrefix + deviceId;

/** Fields hold JSON; times are ISO 8601 in UTC with milliseconds. */
export const writeSign = ({ status, note, at }: DeviceSign): string => JSON.stringify({ status, note, at: toIso(at) });
export const writeTold = ({ status, note, at, expiresAt }: ToldPresence): string =>
  JSON.stringify({ status, note, at: toIso(at), expiresAt: expiresAt === null ? null : toIso(expiresAt) });

/** @throws {StoreBroken} for what was never written so. */
export function readSigns(hash: Readonly<Record<string, string>>): SignsOfUser {
  const signs = Object.entries(hash).flatMap(([field, json]) =>
    field.startsWith(devicePrefix) ? [readSign(field.slice(devicePrefix.length), json)] : [],
  );
  const told = hash[toldField];
  return { signs, told: told === undefined ? null : readTold(told) };
}

function readSign(id: string, json: string): DeviceSign {
  const deviceId = parseDeviceId(id);
  if (deviceId === undefined) throw broken('device');
  return { deviceId, ...readWord(valuesIn(json)) };
}

function readTold(json: string): ToldPresence {
  const values = valuesIn(json);
  const expiresAt = values.get('expiresAt');
  return { ...readWord(values), expiresAt: expiresAt === null ? null : instantIn(expiresAt, 'expiresAt') };
}

function readWord(values: ReadonlyMap<string, unknown>): Omit<DeviceSign, 'deviceId'> {
  const status = Object.values(PresenceStatus).find((known) => known === values.get('status'));
  if (status === undefined) throw broken('status');
  const note = values.get('note');
  if (note !== null && typeof note !== 'string') throw broken('note');
  return { status, note, at: instantIn(values.get('at'), 'at') };
}

function instantIn(value: unknown, name: string): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (instant === undefined) throw broken(name);
  return instant;
}

function valuesIn(json: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return new Map(Object.entries(value));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw broken('JSON');
}

const broken = (what: string): StoreBroken =>
  new StoreBroken('read the presence', `its ${what} is not what was written`);
