import { outboxOf, until, type Sent } from '../../test/notifications/outbox.ts';
import type { Person } from '../../test/support/graphql.ts';
import type { Bed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

const perSecond = 10;
const messages = 300;
const crowd = 1000;

const REGISTER = 'mutation Register($input: RegisterDeviceInput!) { registerDevice(input: $input) { deviceId } }';
const SETTINGS = `mutation Settings($input: UpdateNotificationSettingsInput!) {
  updateNotificationSettings(input: $input) { digest }
}`;

/**
 * From just before a message is sent until its push is in the outbox and on the disk: one sender, one receiver with one device,
 * 10 messages a second. Then one message to a session of a thousand, each with a device: until the first and until the last of them.
 */
export const notifications = async (
  bed: Bed,
): Promise<{
  readonly sendToPushMs: Summary;
  readonly thousand: { readonly firstMs: number; readonly lastMs: number };
}> => {
  const [ann, bob] = [await bed.person('ann'), await bed.person('bob')];
  await listens(bob);
  const { id } = await ann.createSession(['bob']);
  // The compiler of the server warms up on messages that do not count.
  for (let n = 0; n < 50; n++) await ann.send(id, `warm-${n}`, text);
  await pushed(bed, 'bob', 50);

  const began = new Map<string, number>();
  const start = performance.now();
  for (let n = 0; n < messages; n++) {
    const wait = start + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((next) => setTimeout(next, wait));
    const before = Date.now();
    began.set((await ann.send(id, `m-${n}`, text)).id, before);
  }
  const pushes = await pushed(bed, 'bob', 50 + messages);
  const taken = pushes.flatMap(({ sentAt, data }) => {
    const before = began.get(data?.['messageId'] ?? '');
    return before === undefined ? [] : [Date.parse(sentAt) - before];
  });
  return { sendToPushMs: summary(taken), thousand: await toThousand(bed, ann) };
};

async function toThousand(bed: Bed, ann: Person): Promise<{ readonly firstMs: number; readonly lastMs: number }> {
  const members = Array.from({ length: crowd - 1 }, (_, n) => `member-${n}`);
  for (let from = 0; from < members.length; from += 20) {
    await Promise.all(members.slice(from, from + 20).map(async (member) => listens(await bed.person(member))));
  }
  const { id } = await ann.createSession(members, { kind: 'PRIVATE' });
  // Each of them is told that they were added, which is not what is measured.
  await meant(bed, members.length, ({ category, data }) => category === 'session' && data?.['sessionId'] === id);
  const before = Date.now();
  const message = await ann.send(id, 'to-all', text);
  const told = await meant(bed, members.length, ({ data }) => data?.['messageId'] === message.id);
  const times = told.map(({ sentAt }) => Date.parse(sentAt) - before);
  return { firstMs: Math.min(...times), lastMs: Math.max(...times) };
}

/** So many pushes that are meant, once they are there. */
const meant = (bed: Bed, count: number, isMeant: (one: Sent) => boolean): Promise<readonly Sent[]> =>
  until(async () => {
    const found = (await allPushes(bed)).filter(isMeant);
    return found.length >= count ? found : undefined;
  }, 240_000);

/** A user with one device, who wants every message by itself and no e-mail. */
async function listens(person: Person): Promise<void> {
  const device = { deviceId: 'phone', platform: 'ANDROID', token: `token-of-${person.userId}` };
  await person.get('registerDevice', REGISTER, { input: device });
  await person.get('updateNotificationSettings', SETTINGS, { input: { digest: false, emailEnabled: false } });
}

const pushed = (bed: Bed, user: string, count: number): Promise<readonly Sent[]> =>
  until(async () => {
    const found = (await outboxOf(bed.parley.url, user)).filter(({ category }) => category === 'message');
    return found.length >= count ? found : undefined;
  }, 120_000);

async function allPushes(bed: Bed): Promise<readonly Sent[]> {
  // A thousand members' entries are a megabyte: asked for seldom, so that asking is not what is measured.
  await new Promise((next) => setTimeout(next, 1_000));
  const response = await fetch(`${bed.parley.url}/dev/outbox`);
  return (await response.json()) as readonly Sent[];
}

/** 205 bytes, as the peers in the table were measured with. */
const text = 'x'.repeat(205);
