import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { field, text } from '../decode.ts';
import { message } from '../message.ts';
import type { KeptMessage, Outbox, OutboxEars, OutboxHandle, OutboxWord } from './outbox.ts';
import { WebTurn } from './web-turn.ts';
import type { Locks } from './web-turn.ts';

export interface IndexedDbOutboxOptions {
  /** The database's name. Default: `parley`. */
  readonly name?: string;
  /** Default: the browser's, where it has any. */
  readonly locks?: Locks | undefined;
}

interface Row {
  readonly userId: string;
  readonly key: string;
  /** The order in which a user's messages came. */
  readonly place: number;
  readonly kept: KeptMessage;
}

interface Schema extends DBSchema {
  outbox: { key: [string, string]; value: Row; indexes: { inOrder: [string, number] } };
}

type Database = IDBPDatabase<Schema>;

const browserLocks = (): Locks | undefined =>
  typeof navigator === 'object' && 'locks' in navigator ? navigator.locks : undefined;

/** An outbox in the browser's own database: it outlives reload and crash, and the tabs of a user share it. */
export const indexedDbOutbox = ({ name = 'parley', locks = browserLocks() }: IndexedDbOutboxOptions = {}): Outbox => ({
  open: (userId, ears) => handleOf(name, userId, locks, ears),
});

const handleOf = (name: string, userId: string, locks: Locks | undefined, ears: OutboxEars): OutboxHandle => {
  const channel = channelOf(`${name}.outbox.${userId}`, ears);
  const turn = new WebTurn({ locks, name: `${name}.outbox.${userId}`, gained: ears.gained, lost: ears.lost });
  const databases = openLazily(name);
  const all = (): IDBKeyRange => IDBKeyRange.bound([userId, 0], [userId, Number.POSITIVE_INFINITY]);
  return {
    async read() {
      const database = await databases.get();
      return (await database.getAllFromIndex('outbox', 'inOrder', all())).map(({ kept }) => kept);
    },
    async put(kept) {
      const database = await databases.get();
      const transaction = database.transaction('outbox', 'readwrite');
      const before = await transaction.store.get([userId, kept.key]);
      const last = before === undefined ? await transaction.store.index('inOrder').openKeyCursor(all(), 'prev') : null;
      const place = before?.place ?? (last?.key[1] ?? 0) + 1;
      await transaction.store.put({ userId, key: kept.key, place, kept });
      await transaction.done;
    },
    async remove(key) {
      await (await databases.get()).delete('outbox', [userId, key]);
    },
    async clear() {
      const database = await databases.get();
      const transaction = database.transaction('outbox', 'readwrite');
      for (const key of await transaction.store.index('inOrder').getAllKeys(all())) await transaction.store.delete(key);
      await transaction.done;
    },
    tell: (word) => channel?.postMessage(word),
    awaitTurn: () => turn.wait(),
    seizeTurn: () => turn.seize(),
    close() {
      turn.close();
      channel?.close();
      databases.close();
    },
  };
};

/** The database is opened when it is first asked for, and again after the browser closed it. */
const openLazily = (name: string) => {
  let opened: Promise<Database> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return {
    get(): Promise<Database> {
      opened ??= openDB<Schema>(name, 1, {
        upgrade(database) {
          const store = database.createObjectStore('outbox', { keyPath: ['userId', 'key'] });
          store.createIndex('inOrder', ['userId', 'place']);
        },
        // A newer page wants to change the database: it is not held up by this one.
        blocking(_version, _next, event) {
          if (event.target instanceof IDBDatabase) event.target.close();
          forget();
        },
        terminated: forget,
      }).catch((cause: unknown) => {
        forget();
        throw cause;
      });
      return opened;
    },
    close() {
      opened?.then(
        (database) => database.close(),
        () => undefined,
      );
      forget();
    },
  };
};

const channelOf = (name: string, ears: OutboxEars): BroadcastChannel | undefined => {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const word = wordOf(data);
    if (word !== undefined) ears.heard(word);
  };
  return channel;
};

/** A word of another page, which may be of another version: what it does not know is no word. */
const wordOf = (data: unknown): OutboxWord | undefined => {
  try {
    const kind = field(data, 'kind', 'word', text);
    if (kind === 'sent') return { kind, message: field(data, 'message', 'word', message) };
    return kind === 'changed' || kind === 'here' || kind === 'wake' ? { kind } : undefined;
  } catch {
    return undefined;
  }
};
