import { describe, expect, it } from 'vitest';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { networkLost } from './errors.ts';
import { Notifications } from './notifications.ts';
import type { Transport, Variables } from './transport.ts';

const entry = (number: number, isSeen = false) => ({
  id: `2026-11-21T12:00:${String(number).padStart(2, '0')}.000Z#x`,
  kind: 'MENTION',
  sessionId: 's',
  sessionName: 'Chess',
  message: { seq: number, senderId: 'ann', senderName: 'Ann', kind: 'TEXT', text: `Hi ${number}` },
  actorId: null,
  role: null,
  createdAt: 'now',
  isSeen,
});

function setUp(count: number) {
  let entries = Array.from({ length: count }, (_, at) => entry(count - at));
  let fails = false;
  /** While set, pages of the list are read and do not arrive. */
  let held: Promise<void> | undefined;
  const asked: (readonly [string, Variables])[] = [];
  const transport: Transport = {
    live: () => () => undefined,
    async request(document, variables) {
      asked.push([document, variables]);
      await Promise.resolve();
      if (fails) throw networkLost();
      if (document.includes('markNotificationsSeen')) {
        entries = entries.map((one) => ({ ...one, isSeen: one.isSeen || one.id <= String(variables['upTo']) }));
        return { markNotificationsSeen: entries.filter(({ isSeen }) => !isSeen).length };
      }
      const after = variables['after'];
      const from = typeof after === 'string' ? entries.findIndex(({ id }) => id === after) + 1 : 0;
      const items = entries.slice(from, from + Number(variables['limit']));
      const pageInfo = { endCursor: items.at(-1)?.id ?? null, hasNextPage: from + items.length < entries.length };
      const unseenCount = entries.filter(({ isSeen }) => !isSeen).length;
      await held;
      return { notifications: { items, pageInfo, unseenCount } };
    },
  };
  const world = new FakeWorld();
  const notifications = new Notifications({ transport, world });
  const comes = (number: number) => {
    entries = [entry(number), ...entries];
  };
  const holds = () => {
    let release = (): void => undefined;
    held = new Promise((resolve) => (release = resolve));
    return () => {
      held = undefined;
      release();
    };
  };
  return { notifications, world, asked, comes, holds, breaks: (isSo: boolean) => (fails = isSo) };
}

const texts = ({ state }: Notifications) => state.get().items.map(({ message }) => message?.text);

describe('The list of notifications', () => {
  it('is asked for when somebody looks at it, and not before', async () => {
    const { notifications, asked, world } = setUp(2);
    notifications.heard();
    await world.pass(60_000);
    await settled();
    expect(asked).toEqual([]);
    expect(notifications.state.get().status).toBe('idle');
    await notifications.refresh();
    expect(texts(notifications)).toEqual(['Hi 2', 'Hi 1']);
    expect(notifications.state.get()).toMatchObject({ status: 'ready', unseenCount: 2, more: 'none' });
  });

  it('is read again once for a burst of live events, a moment later', async () => {
    const { notifications, asked, comes, world } = setUp(1);
    await notifications.refresh();
    for (const number of [2, 3, 4]) {
      comes(number);
      notifications.heard();
    }
    await world.pass(1_500);
    await settled();
    expect(asked).toHaveLength(2);
    expect(texts(notifications)).toEqual(['Hi 4', 'Hi 3', 'Hi 2', 'Hi 1']);
  });

  it('is looked at once more where what came live was not in it yet, and then no more', async () => {
    const { notifications, asked, comes, world } = setUp(1);
    await notifications.refresh();
    notifications.heard();
    await world.pass(1_500);
    await settled();
    expect(texts(notifications)).toEqual(['Hi 1']);
    comes(2);
    await world.pass(8_000);
    await settled();
    expect(texts(notifications)).toEqual(['Hi 2', 'Hi 1']);
    notifications.heard();
    await world.pass(60_000);
    await settled();
    expect(asked).toHaveLength(5);
    notifications.heard();
    notifications.close();
    await world.pass(60_000);
    await settled();
    expect(asked).toHaveLength(5);
  });

  it('is looked at once more also where something else was in it already', async () => {
    const { notifications, comes, world } = setUp(1);
    await notifications.refresh();
    notifications.heard();
    comes(2);
    await world.pass(1_500);
    expect(texts(notifications)).toEqual(['Hi 2', 'Hi 1']);
    comes(3);
    await world.pass(8_000);
    await settled();
    expect(texts(notifications)).toEqual(['Hi 3', 'Hi 2', 'Hi 1']);
  });

  it('takes changes of how one wants to be notified in turn', async () => {
    const { notifications, asked } = setUp(1);
    const [first, second] = [{ digest: true }, { digest: false }].map((input) => notifications.updateSettings(input));
    expect(asked.map(([, variables]) => variables)).toEqual([{ input: { digest: true } }]);
    await Promise.allSettled([first, second]);
    expect(asked.map(([, variables]) => variables)).toEqual([
      { input: { digest: true } },
      { input: { digest: false } },
    ]);
  });

  it('pages on, and keeps what was paged over a refresh', async () => {
    const { notifications, comes } = setUp(50);
    await notifications.refresh();
    expect(notifications.state.get()).toMatchObject({ more: 'some', unseenCount: 50 });
    await notifications.loadMore();
    expect(notifications.state.get().items).toHaveLength(50);
    comes(51);
    await notifications.refresh();
    expect(texts(notifications)).toEqual(Array.from({ length: 51 }, (_, at) => `Hi ${51 - at}`));
    expect(notifications.state.get().more).toBe('none');
  });

  it('is seen up to its newest entry, at once and without asking twice', async () => {
    const { notifications, asked } = setUp(3);
    await notifications.refresh();
    const seen = notifications.markSeen();
    expect(notifications.state.get()).toMatchObject({ unseenCount: 0, items: [{ isSeen: true }, {}, {}] });
    await seen;
    await notifications.markSeen();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.[1]).toEqual({ upTo: entry(3).id });
  });

  it('stays seen when an answer from before it was looked at comes late', async () => {
    const { notifications, holds, comes } = setUp(3);
    await notifications.refresh();
    const release = holds();
    const late = notifications.refresh();
    await settled();
    await notifications.markSeen();
    release();
    await late;
    expect(notifications.state.get()).toMatchObject({ unseenCount: 0, items: [{ isSeen: true }, {}, {}] });
    comes(4);
    await notifications.refresh();
    expect(notifications.state.get()).toMatchObject({
      unseenCount: 1,
      items: [{ isSeen: false }, { isSeen: true }, {}, {}],
    });
  });

  it('keeps what it holds while the network is away', async () => {
    const { notifications, breaks } = setUp(2);
    await notifications.refresh();
    breaks(true);
    await notifications.refresh();
    expect(notifications.state.get()).toMatchObject({ status: 'failed', error: { code: 'NetworkLost' } });
    expect(texts(notifications)).toEqual(['Hi 2', 'Hi 1']);
    breaks(false);
    await notifications.refresh();
    expect(notifications.state.get()).not.toHaveProperty('error');
  });
});
