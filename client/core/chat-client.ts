import type { CreateChatSessionInput } from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { SessionSummary } from './model.ts';
import { SessionFeed } from './session-feed.ts';
import { SessionList } from './session-list.ts';
import type { Transport } from './transport.ts';
import { realWorld } from './world.ts';
import type { World } from './world.ts';

export interface ChatClientOptions {
  readonly transport: Transport;
  readonly userId: string;
  readonly world?: World;
}

/** A user's handle on Parley: their sessions, and what happens in those that are open. */
export class ChatClient {
  readonly userId: string;
  readonly sessions: SessionList;
  readonly #transport: Transport;
  readonly #world: World;
  readonly #open = new Map<string, { readonly feed: SessionFeed; holders: number }>();

  constructor({ transport, userId, world = realWorld }: ChatClientOptions) {
    this.userId = userId;
    this.#transport = transport;
    this.#world = world;
    this.sessions = new SessionList(transport);
  }

  /** Opens a session with this user as its owner. @throws {ChatError} */
  async createSession(input: CreateChatSessionInput): Promise<SessionSummary> {
    const created = await ask(this.#transport, documents.createChatSession, { input });
    this.sessions.put(created);
    return created;
  }

  /** A session by its id. @throws {ChatError} `SessionNotFound` where it does not exist, or is not this user's. */
  findSession(sessionId: string): Promise<SessionSummary> {
    return ask(this.#transport, documents.chatSession, { sessionId });
  }

  /** The feed of a session: the same one for all who hold it, closed when the last of them released it. */
  session(session: SessionSummary): {
    readonly feed: SessionFeed;
    readonly release: () => void;
  } {
    const held = this.#open.get(session.id) ?? { feed: this.#feedOf(session), holders: 0 };
    this.#open.set(session.id, held);
    held.holders += 1;
    let released = false;
    return {
      feed: held.feed,
      release: () => {
        if (released) return;
        released = true;
        held.holders -= 1;
        if (held.holders > 0) return;
        this.#open.delete(session.id);
        held.feed.close();
      },
    };
  }

  /** The network is back, or someone is looking again. */
  wake(): void {
    for (const { feed } of this.#open.values()) feed.wake();
    void this.sessions.refresh();
  }

  close(): void {
    for (const { feed } of this.#open.values()) feed.close();
    this.#open.clear();
  }

  #feedOf(session: SessionSummary): SessionFeed {
    return new SessionFeed({ session, userId: this.userId, transport: this.#transport, world: this.#world });
  }
}
