import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RedisConnection } from '../../adapters/redis/connection.ts';
import { RedisPresences } from '../../adapters/redis/presences.ts';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';
import { signOf } from '../../domain/presence/device-sign.ts';
import { granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { startRedis, type RedisUnderTest } from '../support/redis-server.ts';

const sign = granted(signOf({ deviceId: 'laptop', status: 'ONLINE', note: null }, noon));

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Presences on a server, through a connection that pauses as shortly as it may. */
function presencesAt(url: string): RedisPresences {
  const connection = new RedisConnection({ url, random: () => 0 });
  closing.push(() => connection.close());
  return new RedisPresences(connection);
}

const answered = async (presences: RedisPresences): Promise<boolean> => {
  try {
    await presences.note(aUser(), sign);
    return true;
  } catch (error) {
    if (error instanceof StoreBusy) return false;
    throw error;
  }
};

/** Asks until there is an answer: the connection is made again in the background. */
async function untilAnswered(presences: RedisPresences): Promise<void> {
  while (!(await answered(presences))) await new Promise((resolve) => setTimeout(resolve, 20));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to go on; the server has no port');
  return address.port;
}

describe('presence while its Redis server is away', () => {
  it('is busy at once where there is no server, and writes nothing to the process for it', async () => {
    const presences = presencesAt('redis://127.0.0.1:1');
    const rounds = Array.from({ length: 20 }, () => answered(presences));
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => false));
    await expect(presences.of([aUser()])).rejects.toThrow(StoreBusy);
  });

  it('is busy where a server takes the connection and never says a word', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets = new Set<Socket>();
    silent.on('connection', (socket) => sockets.add(socket));
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const presences = presencesAt(`redis://127.0.0.1:${portOf(silent)}`);
    expect(await Promise.all([answered(presences), answered(presences)])).toEqual([false, false]);
    expect(await answered(presences)).toBe(false);
  });

  const redis = (test: (server: RedisUnderTest) => Promise<void>, more?: readonly string[]) => {
    return async (context: { skip(why: string): unknown }): Promise<void> => {
      const server = await startRedis(more);
      if ('unavailable' in server) {
        context.skip(server.unavailable);
        return;
      }
      closing.push(() => server.close());
      await test(server);
    };
  };

  it(
    'works again once a server that went away is back, and is busy between',
    redis(async (server) => {
      const presences = presencesAt(server.url);
      expect(await answered(presences)).toBe(true);
      await server.stop();
      expect(await answered(presences)).toBe(false);
      expect(await answered(presences)).toBe(false);
      await server.start();
      await untilAnswered(presences);
    }),
  );

  it(
    'is busy while a server that is there answers nothing, and works again once it does',
    redis(async (server) => {
      const presences = presencesAt(server.url);
      expect(await answered(presences)).toBe(true);
      server.freeze();
      try {
        expect(await Promise.all([answered(presences), answered(presences)])).toEqual([false, false]);
        expect(await answered(presences)).toBe(false);
      } finally {
        server.resume();
      }
      await untilAnswered(presences);
    }),
  );

  it(
    'gives up a connection on which nothing comes back, and makes another',
    redis(async (server) => {
      const { port } = new URL(server.url);
      const sockets: Socket[] = [];
      // The first connection leads nowhere, as one whose other end vanished without a word.
      const proxy = createServer((socket) => {
        sockets.push(socket.on('error', () => undefined));
        if (sockets.length === 1) return;
        const behind = connect(Number(port), '127.0.0.1').on('error', () => undefined);
        socket.pipe(behind).pipe(socket);
      }).listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      closing.push(() => {
        for (const socket of sockets) socket.destroy();
        proxy.close();
      });
      const presences = presencesAt(`redis://127.0.0.1:${portOf(proxy)}`);
      expect(await answered(presences)).toBe(false);
      expect(await answered(presences)).toBe(true);
    }),
  );

  it(
    'is busy while the server has no memory left',
    redis(
      async (server) => expect(await answered(presencesAt(server.url))).toBe(false),
      ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'],
    ),
  );

  it(
    'says that it is broken where the server wants a password that it was not given',
    redis(
      async (server) => {
        await expect(presencesAt(server.url).note(aUser(), sign)).rejects.toThrow(StoreBroken);
        const withPassword = server.url.replace('redis://', 'redis://:open-sesame@');
        expect(await answered(presencesAt(withPassword))).toBe(true);
      },
      ['--requirepass', 'open-sesame'],
    ),
  );

  it(
    'says that it is broken where something else stands in its place',
    redis(async (server) => {
      const connection = new RedisConnection({ url: server.url, random: () => 0 });
      closing.push(() => connection.close());
      const user = aUser();
      const presences = new RedisPresences(connection);
      await connection.ask('prepare', (client) => client.set(`parley:presence:${user}`, 'text'));
      await expect(presences.note(user, sign)).rejects.toThrow(StoreBroken);
      await connection.ask('prepare', (client) => client.del(`parley:presence:${user}`));
      await connection.ask('prepare', (client) =>
        client.hSet(`parley:presence:${user}`, 'device#laptop', '{"status":7}'),
      );
      await expect(presences.of([user])).rejects.toThrow(StoreBroken);
    }),
  );
});
