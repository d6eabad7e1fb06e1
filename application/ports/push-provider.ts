import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';

interface EveryPush {
  /** Names this push: the same whenever it is sent again, and never that of another one. At most 200 characters. */
  readonly id: string;
  /** What the app's icon shows: the user's unread messages, 0 for none. */
  readonly badge: number;
  /** Of pushes with the same one, a device shows the last. At most 200 characters. */
  readonly collapseId: string;
  /** Pushes with the same one are shown together: a session, say. */
  readonly threadId: string;
  /** What the app is told beside what it shows: ids and facts. The names `aps`, `badge` and `category` are the provider's. */
  readonly data: Readonly<Record<string, string>>;
  /** A device that comes back later than this hears nothing of it. 0: now or never. */
  readonly timeToLiveSeconds: number;
}

/** One that the device shows. */
export interface ShownPush extends EveryPush {
  /** `call` rings, and is of no use later. `session` is about the session itself: an invitation, a new role. */
  readonly category: 'message' | 'digest' | 'session' | 'call' | 'missed-call';
  readonly title: string;
  readonly body: string;
}

/** One that only the app hears: what was shown with this `threadId` was read elsewhere. */
export interface ClearPush extends EveryPush {
  readonly category: 'clear';
}

export type Push = ShownPush | ClearPush;

/** Where a device is reached. Whose device it is goes with it: device ids are their user's own names. */
export type DeviceAddress = AppAddress | BrowserAddress;

/** An app's installation, by the token that Apple or Google gave it. */
export interface AppAddress {
  readonly userId: UserId;
  readonly deviceId: DeviceId;
  readonly platform: 'IOS' | 'ANDROID';
  readonly token: string;
}

/** A browser's subscription (W3C Push API). `p256dh` and `auth` are base64url, as browsers give them. */
export interface BrowserAddress {
  readonly userId: UserId;
  readonly deviceId: DeviceId;
  readonly platform: 'WEB';
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export type PushOutcome =
  /** The provider has taken it. */
  | 'sent'
  /** The address is dead and stays so: it is to be forgotten. */
  | 'gone'
  /** The provider takes this push, to this address, never: another try is of no use. */
  | 'refused'
  /** Not now. Another try makes sense after at least this long; 0 where nobody said how long. */
  | { readonly retryAfterMs: number };

export interface PushResult {
  readonly device: DeviceAddress;
  readonly outcome: PushOutcome;
  /** The token that the provider wants used from now on in place of the address's own. */
  readonly newToken?: string;
}

/**
 * Hands pushes to whoever delivers them. A push that was sent twice is shown once, by its collapse id.
 *
 * Never rejects for what a provider does: each address has an outcome. What an adapter reports or throws holds no token, no
 * title and no body. Adapters pass `test/contracts/push-provider.contract.ts`.
 */
export interface PushProvider {
  /** One result for each address, in their order. An empty list of addresses is answered by an empty list. */
  send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]>;
}
