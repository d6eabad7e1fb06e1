import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { outboxOf, until } from '../notifications/outbox.ts';
import { Person, SEND } from '../support/graphql.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

const REGISTER = 'mutation Register($input: RegisterDeviceInput!) { registerDevice(input: $input) { deviceId } }';
const UNREGISTER = 'mutation Unregister($deviceId: ID!) { unregisterDevice(deviceId: $deviceId) }';
const DEVICES = 'query Devices { myDevices { deviceId platform } }';
const SETTINGS = `mutation Settings($input: UpdateNotificationSettingsInput!) {
  updateNotificationSettings(input: $input) { quietHours { start end timeZone } }
}`;
const NOTIFICATIONS = 'query Notifications($after: String) { notifications(after: $after) { pageInfo { endCursor } } }';
const SEEN = 'mutation Seen($upTo: ID!) { markNotificationsSeen(upTo: $upTo) }';

/** Attacks on who is notified where, by the numbers of the list in docs/security.md. */
await describeOnProduct('Notifications under attack', (product) => {
  const person = async (name: string) => new Person(name, product.url, await product.token(name));
  const phone = (deviceId: string, token: string) => ({ input: { deviceId, platform: 'IOS', token } });
  const refusalOf = async (one: Person, query: string, variables: Record<string, unknown>) =>
    (await one.ask(query, variables)).errors[0]?.errorType;
  const pushesTo = async (user: string) =>
    (await outboxOf(product.url, user)).filter(({ category }) => category === 'message');

  it("3: another user's device is not there: it is neither shown, nor taken over, nor ended by its id", async () => {
    const [ann, eve] = [await person('ann3'), await person('eve3')];
    await ann.get('registerDevice', REGISTER, phone('anns-phone', 'token-of-ann-3'));
    expect(await eve.get('unregisterDevice', UNREGISTER, { deviceId: 'anns-phone' })).toBe(false);
    await eve.get('registerDevice', REGISTER, phone('anns-phone', 'token-of-eve-3'));
    expect(await eve.get('unregisterDevice', UNREGISTER, { deviceId: 'anns-phone' })).toBe(true);
    expect(await ann.get('myDevices', DEVICES)).toEqual([{ deviceId: 'anns-phone', platform: 'IOS' }]);
    expect(await eve.get('myDevices', DEVICES)).toEqual([]);
  });

  it('16, 17, 18: ids, cursors, zones and addresses that nobody gave are refused, or are simply not there', async () => {
    const [ann, bob] = [await person('ann17'), await person('bob17')];
    for (const deviceId of ['', 'a#b', 'a b', 'x'.repeat(129), 'ü']) {
      expect(await refusalOf(ann, REGISTER, phone(deviceId, 'a'))).toBe('BadInput');
      expect(await ann.get('unregisterDevice', UNREGISTER, { deviceId })).toBe(false);
    }
    for (const deviceId of ['__proto__', 'constructor', ':x']) {
      expect(await ann.get('registerDevice', REGISTER, phone(deviceId, `t-${deviceId}`))).toEqual({ deviceId });
    }
    for (const token of ['', 'a b', 'a\u0000', 'x'.repeat(4097)]) {
      expect(await refusalOf(ann, REGISTER, phone('phone', token))).toBe('BadInput');
    }
    const browser = (endpoint: string) => ({
      input: {
        deviceId: 'b',
        platform: 'WEB',
        webPush: { endpoint, p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
      },
    });
    for (const endpoint of [
      'http://push.example.org/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/x',
      'https://database.internal/x',
      'https://user:pass@push.example.org/x',
      'https://push.example.org:8443/x',
      'javascript:alert(1)',
    ]) {
      expect(await refusalOf(ann, REGISTER, browser(endpoint)), endpoint).toBe('BadInput');
    }
    for (const [start, end, timeZone] of [
      ['24:00', '07:00', 'UTC'],
      ['7:00', '08:00', 'UTC'],
      ['22:00', '22:00', 'UTC'],
      ['22:00', '07:00', 'Mars/Olympus'],
      ['22:00', '07:00', '../../etc/localtime'],
    ]) {
      expect(await refusalOf(ann, SETTINGS, { input: { quietHours: { start, end, timeZone } } })).toBe('BadInput');
    }
    const at = '2026-01-01T00:00:00.000Z';
    for (const after of ['', 'x', `${at}#e|bob17`, `${at}#e`, `|ann17`, `2026#e|ann17`]) {
      expect(await refusalOf(ann, NOTIFICATIONS, { after }), after).toBe('BadCursor');
    }
    expect((await bob.ask(NOTIFICATIONS, { after: `${at}#e|bob17` })).errors).toEqual([]);
    for (const upTo of ['', 'x', '9999-12-31T23:59:59.999Z#e']) {
      expect(await refusalOf(ann, SEEN, { upTo })).toBe('BadInput');
    }
  });

  it('44: a canary in body, name and token is in no log, count, queue, dead letter or item of the notifications', async () => {
    const [said, named, token] = ['canary-that-was-said', 'canary-of-a-name', 'canary-of-a-token'];
    const ann = new Person('ann44', product.url, await product.token('ann44', named));
    const bob = await person('bob44');
    await bob.get('registerDevice', REGISTER, phone('phone', token));
    const session = await ann.createSession(['bob44'], { name: 'canary-of-a-session' });
    await ann.get('sendMessage', SEND, {
      input: { sessionId: session.id, clientMessageId: 'm', content: { text: said }, mentions: ['bob44'] },
    });
    const [push] = await until(async () => {
      const found = await pushesTo('bob44');
      return found.length > 0 ? found : undefined;
    });
    // It is there for the one whom it is for.
    expect(push).toMatchObject({ title: `${named} in canary-of-a-session`, body: said });

    const notices = await product.tables.client.send(new ScanCommand({ TableName: product.tables.people }));
    const items = (notices.Items ?? []).filter(({ pk }) => !String(pk).startsWith('USER#'));
    const kept = await Promise.all([
      ...(await filesUnder(product.dataDir)).map((path) => readFile(path, 'latin1')),
      (await fetch(`${product.url}/dev/metrics`)).text(),
      (await fetch(`${product.url}/dev/dead-letters`)).text(),
    ]);
    expect(items.length).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(3);
    for (const canary of [said, named, token, 'canary-of-a-session']) {
      expect(kept.filter((text) => text.includes(canary))).toEqual([]);
      expect(JSON.stringify(product.log)).not.toContain(canary);
      expect(JSON.stringify(items)).not.toContain(canary);
    }
    expect(JSON.stringify(await outboxOf(product.url, 'bob44'))).not.toContain(token);
  });

  it('46: a token that another user registers rings for them alone from then on', async () => {
    const [ann, bob, cat] = [await person('ann46'), await person('bob46'), await person('cat46')];
    await bob.get('registerDevice', REGISTER, phone('phone', 'token-46'));
    await cat.get('registerDevice', REGISTER, phone('my-phone', 'token-46'));
    expect(await bob.get('myDevices', DEVICES)).toEqual([]);
    const session = await ann.createSession(['bob46', 'cat46']);
    await ann.send(session.id, 'm', 'for whom?');
    await until(async () => ((await pushesTo('cat46')).length > 0 ? true : undefined));
    // The e-mail to Bob, who is not there, is sent by the same job that would have pushed.
    await until(async () => {
      const all = await outboxOf(product.url, 'bob46');
      return all.some(({ channel }) => channel === 'email') ? true : undefined;
    });
    expect(await pushesTo('bob46')).toEqual([]);
    expect((await pushesTo('cat46')).map(({ deviceId }) => deviceId)).toEqual(['my-phone']);
  });
});

/** All that is kept beside the database and the outbox, which hold what was said because that is what they are for. */
async function filesUnder(dataDir: string): Promise<readonly string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !['engine', 'outbox'].some((own) => path.startsWith(join(dataDir, own))));
}
