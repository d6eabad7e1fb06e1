/**
 * Every code a refusal can carry: `errorType` in GraphQL answers, `code` in the core and the client.
 *
 * The registry stands here once. `docs/errors.md`, the schema's field documentation and the client are held to it by
 * `test/house/error-codes.test.ts`.
 */
export const ErrorCode = {
  ApprovalRequired: 'ApprovalRequired',
  AttachmentRefused: 'AttachmentRefused',
  BadCursor: 'BadCursor',
  BadInput: 'BadInput',
  CallEnded: 'CallEnded',
  CallFull: 'CallFull',
  CallInProgress: 'CallInProgress',
  CallNotFound: 'CallNotFound',
  ConsentRequired: 'ConsentRequired',
  EditWindowOver: 'EditWindowOver',
  FileNotFound: 'FileNotFound',
  FormulaMalformed: 'FormulaMalformed',
  JoinRequestNotFound: 'JoinRequestNotFound',
  LastOwner: 'LastOwner',
  MemberBanned: 'MemberBanned',
  MemberNotFound: 'MemberNotFound',
  MessageNotFound: 'MessageNotFound',
  Muted: 'Muted',
  NotAllowed: 'NotAllowed',
  NotInCall: 'NotInCall',
  ParticipantNotFound: 'ParticipantNotFound',
  PollClosed: 'PollClosed',
  RateLimited: 'RateLimited',
  RecordingUnavailable: 'RecordingUnavailable',
  ScreenTaken: 'ScreenTaken',
  SelectionIncomplete: 'SelectionIncomplete',
  SessionFull: 'SessionFull',
  SessionNotFound: 'SessionNotFound',
  SessionReadOnly: 'SessionReadOnly',
  TextBlank: 'TextBlank',
  TextMalformed: 'TextMalformed',
  TextTooLong: 'TextTooLong',
  TooManyPins: 'TooManyPins',
  TooManyReactions: 'TooManyReactions',
  TryAgain: 'TryAgain',
  UploadIncomplete: 'UploadIncomplete',
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** Those with which the same request can succeed later. What each means: error-meanings.ts. */
export const retryableCodes: readonly ErrorCode[] = [
  'CallFull',
  'Muted',
  'RateLimited',
  'ScreenTaken',
  'TryAgain',
  'UploadIncomplete',
];
