import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Live, ON_MESSAGE } from '../support/live.ts';
import { startParley, type Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import { startRedis, type RedisUnderTest } from '../support/redis-server.ts';
import { read, say, Watch } from '../presence/words.ts';

const redis = await startRedis();

if ('unavailable' in redis) {
  it('F7: chat works while Redis is away', (context) => context.skip(redis.unavailable));
} else {
  describe('F7: the Redis server that keeps presence goes away', () => f7(redis));
}

function f7(server: RedisUnderTest): void {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley({ env: { REDIS_URL: server.url } });
  });
  afterAll(async () => {
    await parley.stop();
    await server.close();
  });

  it('chat works meanwhile, presence is to be asked again, and is back with the server', async () => {
    const [ann, bob] = await people(parley, 'ann', 'bob');
    const { id } = await ann.createSession([bob.userId]);
    const live = await Live.connect(parley.url, await parley.token('ann'));
    const watching = await Watch.start(live, 'presence', id, bob);
    await say(bob, { status: 'ONLINE' });
    await watching.until((heard) => heard.length === 1);

    await server.stop();
    await expect(say(bob, { status: 'BUSY' })).rejects.toThrow('TryAgain');
    await expect(read(ann, id, bob)).rejects.toThrow('TryAgain');
    const again = await Watch.start(live, 'again', id, bob);
    await live.subscribe('messages', ON_MESSAGE, { sessionId: id });
    const [heard, sent] = await Promise.all([
      live.next((frame) => frame.id === 'messages' && frame.type === 'data'),
      ann.send(id, 'one', 'still here'),
    ]);
    expect(heard.payload?.data?.['onMessageSent']).toMatchObject({ id: sent.id });
    expect((await bob.wholeLog(id)).map(({ seq }) => seq)).toEqual([1]);

    await server.start();
    const insist = async (): Promise<void> => {
      const answer = await say(bob, { status: 'AWAY' }).catch(() => undefined);
      if (answer === undefined) await insist();
    };
    await insist();
    await watching.until(() => watching.heard.at(-1)?.status === 'AWAY');
    await again.until(() => again.heard.at(-1)?.status === 'AWAY');
    expect((await read(ann, id, bob))[0]).toMatchObject({ userId: bob.userId, status: 'AWAY' });
    await live.close();
  });
}
