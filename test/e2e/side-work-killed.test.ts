import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboxOf, until } from '../notifications/outbox.ts';
import type { Person, SentMessage } from '../support/graphql.ts';
import { often } from '../support/in-full.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const kills = often(2, 3);
const acksPerRound = 15;

const REGISTER = `mutation Register($input: RegisterDeviceInput!) { registerDevice(input: $input) { deviceId } }`;
const NO_DIGEST = `mutation NoDigest { updateNotificationSettings(input: { digest: false, emailEnabled: false }) { digest } }`;

/** F12, behind the log: the process is killed while it follows what was written. */
describe('F12: kill -9 while the stream is read and jobs are done', () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley();
  }, 120_000);
  afterAll(() => parley.stop());

  it('pushes every acknowledged message to the device all the same, and each as one notification', async () => {
    const [ann, bob] = await people(parley, 'ann', 'bob');
    const { id } = await ann.createSession(['bob']);
    await bob.get('registerDevice', REGISTER, {
      input: { deviceId: 'phone', platform: 'IOS', token: 'the-phone-of-bob' },
    });
    await bob.get('updateNotificationSettings', NO_DIGEST);

    const acknowledged = new Map<string, SentMessage>();
    for (let round = 0; round < kills; round += 1) {
      const [sender] = await people(parley, 'ann');
      await untilEnough(sender, id, round, acknowledged);
      parley = await parley.restart('SIGKILL');
    }

    const pushed = async () => (await outboxOf(parley.url, 'bob')).filter(({ category }) => category === 'message');
    const all = await until(async () => {
      const found = new Set((await pushed()).map(({ data }) => data?.['messageId']));
      return [...acknowledged.keys()].every((messageId) => found.has(messageId)) ? found : undefined;
    }, 90_000);
    expect(all.size).toBeGreaterThanOrEqual(kills * acksPerRound);
    // A push that was cut off after it went out goes out again under its own name, and a device shows one of both.
    for (const push of await pushed()) {
      expect(push).toMatchObject({ deviceId: 'phone', collapseId: push.data?.['messageId'] });
    }
    const letters = await (await fetch(`${parley.url}/dev/dead-letters`)).json();
    expect(letters).toEqual([]);
  }, 240_000);
});

/** Sends until so many are acknowledged; more are under way when it returns. */
async function untilEnough(
  sender: Person,
  sessionId: string,
  round: number,
  acknowledged: Map<string, SentMessage>,
): Promise<void> {
  for (let n = 0; n < acksPerRound; n += 1) {
    const message = await sender.send(sessionId, `${round}-${n}`, `message ${n} of round ${round}`);
    acknowledged.set(message.id, message);
  }
  void sender.send(sessionId, `${round}-last`, 'under way').catch(() => undefined);
}
