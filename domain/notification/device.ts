import type { DeviceId } from '../presence/device-sign.ts';
import { parseDeviceId } from '../presence/device-sign.ts';
import type { Instant } from '../shared/instant.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { DevicePlatform } from '../vocabulary/notifications.ts';
import { NotificationLimits } from '../vocabulary/notifications.ts';
import { isTimeZone } from './time-zone.ts';

/** Where a device is reached. It is a secret: whoever has it can make the device ring. */
export type DeviceTarget =
  { readonly platform: 'IOS' | 'ANDROID'; readonly token: string } | ({ readonly platform: 'WEB' } & WebPushTarget);

/** A browser's subscription (W3C Push API, RFC 8291). Keys are base64url without padding, as browsers give them. */
export interface WebPushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** A device that its user wants to be notified on. */
export interface Device {
  /** The user's own name for it. */
  readonly deviceId: DeviceId;
  readonly target: DeviceTarget;
  /** BCP 47, in which the device is told. */
  readonly locale: string;
  /** IANA; where quiet hours have no time zone of their own they keep that of the device registered last. */
  readonly timeZone: string;
  /** When it was registered first, and last. */
  readonly since: Instant;
  readonly confirmedAt: Instant;
}

export interface DeviceWish {
  readonly deviceId: string;
  readonly platform: DevicePlatform;
  readonly token: string | null;
  readonly webPush: WebPushTarget | null;
  /** `null` for `en`. */
  readonly locale: string | null;
  /** `null` for `UTC`. */
  readonly timeZone: string | null;
}

/** Refused: `BadInput`. */
export function parseDevice(wish: DeviceWish, at: Instant): Result<Device> {
  const deviceId = parseDeviceId(wish.deviceId);
  if (deviceId === undefined) {
    return bad(`deviceId is not 1 to ${Limits.foreignIdLength} visible ASCII characters without #`);
  }
  const target = parseTarget(wish);
  if (!target.ok) return target;
  const locale = canonicalLocale(wish.locale ?? 'en');
  if (locale === undefined) return bad('locale is no BCP 47 language tag');
  const timeZone = wish.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) return bad('timeZone is none of the IANA database');
  return done({ deviceId, target: target.value, locale, timeZone, since: at, confirmedAt: at });
}

function parseTarget({ platform, token, webPush }: DeviceWish): Result<DeviceTarget> {
  if (platform === 'WEB') {
    if (webPush === null || token !== null) return bad('a WEB device has webPush, and no token');
    return parseWebPush(webPush);
  }
  if (token === null || webPush !== null) return bad(`an ${platform} device has a token, and no webPush`);
  return /^[!-~]+$/.test(token) && token.length <= NotificationLimits.tokenLength
    ? done({ platform, token })
    : bad(`token is not 1 to ${NotificationLimits.tokenLength} visible ASCII characters`);
}

function parseWebPush({ endpoint, p256dh, auth }: WebPushTarget): Result<DeviceTarget> {
  if (!isPushService(endpoint)) return bad('webPush.endpoint is no https address of a push service');
  // An uncompressed point of P-256: 65 octets of which the first is 4.
  if (!/^B[\w-]{86}$/.test(p256dh)) return bad('webPush.p256dh is no P-256 point in base64url');
  if (!/^[\w-]{22}$/.test(auth)) return bad('webPush.auth is not 16 octets in base64url');
  return done({ platform: 'WEB', endpoint, p256dh, auth });
}

/**
 * Whatever is registered here is later called by the server, so that addresses of its own neighbourhood are not taken: bare
 * hosts, IP addresses, other ports. What a name resolves to is for the adapter to look at.
 */
function isPushService(endpoint: string): boolean {
  if (endpoint.length > NotificationLimits.endpointLength || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  const labels = hostname.split('.');
  const last = labels.at(-1) ?? '';
  return labels.length >= 2 && /^[a-z][a-z-]*$/.test(last) && !privateSuffixes.has(last);
}

/** RFC 2606, RFC 6762, and what networks use inside. */
const privateSuffixes = new Set(['localhost', 'local', 'internal', 'intranet', 'lan', 'home', 'corp', 'arpa']);

function canonicalLocale(tag: string): string | undefined {
  if (tag.length > NotificationLimits.localeLength) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const bad = (why: string) => refused({ code: ErrorCode.BadInput, why });
