import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aClearPush, anAppAddress, anEmail, aBrowserAddress, aPush } from '../../test/builders/notifications.ts';
import { aUser } from '../../test/builders/people.ts';
import { openOutbox, type Outbox } from './outbox.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'outbox-'));
  cleanUps.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function open(dataDir: string, keep?: number): Promise<Outbox> {
  const outbox = await openOutbox({ dataDir, clock: new ManualClock(), ...(keep === undefined ? {} : { keep }) });
  cleanUps.push(() => outbox.close().catch(() => undefined));
  return outbox;
}

const fileOf = (dataDir: string): string => join(dataDir, 'outbox', 'entries.jsonl');

describe('The outbox', () => {
  it('shows a push as its device would have got it, without the address', async () => {
    const outbox = await open(await aDirectory());
    const [phone, browser] = [anAppAddress(), aBrowserAddress()];
    const push = aPush();
    expect(await outbox.pushes.send(push, [phone, browser])).toEqual([
      { device: phone, outcome: 'sent' },
      { device: browser, outcome: 'sent' },
    ]);
    const { id, ...shown } = push;
    expect(outbox.entries(phone.userId)).toEqual([
      {
        ...shown,
        id: expect.stringMatching(/^[\w-]{22}$/),
        channel: 'push',
        userId: phone.userId,
        deviceId: phone.deviceId,
        platform: 'IOS',
        sentAt: '2026-11-21T12:00:00.000Z',
      },
    ]);
    expect(JSON.stringify(outbox.entries())).not.toContain(phone.token);
    expect(JSON.stringify(outbox.entries())).not.toContain(browser.auth);
    expect(outbox.entries(browser.userId)).toMatchObject([{ platform: 'WEB', deviceId: browser.deviceId }]);
    expect(id).not.toBe(outbox.entries(phone.userId)[0]?.id);
  });

  it('shows what only the app hears without a title', async () => {
    const outbox = await open(await aDirectory());
    await outbox.pushes.send(aClearPush({ badge: 2 }), [anAppAddress()]);
    expect(outbox.entries()).toMatchObject([{ category: 'clear', title: null, body: null, badge: 2 }]);
  });

  it('shows e-mails among the pushes, oldest first', async () => {
    const outbox = await open(await aDirectory());
    const userId = aUser();
    await outbox.pushes.send(aPush(), [anAppAddress({ userId })]);
    expect(await outbox.emails.send(anEmail({ userId, to: 'ann@example.org' }))).toBe('sent');
    await outbox.pushes.send(aPush(), [anAppAddress({ userId })]);
    const entries = outbox.entries(userId);
    expect(entries.map(({ channel }) => channel)).toEqual(['push', 'email', 'push']);
    expect(entries[1]).toMatchObject({
      to: 'ann@example.org',
      title: 'A message in Fractions',
      body: 'Bob wrote in Fractions:\n\nShall we begin?',
      link: { label: 'Open Fractions', url: 'https://chat.example.org/s/1' },
    });
  });

  it('keeps what is sent again once: at the same time, later, and after a restart', async () => {
    const dataDir = await aDirectory();
    const outbox = await open(dataDir);
    const [push, phone, tablet, email] = [aPush(), anAppAddress(), anAppAddress(), anEmail()];
    await Promise.all(Array.from({ length: 20 }, () => outbox.pushes.send(push, [phone, tablet])));
    await outbox.pushes.send(push, [phone]);
    await Promise.all([outbox.emails.send(email), outbox.emails.send(email)]);
    await outbox.close();
    const again = await open(dataDir);
    await again.pushes.send(push, [tablet, phone]);
    await again.emails.send(email);
    expect(again.entries()).toHaveLength(3);
    expect(again.entries()).toEqual(outbox.entries());
    await again.pushes.send({ ...push, id: 'another' }, [phone]);
    expect(again.entries()).toHaveLength(4);
  });

  it('has on the disk what counts as sent, in its order', async () => {
    const dataDir = await aDirectory();
    const outbox = await open(dataDir);
    const phone = anAppAddress();
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => outbox.pushes.send(aPush({ id: `${i}`, badge: i }), [phone])),
    );
    const lines = (await readFile(fileOf(dataDir), 'utf8')).trimEnd().split('\n');
    const written = lines.map((line): unknown => JSON.parse(line));
    expect(written).toMatchObject(Array.from({ length: 200 }, (_, badge) => ({ badge })));
  });

  it('can be read by its owner alone', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('Windows has no file modes');
    const dataDir = await aDirectory();
    await (await open(dataDir)).pushes.send(aPush(), [anAppAddress()]);
    expect((await stat(fileOf(dataDir))).mode & 0o077).toBe(0);
  });

  it('is whole again after a kill that cut the last line anywhere', async () => {
    const dataDir = await aDirectory();
    const first = await open(dataDir);
    const phone = anAppAddress();
    await first.pushes.send(aPush({ id: 'one' }), [phone]);
    const { size: whole } = await stat(fileOf(dataDir));
    await first.pushes.send(aPush({ id: 'two', body: 'ä€😀' }), [phone]);
    await first.close();
    const bytes = await readFile(fileOf(dataDir));
    for (let length = whole; length < bytes.length; length += 41) {
      await writeFile(fileOf(dataDir), bytes);
      await truncate(fileOf(dataDir), length);
      const outbox = await open(dataDir);
      expect(outbox.entries()).toHaveLength(1);
      await outbox.pushes.send(aPush({ id: 'three' }), [phone]);
      await outbox.close();
      expect((await open(dataDir)).entries()).toHaveLength(2);
    }
  });

  it('keeps a number of entries, in memory and on the disk, and the newest of them', async () => {
    const dataDir = await aDirectory();
    const outbox = await open(dataDir, 10);
    const phone = anAppAddress();
    let most = 0;
    for (let i = 0; i < 75; i += 1) {
      await outbox.pushes.send(aPush({ id: `${i}`, badge: i }), [phone]);
      const { length } = (await readFile(fileOf(dataDir), 'utf8')).trimEnd().split('\n');
      most = Math.max(most, length);
    }
    const badges = (of: Outbox) => of.entries().map((entry) => (entry.channel === 'push' ? entry.badge : -1));
    expect(badges(outbox)).toEqual([65, 66, 67, 68, 69, 70, 71, 72, 73, 74]);
    expect(most).toBe(20);
    await outbox.close();
    expect(badges(await open(dataDir, 10))).toEqual(badges(outbox));
  });

  it('wants another try where the disk does not take it, and takes it then', async () => {
    const dataDir = await aDirectory();
    const outbox = await open(dataDir);
    await outbox.close();
    const phone = anAppAddress();
    expect(await outbox.pushes.send(aPush({ id: 'one' }), [phone])).toMatchObject([{ outcome: { retryAfterMs: 0 } }]);
    expect(await outbox.emails.send(anEmail())).toEqual({ retryAfterMs: 0 });
    expect(outbox.entries()).toEqual([]);
    expect(await (await open(dataDir)).pushes.send(aPush({ id: 'one' }), [phone])).toMatchObject([{ outcome: 'sent' }]);
  });

  it.each(['no JSON', '{}', '{"channel":"push","id":1}', 'null'])('is not opened with %j in its file', async (line) => {
    const dataDir = await aDirectory();
    await (await open(dataDir)).close();
    await appendFile(fileOf(dataDir), `${line}\n`);
    await expect(open(dataDir)).rejects.toThrow(/unable to open the outbox; .*entries.jsonl is damaged/);
  });
});
