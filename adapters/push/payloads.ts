import { createHash } from 'node:crypto';
import type { Push, ShownPush } from '../../application/ports/push-provider.ts';

/** Apple and Google take 4,096 bytes; what the provider between puts around them is in the rest. */
const payloadBytes = 4_000;

/** Android and APNs keep nothing for longer than 28 days. */
export const longestLifeSeconds = 2_419_200;

type Payload = Readonly<Record<string, unknown>>;

/** What the app reads beside what is shown, as text by name. */
const dataOf = (push: Push): Readonly<Record<string, string>> => ({
  ...push.data,
  category: push.category,
  badge: `${push.badge}`,
  collapseId: push.collapseId,
  threadId: push.threadId,
});

/**
 * The JSON that an iPhone gets. One that only the app hears has no `alert`, `badge` or `sound`, or iOS would not run the app;
 * `content-available` is always there because Pinpoint asks for it.
 * https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification
 */
export const apnsPayload = (push: Push): string =>
  fitted(push, (shown) => ({
    ...dataOf(push),
    aps:
      shown === null
        ? { 'content-available': 1 }
        : {
            alert: { title: shown.title, body: shown.body },
            badge: shown.badge,
            sound: 'default',
            category: shown.category,
            'thread-id': shown.threadId,
            'content-available': 0,
          },
  }));

/**
 * The message of FCM's HTTP v1 API that an Android phone gets, in the envelope by which AWS tells it from the legacy form. What
 * has the same `tag` takes the other's place in the tray. There is no `collapse_key`: Google holds back at most four of them for
 * a phone that is off, and would drop all other messages.
 * https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages
 * https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html
 */
export const fcmPayload = (push: Push): string =>
  fitted(push, (shown) => ({
    fcmV1Message: {
      message: {
        ...(shown === null ? {} : { notification: { title: shown.title, body: shown.body } }),
        data: dataOf(push),
        android: {
          priority: isUrgent(push) ? 'HIGH' : 'NORMAL',
          ttl: `${lifeSeconds(push)}s`,
          ...(shown === null
            ? {}
            : {
                notification: {
                  tag: shown.collapseId,
                  channel_id: shown.category,
                  notification_count: shown.badge,
                },
              }),
        },
      },
    },
  }));

/** What may wake a sleeping phone: nobody waits for the rest. */
export const isUrgent = ({ category }: Push): boolean => category !== 'clear' && category !== 'digest';

export const lifeSeconds = ({ timeToLiveSeconds }: Push): number =>
  Math.min(Math.max(0, Math.trunc(timeToLiveSeconds)), longestLifeSeconds);

/** Apple's `apns-collapse-id`: at most 64 bytes. */
export const apnsCollapseId = ({ collapseId }: Push): string =>
  /^[!-~]{1,64}$/.test(collapseId) ? collapseId : shortName(collapseId);

/** A name of 32 characters of base64url in place of a longer one. */
export const shortName = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/**
 * The payload as JSON, with so much of title and body that it is not too large: a name or a text of a hundred characters can
 * have thousands of bytes, and what is too large is shown to nobody.
 */
export function fitted(push: Push, payloadOf: (shown: ShownPush | null) => Payload, limit = payloadBytes): string {
  if (push.category === 'clear') return JSON.stringify(payloadOf(null));
  const whole = JSON.stringify(payloadOf(push));
  if (Buffer.byteLength(whole) <= limit) return whole;
  const around = Buffer.byteLength(JSON.stringify(payloadOf({ ...push, title: '', body: '' })));
  const title = shortened(push.title, Math.trunc((limit - around) / 4));
  const body = shortened(push.body, limit - around - jsonBytes(title));
  return JSON.stringify(payloadOf({ ...push, title, body }));
}

/** As much of the text as JSON writes in so many bytes, cut between characters as a reader sees them. */
function shortened(text: string, bytes: number): string {
  if (jsonBytes(text) <= bytes) return text;
  let left = bytes - jsonBytes('…');
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    left -= jsonBytes(segment);
    if (left < 0) break;
    kept += segment;
  }
  return bytes < jsonBytes('…') ? '' : `${kept}…`;
}

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;
