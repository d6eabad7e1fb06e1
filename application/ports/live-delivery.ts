import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';

/**
 * Tells subscribers what a service wrote to a log. What a client's own mutation writes tells them by itself.
 *
 * Live delivery is at most once by nature and the log makes it exact, so nothing here rejects: an adapter tries again for a
 * moment, reports what it could not do, and lets the change stand. Adapters pass `test/contracts/live-delivery.contract.ts`.
 */
export interface LiveDelivery {
  /** There is a message at this position; at 0, before the first: the session was opened, with the members it began with. */
  messageSent(sessionId: SessionId, seq: Seq): Promise<void>;
  /** There is a change of a message at this position. */
  messageChanged(sessionId: SessionId, seq: Seq): Promise<void>;
  /** From now on this user, or nobody at all, hears anything of the session. */
  endSession(sessionId: SessionId, user: UserId | 'everyone'): Promise<void>;
  /** This user hears nothing of calls any more, until they ask anew. */
  endCallsFor(user: UserId): Promise<void>;
  /** Whoever may watch this user's presence is to be told it, as it is stored. */
  presenceChanged(user: UserId): Promise<void>;
  /** Who watches presence through this session is to ask anew whether they still may. */
  endPresence(sessionId: SessionId): Promise<void>;
  /** This user sees nobody's presence and nobody's typing any more, until they ask anew. */
  endPresenceFor(user: UserId): Promise<void>;
}
