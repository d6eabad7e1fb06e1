import type { Presences } from '../../application/ports/presences.ts';
import type { RedisConnection, RedisServer } from './connection.ts';

export interface OpenPresences {
  readonly presences: Presences;
  /** Lets go of the server. What is in flight fails. */
  close(): void;
}

interface Loaded {
  readonly presences: Presences;
  readonly connection: RedisConnection;
}

/** Presence on one server. The client takes a third of a second to load, so that only the first request loads it. */
export function openPresences(server: RedisServer): OpenPresences {
  let loading: Promise<Loaded> | undefined;
  const loaded = (): Promise<Loaded> => (loading ??= load(server));
  return {
    presences: {
      note: async (user, sign) => (await loaded()).presences.note(user, sign),
      of: async (users) => (await loaded()).presences.of(users),
    },
    close: () => void loading?.then(({ connection }) => connection.close()),
  };
}

async function load(server: RedisServer): Promise<Loaded> {
  const [{ RedisConnection }, { RedisPresences }] = await Promise.all([
    import('./connection.ts'),
    import('./presences.ts'),
  ]);
  const connection = new RedisConnection(server);
  return { presences: new RedisPresences(connection), connection };
}
