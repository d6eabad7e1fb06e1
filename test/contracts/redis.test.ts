import { afterAll, expect, it } from 'vitest';
import { RedisConnection } from '../../adapters/redis/connection.ts';
import { RedisPresences } from '../../adapters/redis/presences.ts';
import { signOf } from '../../domain/presence/device-sign.ts';
import { later } from '../../domain/shared/instant.ts';
import { granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { startRedis } from '../support/redis-server.ts';
import { presencesContract } from './presences.contract.ts';

const redis = await startRedis();

if ('unavailable' in redis) {
  it('keeps the contracts on Redis', (context) => context.skip(redis.unavailable));
} else {
  const connection = new RedisConnection({ url: redis.url, random: Math.random });
  afterAll(async () => {
    connection.close();
    await redis.close();
  });
  const presences = new RedisPresences(connection);
  presencesContract('Redis', async () => ({ presences }));

  it('keeps no more than twenty devices of a user, for thirty days', async () => {
    const user = aUser();
    for (let nth = 0; nth < 22; nth += 1) {
      const word = { deviceId: `device-${nth}`, status: 'ONLINE', note: null } as const;
      await presences.note(user, granted(signOf(word, later(noon, nth))));
    }
    const hash = `parley:presence:${user}`;
    const fields = await connection.ask('look', (client) => client.hKeys(hash));
    expect(fields.filter((field) => field !== 'told')).toHaveLength(20);
    const thirtyDays = 30 * 24 * 60 * 60;
    expect(await connection.ask('look', (client) => client.ttl(hash))).toBeGreaterThan(thirtyDays - 600);
  });
}
