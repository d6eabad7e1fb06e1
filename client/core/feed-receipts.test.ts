import { describe, expect, it } from 'vitest';
import { systemAt, theSession } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { settled } from '../../test/client/fake-world.ts';
import { filled, openFeed } from '../../test/client/open-feed.ts';

describe('How far an own message got', () => {
  it('is what everyone else received and read, and never goes back', async () => {
    const server = new FakeServer();
    for (const userId of ['bob', 'cat']) server.receipts.set(userId, { lastReadSeq: 0, lastDeliveredSeq: 0 });
    const { feed, rows } = await openFeed({ server });
    await feed.send('hello').sent;
    const state = () => rows()[0]?.progress.state;
    expect(state()).toBe('sent');
    server.receipt('bob', 1);
    expect(state()).toBe('sent');
    server.receipt('cat', 0, 1);
    expect(state()).toBe('delivered');
    server.receipt('cat', 1);
    expect(state()).toBe('read');
    expect(feed.receipts.readersOf(1)).toEqual(['bob', 'cat']);
    server.receipt('cat', 0, 0);
    expect(state()).toBe('read');
  });

  it('is asked for again after each acknowledgement, and when members come or go', async () => {
    const server = new FakeServer();
    const { feed, rows, world } = await openFeed({ server });
    await feed.send('hello').sent;
    server.cut();
    server.receipts.set('bob', { lastReadSeq: 1, lastDeliveredSeq: 1 });
    server.acknowledge();
    await settled();
    expect(rows()[0]?.progress.state).toBe('read');
    server.receipts.set('dan', { lastReadSeq: 0, lastDeliveredSeq: 0 });
    server.say(systemAt(server.reserve(), { event: 'MEMBERS_JOINED', userIds: ['dan'] }));
    await world.pass(1_000);
    expect(rows()[0]?.progress.state).toBe('sent');
  });

  it('is caught up with where another device of this user moved it unheard', async () => {
    const { server, feed } = await openFeed({ server: filled(2) });
    server.cut();
    server.receipts.set('ann', { lastReadSeq: 2, lastDeliveredSeq: 2 });
    server.acknowledge();
    await settled();
    expect(feed.state.get().lastReadSeq).toBe(2);
    server.receipts.set('ann', { lastReadSeq: 1, lastDeliveredSeq: 1 });
    server.acknowledge();
    await settled();
    expect(feed.state.get().lastReadSeq).toBe(2);
  });

  it('is not known in a session too large to tell', async () => {
    const { feed, rows } = await openFeed({ session: { memberCount: 51 } });
    await feed.send('hello').sent;
    expect(rows()[0]?.progress.state).toBe('sent');
  });

  it('is told to others in turn: received at most once in a while, and not where it was read as well', async () => {
    const { server, feed, world } = await openFeed();
    for (const text of ['one', 'two', 'three']) server.post('bob', text);
    await world.pass(500);
    expect(server.asked('MarkMessageAsDelivered')).toBe(1);
    expect(server.deliveredSeq).toBe(3);
    server.post('bob', 'four');
    feed.markRead();
    await world.pass(1_000);
    expect(server.asked('MarkMessageAsDelivered')).toBe(1);
    expect(server.readSeq).toBe(4);
  });

  it('is never told back, whatever older messages come by', async () => {
    const { server, feed, world } = await openFeed({ server: filled(60) });
    await feed.loadOlder();
    await world.pass(1_000);
    expect(server.requests.filter(({ name }) => name === 'MarkMessageAsDelivered')).toMatchObject([
      { variables: { messageId: `${theSession}.60` } },
    ]);
  });

  it('is not told in a session too large to tell', async () => {
    const { server, world } = await openFeed({ session: { memberCount: 51 } });
    server.post('bob', 'one');
    await world.pass(500);
    expect(server.asked('MarkMessageAsDelivered')).toBe(0);
  });

  it('moves this device along with the others of the same user', async () => {
    const { server, feed, world } = await openFeed({ server: filled(3) });
    server.receipt('ann', 2);
    expect(feed.state.get().lastReadSeq).toBe(2);
    feed.markRead();
    server.receipt('ann', 3);
    await world.pass(1_000);
    expect(server.asked('MarkMessageAsRead')).toBe(0);
  });
});
