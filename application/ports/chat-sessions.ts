import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';

/** Every session ever opened. Adapters pass `test/contracts/chat-sessions.contract.ts` and those beside it. */
export interface ChatSessions {
  /**
   * The session as last saved, or `undefined` if none was ever saved under `id`.
   * @param about of the members, bans, join requests and invites, only those of these users are wanted. Left out: all
   *   members and bans, without requests and invites.
   * @throws {StoreBusy}
   */
  find(id: SessionId, about?: readonly UserId[]): Promise<ChatSession | undefined>;

  /**
   * Saves a new session, or what was decided about one that was found, with what its log tells of it: all or nothing in
   * effect. Whoever reads meanwhile sees no part of it before it is whole. Who was a member keeps their pointers; whoever
   * comes in has read everything up to the entry that let them in.
   *
   * What a change rests on is looked at again as it is saved: the session's name, rules, status, pins, owners and bans; that
   * those who act, and those whom it is about, still have the roles they had; that there is room for whoever comes in.
   *
   * @param positions reserved in the session's log, after it was found, one for each of its happenings.
   * @throws {SessionAlreadyExists} if it is new and a session was saved under its id before.
   * @throws {PairKeptApart} if it is new and DIRECT, and one of the two blocks the other.
   * @throws {ConcurrentChange} if it rests on what is no longer so, or a position was given up: nothing is saved.
   * @throws {StoreBusy}
   */
  save(session: ChatSession, positions?: readonly Seq[]): Promise<void>;
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

/** One of the two of a DIRECT session blocks the other. Which one is for nobody to know. */
export class PairKeptApart extends Error {
  override readonly name = 'PairKeptApart';
  constructor(id: SessionId, options?: { readonly cause: unknown }) {
    super(`unable to save the session; the two of ${id} do not talk`, options);
  }
}
