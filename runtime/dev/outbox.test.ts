import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openOutbox } from '../../adapters/outbox/outbox.ts';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { anAppAddress, anEmail, aPush } from '../../test/builders/notifications.ts';
import { user } from '../../test/builders/people.ts';
import { outboxRoute } from './outbox.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

it('GET /dev/outbox answers what went to one user, or to everyone, oldest first', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'outbox-'));
  cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
  const outbox = await openOutbox({ dataDir, clock: new ManualClock() });
  cleanUps.push(() => outbox.close());
  const [ann, bob] = [user('ann'), user('bob')];
  await outbox.pushes.send(aPush({ title: 'first' }), [anAppAddress({ userId: ann })]);
  await outbox.pushes.send(aPush({ title: 'second' }), [anAppAddress({ userId: bob })]);
  await outbox.emails.send(anEmail({ subject: 'third', userId: ann }));

  const ask = async (query: string): Promise<unknown> => {
    const answer = await outboxRoute(outbox)({
      method: 'GET',
      path: '/dev/outbox',
      query: new URLSearchParams(query),
      headers: {},
      remoteAddress: '127.0.0.1',
      body: async () => Buffer.alloc(0),
    });
    expect(answer.status).toBe(200);
    return typeof answer.body === 'string' ? JSON.parse(answer.body) : undefined;
  };
  expect(await ask('userId=ann')).toMatchObject([{ title: 'first' }, { title: 'third' }]);
  expect(await ask('')).toMatchObject([{ title: 'first' }, { title: 'second' }, { title: 'third' }]);
  expect(await ask('userId=')).toEqual([]);
  expect(await ask('userId=nobody')).toEqual([]);
});
