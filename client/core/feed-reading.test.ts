import { describe, expect, it } from 'vitest';
import { settled } from '../../test/client/fake-world.ts';
import { openFeed } from '../../test/client/open-feed.ts';

describe('Typing and reading', () => {
  it('shows typists until they lapse, send, or stop; never oneself', async () => {
    const { server, feed, world } = await openFeed();
    const ids = () => feed.typing.get().map(({ userId }) => userId);
    server.type('ann');
    server.type('bob');
    server.type('cat');
    expect(ids()).toEqual(['bob', 'cat']);
    server.post('bob', 'typed');
    expect(ids()).toEqual(['cat']);
    await world.pass(2_900);
    server.type('cat');
    await world.pass(2_900);
    expect(ids()).toEqual(['cat']);
    await world.pass(100);
    expect(ids()).toEqual([]);
    server.type('bob');
    server.type('bob', false);
    expect(ids()).toEqual([]);
  });

  it('shows nobody as typing what they have sent, however late their typing is told', async () => {
    const { server, feed } = await openFeed();
    const { seq } = server.post('bob', 'typed');
    server.type('bob', true, seq - 1);
    expect(feed.typing.get()).toEqual([]);
    server.type('bob', true, seq);
    expect(feed.typing.get()).toEqual([{ userId: 'bob', userName: null }]);
  });

  it('tells of its own typing at most once in 2.5 seconds, and anew after a message', async () => {
    const { server, feed, world } = await openFeed();
    for (let n = 0; n < 10; n++) {
      feed.typed();
      await world.pass(300);
    }
    expect(server.asked('SendTypingIndicator')).toBe(2);
    await feed.send('done').sent;
    feed.typed();
    expect(server.asked('SendTypingIndicator')).toBe(3);
  });

  it('marks a burst of messages as read together, once, and never for own messages', async () => {
    const { server, feed, world } = await openFeed();
    for (const text of ['one', 'two', 'three']) {
      server.post('bob', text);
      feed.markRead();
    }
    await world.pass(500);
    expect(server.asked('MarkMessageAsRead')).toBe(1);
    expect(server.readSeq).toBe(3);
    expect(feed.state.get().lastReadSeq).toBe(3);
    await feed.send('own').sent;
    feed.markRead();
    await world.pass(500);
    expect(server.asked('MarkMessageAsRead')).toBe(1);
  });

  it('marks what was seen when the session is left', async () => {
    const { server, feed } = await openFeed();
    server.post('bob', 'seen');
    feed.markRead();
    feed.close();
    await settled();
    expect(server.readSeq).toBe(1);
  });
});
