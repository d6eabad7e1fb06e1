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
   * Saves a new session and its events, all or nothing in effect: whoever reads meanwhile sees no part of it before it
   * is whole.
   *
   * @throws {SessionAlreadyExists} if a session was saved under its id before.
   * @throws {StoreBusy}
   */
  save(session: ChatSession): Promise<void>;
}

/** A session may be opened once under an id. */
export class SessionAlreadyExists extends Error {
  override readonly name = 'SessionAlreadyExists';
  constructor(id: SessionId, options?: { readonly cause: unknown }) {
    super(`unable to save the session; ${id} exists already`, options);
  }
}
