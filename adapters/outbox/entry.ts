import { createHash } from 'node:crypto';
import type { Email } from '../../application/ports/email-sender.ts';
import type { DeviceAddress, Push } from '../../application/ports/push-provider.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';

/** A push as one device would have got it. Times are ISO 8601 in UTC. */
export interface OutboxPush {
  /** Of the push and the device: the same when it is sent again. */
  readonly id: string;
  readonly userId: string;
  readonly channel: 'push';
  readonly sentAt: string;
  readonly deviceId: string;
  readonly platform: DeviceAddress['platform'];
  readonly category: Push['category'];
  /** `null`, as the body, where nothing is shown: category `clear`. */
  readonly title: string | null;
  readonly body: string | null;
  readonly badge: number;
  readonly collapseId: string;
  readonly threadId: string;
  readonly timeToLiveSeconds: number;
  readonly data: Readonly<Record<string, string>>;
}

/** An e-mail: `title` is its subject, `body` its paragraphs with an empty line between them. */
export interface OutboxEmail {
  readonly id: string;
  readonly userId: string;
  readonly channel: 'email';
  readonly sentAt: string;
  readonly to: string;
  readonly title: string;
  readonly body: string;
  readonly link: Email['link'];
}

export type OutboxEntry = OutboxPush | OutboxEmail;

/** Without the address: tokens and keys are of no use to whoever looks into an outbox. */
export function pushEntry(push: Push, { userId, deviceId, platform }: DeviceAddress, at: Instant): OutboxPush {
  const isShown = push.category !== 'clear';
  return {
    id: idOf('push', userId, deviceId, push.id),
    userId,
    channel: 'push',
    sentAt: toIso(at),
    deviceId,
    platform,
    category: push.category,
    title: isShown ? push.title : null,
    body: isShown ? push.body : null,
    badge: push.badge,
    collapseId: push.collapseId,
    threadId: push.threadId,
    timeToLiveSeconds: push.timeToLiveSeconds,
    data: push.data,
  };
}

export const emailEntry = ({ id, userId, to, subject, paragraphs, link }: Email, at: Instant): OutboxEmail => ({
  id: idOf('email', userId, id),
  userId,
  channel: 'email',
  sentAt: toIso(at),
  to,
  title: subject,
  body: paragraphs.join('\n\n'),
  link,
});

/** None of the parts holds a line break: ids are visible ASCII. */
const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);

/** The entry that a line of the outbox's file holds; `undefined` for a damaged one. */
export function readEntry(line: string): OutboxEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

const fields = {
  push: {
    id: 'string',
    userId: 'string',
    sentAt: 'string',
    deviceId: 'string',
    platform: 'string',
    category: 'string',
    title: 'string?',
    body: 'string?',
    badge: 'number',
    collapseId: 'string',
    threadId: 'string',
    timeToLiveSeconds: 'number',
    data: 'object',
  },
  email: {
    id: 'string',
    userId: 'string',
    sentAt: 'string',
    to: 'string',
    title: 'string',
    body: 'string',
    link: 'object?',
  },
} as const;

/** Only this file writes entries, so that their form is looked at and not every word in them. */
function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== 'object' || value === null || !('channel' in value)) return false;
  if (value.channel !== 'push' && value.channel !== 'email') return false;
  const found = new Map<string, unknown>(Object.entries(value));
  return Object.entries(fields[value.channel]).every(([name, kind]) => {
    const field = found.get(name);
    return field === null ? kind.endsWith('?') : typeof field === kind.replace('?', '');
  });
}
