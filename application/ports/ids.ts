import type { CallId, LessonId, SessionId, UserId } from '../../domain/shared/ids.ts';

/** Names for what is new. Unguessable, and never given twice. */
export interface Ids {
  readonly sessionId: () => SessionId;
  /** What stands for a member's name on anonymous messages: "Anonymous" and something that tells them apart. */
  readonly alias: () => string;
}

/**
 * Names for the sessions of lessons: for a lesson always the same, for two lessons never. Whoever knows the lesson can
 * work the name out, so that nothing may rest on its being secret.
 */
export interface LessonSessionIds {
  readonly sessionIdOf: (lesson: LessonId) => SessionId;
}

/**
 * Names for sessions that are opened once, however often they are asked for. Whoever knows what they are made of can work
 * the name out, so that nothing may rest on its being secret.
 */
export interface OpenedSessionIds {
  /** Of the DIRECT session of two users, whichever of them asks. */
  readonly ofPair: (one: UserId, other: UserId) => SessionId;
  /** Of the session that its creator named themselves. */
  readonly ofClient: (creator: UserId, clientSessionId: string) => SessionId;
}

/** Names for calls, and what makes the names of their channels unguessable. */
export interface CallIds {
  readonly callId: () => CallId;
  /** 22 characters of base64url: 128 bits of chance. */
  readonly callSecret: () => string;
}
