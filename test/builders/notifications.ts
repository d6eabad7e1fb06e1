import { randomUUID } from 'node:crypto';
import type { Email } from '../../application/ports/email-sender.ts';
import type { AppAddress, BrowserAddress, ClearPush, ShownPush } from '../../application/ports/push-provider.ts';
import { parseDeviceId, type DeviceId } from '../../domain/presence/device-sign.ts';
import { aUser } from './people.ts';

export function aDeviceId(name = 'phone'): DeviceId {
  const id = parseDeviceId(`${name}-${randomUUID()}`);
  if (id === undefined) throw new Error(`unable to build a device id; ${name} is no part of one`);
  return id;
}

/** A push about a message that no other test knows. */
export function aPush(over: Partial<ShownPush> = {}): ShownPush {
  const sessionId = randomUUID();
  return {
    id: `${sessionId}.7`,
    category: 'message',
    title: 'Ann in Fractions',
    body: 'Shall we begin?',
    badge: 3,
    collapseId: `${sessionId}.7`,
    threadId: sessionId,
    timeToLiveSeconds: 86_400,
    data: { sessionId, messageId: `${sessionId}.7` },
    ...over,
  };
}

export function aClearPush(over: Partial<ClearPush> = {}): ClearPush {
  const sessionId = randomUUID();
  return {
    id: `${sessionId}.clear.9`,
    category: 'clear',
    badge: 0,
    collapseId: `${sessionId}.clear`,
    threadId: sessionId,
    timeToLiveSeconds: 3_600,
    data: { sessionId },
    ...over,
  };
}

export const anAppAddress = (over: Partial<AppAddress> = {}): AppAddress => ({
  userId: aUser(),
  deviceId: aDeviceId(),
  platform: 'IOS',
  token: randomUUID().replaceAll('-', '').repeat(2),
  ...over,
});

/** A subscription of a browser that nobody listens with: the keys are an example of RFC 8291. */
export const aBrowserAddress = (over: Partial<BrowserAddress> = {}): BrowserAddress => ({
  userId: aUser(),
  deviceId: aDeviceId('browser'),
  platform: 'WEB',
  endpoint: `https://push.example.net/push/${randomUUID()}`,
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  ...over,
});

export const anEmail = (over: Partial<Email> = {}): Email => ({
  id: randomUUID(),
  userId: aUser(),
  to: 'ann@example.org',
  subject: 'A message in Fractions',
  paragraphs: ['Bob wrote in Fractions:', 'Shall we begin?'],
  link: { label: 'Open Fractions', url: 'https://chat.example.org/s/1' },
  ...over,
});
