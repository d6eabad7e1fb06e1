import { describe, expect, it } from 'vitest';
import { messageAt, summaryOf } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { SessionFeed } from './session-feed.ts';

describe('A session feed keeps to its session', () => {
  it('and drops a message of another one, whatever let it through', async () => {
    const server = new FakeServer();
    const world = new FakeWorld();
    const feed = new SessionFeed({ session: summaryOf(), userId: 'ann', transport: server, world });
    server.acknowledge();
    await settled();
    const own = server.write(server.reserve(), 'bob', 'here');
    feed.receive(messageAt(2, { sessionId: '00000000-0000-4000-8000-000000000002', text: 'from outside' }));
    feed.receive(own);
    expect(feed.state.get().messages.map(({ text }) => text)).toEqual(['here']);
    feed.close();
  });
});
