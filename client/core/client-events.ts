import type { IncomingCall } from './calls/incoming-calls.ts';
import type { Message } from './message.ts';
import type { OutboxEntry } from './outbox/outgoings.ts';
import type { Gap } from './session-feed-options.ts';

/** What a client tells those who listen, by name. */
export interface ClientEvents {
  /** Somebody else said something, in any session: each message once, and none that is history. */
  readonly message: Message;
  /** As `message`, where this user is mentioned. */
  readonly mention: Message;
  /** A call rings for this user. */
  readonly 'call.incoming': IncomingCall;
  /** In a session that is open something was not told live; it is being read, and nothing is to be done. */
  readonly gap: Gap;
  /** A message is not going to be sent by itself. */
  readonly 'outbox.failed': OutboxEntry;
}

export type ClientEvent = keyof ClientEvents;

type Listeners = { readonly [Name in ClientEvent]: Set<(event: ClientEvents[Name]) => void> };

/** Who listens to what. */
export class EventListeners {
  readonly #listeners: Listeners = {
    message: new Set(),
    mention: new Set(),
    'call.incoming': new Set(),
    gap: new Set(),
    'outbox.failed': new Set(),
  };

  /** Calls `listener` with each event of a name, until the returned function is called. */
  on<Name extends ClientEvent>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    const all: Set<(event: ClientEvents[Name]) => void> = this.#listeners[name];
    // One listener may be added twice and must then be removed twice.
    const own = (event: ClientEvents[Name]): void => listener(event);
    all.add(own);
    return () => all.delete(own);
  }

  tell<Name extends ClientEvent>(name: Name, event: ClientEvents[Name]): void {
    const all: Set<(event: ClientEvents[Name]) => void> = this.#listeners[name];
    for (const listener of [...all]) listener(event);
  }
}

/** So many messages of a session are remembered as told; what is told again so late was told before. */
const remembered = 1_000;

/** Which messages are news: they come by several ways, again and again, and with those that are history. */
export class News {
  readonly #floors = new Map<string, number>();
  readonly #told = new Map<string, Set<number>>();

  /** What a session holds already is no news. Again: nothing. */
  begins(sessionId: string, lastSeq: number): void {
    if (!this.#floors.has(sessionId)) this.#floors.set(sessionId, lastSeq);
  }

  /** Whether a message is heard of for the first time. */
  isNew({ sessionId, seq }: Pick<Message, 'sessionId' | 'seq'>): boolean {
    this.begins(sessionId, seq - 1);
    const told = this.#told.get(sessionId) ?? new Set();
    if (seq <= (this.#floors.get(sessionId) ?? 0) || told.has(seq)) return false;
    this.#told.set(sessionId, told.add(seq));
    if (told.size > remembered) {
      const oldest = Math.min(...told);
      told.delete(oldest);
      this.#floors.set(sessionId, oldest);
    }
    return true;
  }
}

/** The entries of `now` that are not in `before`, by their names. */
export const added = <T>(before: readonly T[], now: readonly T[], nameOf: (one: T) => string): readonly T[] => {
  const known = new Set(before.map(nameOf));
  return now.filter((one) => !known.has(nameOf(one)));
};
