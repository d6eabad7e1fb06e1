import type { CallId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { CallSession } from '../../domain/video-call/call-session.ts';
import type { ParticipantQuality } from '../../domain/video-call/quality.ts';
import type { VideoCall } from '../../domain/video-call/video-call.ts';

/** Where a call stands among those of its session, newest first. */
export interface CallPosition {
  readonly createdAt: Instant;
  readonly callId: CallId;
}

/**
 * Every call ever started. All but `history` and `due` is strongly consistent; every method throws `StoreBusy`.
 * Adapters pass `test/contracts/video-calls.contract.ts`.
 */
export interface VideoCalls {
  /** The call as last saved, with when its participants were heard of last; `undefined` if none was saved under `id`. */
  find(id: CallId): Promise<VideoCall | undefined>;

  /** The call that goes on in a session. */
  liveIn(sessionId: SessionId): Promise<CallId | undefined>;

  /** What decisions need to know of a session, with those of these users who are members. `undefined` for none. */
  session(sessionId: SessionId, users: readonly UserId[]): Promise<CallSession | undefined>;

  /**
   * Saves a new call, or what was decided about one that was found, with what its session's log tells of it: all or nothing.
   * A session has at most one live call. What a decision rests on is looked at again as it is saved: the call itself, that
   * members are what they were, that whoever vanished was not heard of since, and of a new call that nobody lost a right in
   * its session.
   *
   * @param positions reserved in the session's log, after the call was found, one for each thing it tells.
   * @throws {LiveCallExists} if it is new and the session has a live call.
   * @throws {ConcurrentCallChange} if it rests on what is no longer so, or a position was given up.
   */
  save(call: VideoCall, positions: readonly Seq[]): Promise<void>;

  /** Someone's client is there; `false` where they are not in the call. */
  seen(id: CallId, user: UserId, at: Instant): Promise<boolean>;

  /** What participants reported of their connections, each in one record. */
  quality(id: CallId, users?: readonly UserId[]): Promise<readonly ParticipantQuality[]>;

  /** Replaces what one participant reported, where it has still so many samples; `false` where it has not. */
  saveQuality(id: CallId, quality: ParticipantQuality, basedOnSamples: number): Promise<boolean>;

  /** Calls of a session as last saved, newest first, after a position. */
  history(sessionId: SessionId, limit: number, after: CallPosition | null): Promise<readonly VideoCall[]>;

  /** Calls that are to be looked at by now, longest due first; those that became so in the last moments may be missing. */
  due(at: Instant, limit: number): Promise<readonly CallId[]>;
}

/** A change of a call rests on what is no longer so: to be decided again on what is. */
export class ConcurrentCallChange extends Error {
  override readonly name = 'ConcurrentCallChange';
  constructor(id: CallId, options?: { readonly cause: unknown }) {
    super(`unable to save the call; ${id} was changed by someone else meanwhile`, options);
  }
}

/** A session has one live call at a time. */
export class LiveCallExists extends Error {
  override readonly name = 'LiveCallExists';
  constructor(id: SessionId, options?: { readonly cause: unknown }) {
    super(`unable to start the call; the session ${id} has a live one`, options);
  }
}
