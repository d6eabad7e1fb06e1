import webPush from 'web-push';
import type { Clock } from '../../application/ports/clock.ts';
import type {
  BrowserAddress,
  DeviceAddress,
  Push,
  PushOutcome,
  PushProvider,
  PushResult,
  ShownPush,
} from '../../application/ports/push-provider.ts';
import { askedPauseMs } from '../../domain/notification/retry-after.ts';
import { inGroups } from './in-groups.ts';
import { fitted, lifeSeconds, shortName } from './payloads.ts';
import type { PushServiceNetwork, ServiceAnswer } from './push-service.ts';
import { publicInternet, PushServices } from './push-service.ts';
import type { ReportTrouble } from './trouble.ts';
import { reported } from './trouble.ts';
import type { VapidKeys } from './vapid-keys.ts';
import { areVapidKeys } from './vapid-keys.ts';

export interface WebPushSettings {
  readonly keys: VapidKeys;
  readonly network?: PushServiceNetwork;
  readonly answeringMs?: number;
  readonly clock: Clock;
  readonly report: ReportTrouble;
}

/** What a service worker is told: JSON of this. */
export type WebPushPayload = Pick<
  ShownPush,
  'category' | 'title' | 'body' | 'badge' | 'collapseId' | 'threadId' | 'data'
>;

/** Every push service takes 4,096 bytes (RFC 8030, 7.2), of which encryption takes 103. */
const payloadBytes = 3_993;
const devicesAtOnce = 20;

/**
 * Pushes to browsers (RFC 8030): encrypted for the one browser (RFC 8188, RFC 8291), signed for its push service (RFC 8292).
 *
 * A push of category `clear` is not sent. A browser that is pushed to must show something, or shows a line of its own and in
 * the end takes the permission away (W3C Push API, `userVisibleOnly`): what was read is cleared by the page, once it is open.
 */
export class WebPushProvider implements PushProvider {
  readonly #settings: WebPushSettings;
  readonly #services: PushServices;

  /** @throws {RangeError} for keys that are no pair. */
  constructor(settings: WebPushSettings) {
    if (!areVapidKeys(settings.keys)) throw new RangeError('unable to push to browsers; the VAPID keys are no pair');
    this.#settings = settings;
    this.#services = new PushServices(settings.network ?? publicInternet, settings.answeringMs ?? 5_000);
  }

  async send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]> {
    return inGroups(to, devicesAtOnce, async (device) => ({ device, outcome: await this.#sendTo(push, device) }));
  }

  /** Lets go of the connections. */
  close(): void {
    this.#services.close();
  }

  async #sendTo(push: Push, device: DeviceAddress): Promise<PushOutcome> {
    if (device.platform !== 'WEB') return this.#outcome('refused', 'no browser');
    if (push.category === 'clear') return 'sent';
    const endpoint = endpointOf(device);
    if (endpoint === undefined) return this.#outcome('gone', 'no endpoint');
    const details = this.#request(push, { ...device, endpoint: endpoint.href });
    if (details === undefined) return this.#outcome('gone', 'no keys');
    return this.#judge(await this.#services.post(endpoint, details.headers, details.body));
  }

  #request(push: ShownPush, { endpoint, p256dh, auth }: BrowserAddress) {
    const { category, collapseId } = push;
    try {
      return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payloadOf(push), {
        vapidDetails: this.#settings.keys,
        TTL: lifeSeconds(push),
        urgency: category === 'digest' ? 'normal' : 'high',
        topic: shortName(collapseId),
        contentEncoding: 'aes128gcm',
      });
    } catch {
      // The application's own keys were looked at before: these are the browser's, which no try makes better.
      return undefined;
    }
  }

  #judge(answer: ServiceAnswer): PushOutcome {
    if (answer.kind === 'forbidden') return this.#outcome('refused', 'forbidden address');
    if (answer.kind === 'failed') return this.#outcome({ retryAfterMs: 0 }, answer.why);
    const { status, retryAfter } = answer;
    const asked = { retryAfterMs: askedPauseMs(retryAfter, this.#settings.clock.now()) };
    return this.#outcome(outcomeOfStatus(status) ?? asked, `HTTP ${status}`);
  }

  #outcome(outcome: PushOutcome, why: string): PushOutcome {
    return reported(this.#settings.report, 'web-push', outcome, why);
  }
}

const payloadOf = (push: ShownPush): string =>
  fitted(
    push,
    (shown) => {
      const { category, title, body, badge, collapseId, threadId, data } = shown ?? push;
      return { category, title, body, badge, collapseId, threadId, data } satisfies WebPushPayload;
    },
    payloadBytes,
  );

/** `undefined` for "later". A redirect is for whoever subscribes anew, not for us to follow. */
function outcomeOfStatus(status: number): PushOutcome | undefined {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  const isLater = status === 408 || status === 425 || status === 429 || status >= 500;
  return isLater ? undefined : 'refused';
}

/** The address of the browser's push service; `undefined` for what none can be. */
function endpointOf({ endpoint }: BrowserAddress): URL | undefined {
  if (endpoint.length > 4_096 || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  // The service of this host ended in 2019, and the library would want a key of it.
  const isEnded = url.hostname === 'android.googleapis.com';
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && !isEnded ? url : undefined;
}
