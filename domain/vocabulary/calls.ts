/** The words a call is described with. The schema's enums carry the same values. */
export const CallState = {
  INITIATED: 'INITIATED',
  RINGING: 'RINGING',
  ACTIVE: 'ACTIVE',
  ENDED: 'ENDED',
  MISSED: 'MISSED',
  DECLINED: 'DECLINED',
  FAILED: 'FAILED',
} as const;
export type CallState = (typeof CallState)[keyof typeof CallState];

export const CallMode = { VIDEO: 'VIDEO', AUDIO: 'AUDIO' } as const;
export type CallMode = (typeof CallMode)[keyof typeof CallMode];

/** What became of someone's being rung. */
export const CallAnswer = { PENDING: 'PENDING', ACCEPTED: 'ACCEPTED', DECLINED: 'DECLINED', MISSED: 'MISSED' } as const;
export type CallAnswer = (typeof CallAnswer)[keyof typeof CallAnswer];

/** What moves a call from one state to another. */
export const CallStep = {
  /** Whoever is called was told. */
  RANG: 'RANG',
  /** Someone besides the starter came in. */
  ANSWERED: 'ANSWERED',
  /** Everyone who was called declined. */
  ALL_DECLINED: 'ALL_DECLINED',
  /** Nobody answered in time. */
  UNANSWERED: 'UNANSWERED',
  /** Someone who may ended it for everyone. */
  HUNG_UP: 'HUNG_UP',
  /** The last one left, or one of a pair. */
  EMPTIED: 'EMPTIED',
  /** The clients of all who were in it fell silent. */
  VANISHED: 'VANISHED',
  /** Its session closed. */
  CLOSED: 'CLOSED',
} as const;
export type CallStep = (typeof CallStep)[keyof typeof CallStep];

/** Why a call is over: the step that ended it. */
export const CallEndReason = {
  ALL_DECLINED: 'ALL_DECLINED',
  UNANSWERED: 'UNANSWERED',
  HUNG_UP: 'HUNG_UP',
  EMPTIED: 'EMPTIED',
  VANISHED: 'VANISHED',
  CLOSED: 'CLOSED',
} as const satisfies Readonly<Record<Exclude<CallStep, 'RANG' | 'ANSWERED'>, CallStep>>;
export type CallEndReason = (typeof CallEndReason)[keyof typeof CallEndReason];

/** How someone in a call is shown: the starter, a moderator of the session, or anyone else. */
export const CallRole = { HOST: 'HOST', MODERATOR: 'MODERATOR', PARTICIPANT: 'PARTICIPANT' } as const;
export type CallRole = (typeof CallRole)[keyof typeof CallRole];

export const RecordingState = {
  STARTING: 'STARTING',
  RECORDING: 'RECORDING',
  STOPPING: 'STOPPING',
  /** It has ended; its files are on their way, or looked at. */
  PROCESSING: 'PROCESSING',
  AVAILABLE: 'AVAILABLE',
  FAILED: 'FAILED',
} as const;
export type RecordingState = (typeof RecordingState)[keyof typeof RecordingState];

/** Why there is no recording. */
export const RecordingFailure = {
  NEVER_STARTED: 'NEVER_STARTED',
  REFUSED: 'REFUSED',
  NO_FILES: 'NO_FILES',
  /** Its files were looked at, as every file is, and none may be fetched. */
  REJECTED: 'REJECTED',
  GIVEN_UP: 'GIVEN_UP',
} as const;
export type RecordingFailure = (typeof RecordingFailure)[keyof typeof RecordingFailure];

/** What happened in a call, as its live events tell. */
export const CallEvent = {
  CALL_STARTED: 'CALL_STARTED',
  CALL_RINGING: 'CALL_RINGING',
  CALL_ANSWERED: 'CALL_ANSWERED',
  CALL_ENDED: 'CALL_ENDED',
  INVITE_DECLINED: 'INVITE_DECLINED',
  INVITE_MISSED: 'INVITE_MISSED',
  PARTICIPANT_JOINED: 'PARTICIPANT_JOINED',
  PARTICIPANT_MOVED: 'PARTICIPANT_MOVED',
  PARTICIPANT_LEFT: 'PARTICIPANT_LEFT',
  PARTICIPANT_REMOVED: 'PARTICIPANT_REMOVED',
  PARTICIPANT_VANISHED: 'PARTICIPANT_VANISHED',
  MEDIA_CHANGED: 'MEDIA_CHANGED',
  PARTICIPANT_MUTED: 'PARTICIPANT_MUTED',
  RECORDING_CHANGED: 'RECORDING_CHANGED',
} as const;
export type CallEvent = (typeof CallEvent)[keyof typeof CallEvent];

/** What two clients tell each other to connect without a server between them (RFC 8829). */
export const SignalKind = { OFFER: 'OFFER', ANSWER: 'ANSWER', CANDIDATE: 'CANDIDATE' } as const;
export type SignalKind = (typeof SignalKind)[keyof typeof SignalKind];
