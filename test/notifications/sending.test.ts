import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnsweredEntry } from '../support/calls.ts';
import { INITIATE, onCall } from '../support/calls.ts';
import { Person, SEND } from '../support/graphql.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { outboxOf, until } from './outbox.ts';

const REGISTER = `mutation Register($input: RegisterDeviceInput!) {
  registerDevice(input: $input) { deviceId platform locale timeZone registeredAt confirmedAt }
}`;
const NOTIFICATIONS = `query Notifications { notifications {
  items { id kind sessionId sessionName message { senderId text } actorId role isSeen } unseenCount pageInfo { hasNextPage }
} }`;

describe('notifications, on the whole product', () => {
  let parley: ProductUnderTest;
  beforeAll(async () => {
    parley = await startProduct();
  }, 120_000);
  afterAll(() => parley.stop());

  const person = async (name: string) => new Person(name, parley.url, await parley.token(name));
  const phone = { deviceId: 'phone', platform: 'IOS', token: 'a-token-of-this-phone' };

  it('push a message once to each device, and to nobody who said it', async () => {
    const [ann, bob] = [await person('ann'), await person('bob')];
    await bob.get('registerDevice', REGISTER, { input: { ...phone, token: 'bob-phone' } });
    await bob.get('registerDevice', REGISTER, {
      input: { deviceId: 'tablet', platform: 'ANDROID', token: 'bob-tablet' },
    });
    await ann.get('registerDevice', REGISTER, { input: { ...phone, token: 'ann-phone' } });
    const session = await ann.createSession(['bob'], { name: 'Fractions' });
    const message = await ann.send(session.id, 'm-1', 'A half and a third?');
    const pushes = await until(async () => {
      const found = (await outboxOf(parley.url, 'bob')).filter(({ category }) => category === 'message');
      return found.length >= 2 ? found : undefined;
    });
    expect(pushes.map(({ deviceId }) => deviceId).sort()).toEqual(['phone', 'tablet']);
    expect(pushes[0]).toMatchObject({
      userId: 'bob',
      channel: 'push',
      title: 'ann in Fractions',
      body: 'A half and a third?',
      badge: 1,
      collapseId: message.id,
      threadId: session.id,
      data: { kind: 'message', sessionId: session.id, messageId: message.id },
    });
    expect((await outboxOf(parley.url, 'ann')).filter(({ category }) => category === 'message')).toEqual([]);
    // Nobody of them is there: one e-mail a session.
    const mails = (await outboxOf(parley.url, 'bob')).filter(({ channel }) => channel === 'email');
    expect(mails).toMatchObject([{ to: 'bob@users.invalid', title: 'ann in Fractions', body: 'A half and a third?' }]);
  });

  it('clear what was read on another device, with the badge as it is then', async () => {
    const [cat, dan] = [await person('cat'), await person('dan')];
    await dan.get('registerDevice', REGISTER, { input: { ...phone, token: 'dan-phone' } });
    const session = await cat.createSession(['dan']);
    const message = await cat.send(session.id, 'm-1', 'Hello');
    const pushed = async (category: string) =>
      (await outboxOf(parley.url, 'dan')).filter((entry) => entry.category === category);
    await until(async () => ((await pushed('message')).length > 0 ? true : undefined));
    const READ = `mutation Read($messageId: ID!) { markMessageAsRead(messageId: $messageId) {
      sessionId userId lastReadSeq readAt lastDeliveredSeq audience } }`;
    await dan.get('markMessageAsRead', READ, { messageId: message.id });
    const [clear] = await until(async () => {
      const found = await pushed('clear');
      return found.length > 0 ? found : undefined;
    });
    expect(clear).toMatchObject({ deviceId: 'phone', title: null, body: null, badge: 0, threadId: session.id });
  });

  it('ring for a call, stop when it does, and tell of one that was missed', async () => {
    const [gus, hal] = [await person('gus'), await person('hal')];
    await hal.get('registerDevice', REGISTER, { input: { ...phone, token: 'hal-phone' } });
    const session = await gus.createSession(['hal'], { name: 'Fractions' });
    const pushed = async (category: string) =>
      until(async () => (await outboxOf(parley.url, 'hal')).find((entry) => entry.category === category));
    const { call } = await gus.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId: session.id } });
    expect(await pushed('call')).toMatchObject({
      ...{ deviceId: 'phone', title: 'Fractions', body: 'Incoming video call' },
      data: { kind: 'call', sessionId: session.id, callId: call.id, callerId: 'gus' },
    });
    await gus.get('endCall', onCall('endCall'), { callId: call.id });
    expect((await pushed('clear')).data).toMatchObject({ kind: 'call-over', callId: call.id });
    expect(await pushed('missed-call')).toMatchObject({ title: 'Fractions', body: 'Missed call' });
    const page = await hal.get<{ readonly items: readonly object[]; readonly unseenCount: number }>(
      'notifications',
      NOTIFICATIONS,
      {},
    );
    expect(page.items[0]).toMatchObject({ kind: 'MISSED_CALL', sessionId: session.id, actorId: 'gus', isSeen: false });
    expect(page.unseenCount).toBe(page.items.length);
  });

  it('are listed for oneself, and counted until they are seen', async () => {
    const [eve, fay] = [await person('eve'), await person('fay')];
    const session = await eve.createSession(['fay'], { name: 'Chess' });
    await eve.get('sendMessage', SEND, {
      input: { sessionId: session.id, clientMessageId: 'm-1', content: { text: 'Hi @fay' }, mentions: ['fay'] },
    });
    interface Page {
      readonly items: readonly { readonly id: string; readonly kind: string }[];
      readonly unseenCount: number;
    }
    const page = await until(async () => {
      const found = await fay.get<Page>('notifications', NOTIFICATIONS);
      return found.items.length >= 2 ? found : undefined;
    });
    expect(page).toMatchObject({
      items: [
        { kind: 'MENTION', sessionName: 'Chess', message: { senderId: 'eve', text: 'Hi @fay' }, isSeen: false },
        { kind: 'ADDED', sessionName: 'Chess', message: null, actorId: 'eve', isSeen: false },
      ],
      unseenCount: 2,
    });
    const seen = await fay.get(
      'markNotificationsSeen',
      'mutation Seen($id: ID!) { markNotificationsSeen(upTo: $id) }',
      {
        id: page.items[1]?.id,
      },
    );
    expect(seen).toBe(1);
  });
});
