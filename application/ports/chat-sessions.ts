import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';

/** Every session ever opened. Adapters pass `test/contracts/chat-sessions.contract.ts`. */
export interface ChatSessions {
  /**
   * The session as last saved, with all of its members, or `undefined` if none was ever saved under `id`.
   * @throws {StoreBusy}
   */
  find(id: SessionId): Promise<ChatSession | undefined>;

  /**
   * Saves a new session, or what was decided about one that was found, with its events: all or nothing in effect.
   * Whoever reads meanwhile sees no part of it before it is whole. Who was a member keeps their pointers.
   *
   * @throws {SessionAlreadyExists} if it is new and a session was saved under its id before.
   * @throws {ConcurrentChange} if it is not new and the stored session moved on since it was found.
   * @throws {StoreBusy}
   */
  save(session: ChatSession): Promise<void>;
}

/** A change rests on what is no longer so: to be decided again on what is. */
export class ConcurrentChange extends Error {
  override readonly name = 'ConcurrentChange';
  constructor(id: SessionId, options?: { readonly cause: unknown }) {
    super(`unable to save the session; ${id} was changed by someone else meanwhile`, options);
  }
}

/** A session may be opened once under an id. */
export class SessionAlreadyExists extends Error {
  override readonly name = 'SessionAlreadyExists';
  constructor(id: SessionId, options?: { readonly cause: unknown }) {
    super(`unable to save the session; ${id} exists already`, options);
  }
}
