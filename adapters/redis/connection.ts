import { createClient } from '@redis/client';
import { asStoreError } from './errors.ts';

const connectingInMs = 1_000;
/** A server that is there answers within a millisecond or two: after this long it is taken for gone. */
const answeringInMs = 1_500;
const firstPauseInMs = 50;
const longestPauseInMs = 2_000;

export interface RedisServer {
  /** `redis://` or `rediss://`, with user and password where the server wants them. */
  readonly url: string;
  /** From 0 to 1, so that many clients do not come back to a restarted server all at once. */
  readonly random: () => number;
}

type Client = ReturnType<typeof clientOf>;

interface Link {
  readonly client: Client;
  /** Settles with the first attempt to connect. Later ones are made in the background. */
  readonly attempted: Promise<void>;
}

/**
 * The way to one Redis or Valkey server: made by the first request, made again whenever it breaks. A request is never kept
 * for later: while the server is away it fails at once, and where an answer is overdue the connection is given up, with
 * whatever waits behind it.
 */
export class RedisConnection {
  readonly #server: RedisServer;
  #link: Link | undefined;

  constructor(server: RedisServer) {
    this.#server = server;
  }

  /**
   * Runs commands; what is asked for in one go travels together. `doing` completes "unable to …".
   * @throws {StoreBusy} within a second or two when the server is away, does not answer or cannot serve now.
   * @throws {StoreBroken} when the server refuses for good: a wrong password, a key of another type.
   */
  async ask<Answer>(doing: string, commands: (client: Client) => Promise<Answer>): Promise<Answer> {
    const link = (this.#link ??= connect(this.#server));
    try {
      return await within(answeringInMs, async () => {
        if (!link.client.isReady) await link.attempted;
        if (!link.client.isReady) throw new Error('the connection broke and is being made again');
        return commands(link.client);
      });
    } catch (cause) {
      if (cause instanceof Overdue) this.#giveUp(link);
      throw asStoreError(doing, cause);
    }
  }

  /** Lets go of the server. What is in flight fails. */
  close(): void {
    if (this.#link !== undefined) this.#giveUp(this.#link);
  }

  #giveUp(link: Link): void {
    if (this.#link === link) this.#link = undefined;
    link.client.destroy();
  }
}

function connect(server: RedisServer): Link {
  const client = clientOf(server);
  const attempted = new Promise<void>((resolve, reject) => {
    client
      .once('ready', resolve)
      .once('error', reject)
      .once('end', () => reject(new Error('the connection was closed')));
  });
  // Whoever asks is told. Unheard, an `error` event or a rejection would end the process.
  attempted.catch(() => undefined);
  client.on('error', () => undefined);
  client.connect().catch(() => undefined);
  return { client, attempted };
}

const clientOf = ({ url, random }: RedisServer) =>
  createClient({
    url,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: connectingInMs,
      reconnectStrategy: (retries) => {
        const pause = Math.min(firstPauseInMs * 2 ** Math.min(retries, 10), longestPauseInMs);
        return Math.round(pause * (0.5 + random() / 2));
      },
    },
  });

/** An answer did not come in time. */
class Overdue extends Error {
  override readonly name = 'Overdue';
}

async function within<Answer>(milliseconds: number, run: () => Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([run(), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
