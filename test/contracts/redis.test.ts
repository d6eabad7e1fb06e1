import { afterAll, it } from 'vitest';
import { RedisConnection } from '../../adapters/redis/connection.ts';
import { RedisPresences } from '../../adapters/redis/presences.ts';
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
  presencesContract('Redis', async () => ({ presences: new RedisPresences(connection) }));
}
