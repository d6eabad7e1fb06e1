import type { CallId, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { CallHappening } from '../../domain/video-call/decision.ts';

/** Which call, in which session. */
export interface CallAddress {
  readonly id: CallId;
  readonly sessionId: SessionId;
}

/**
 * Tells clients what happens in calls. Live delivery is at most once by nature and the stored call makes it exact, so nothing
 * here rejects: an adapter tries again for a moment, reports what it could not do, and lets the change stand. What is told is
 * read from the stored call.
 */
export interface CallEvents {
  /** To the members of its session. */
  happened(call: CallAddress, happening: CallHappening): Promise<void>;
  /** To whoever is rung, wherever they listen. */
  rings(call: CallAddress, user: UserId): Promise<void>;
  /** This user hears no signals of the call any more. */
  endSignals(call: CallAddress, user: UserId): Promise<void>;
}
