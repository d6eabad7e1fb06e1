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
  EditWindowOver: 'EditWindowOver',
  FormulaMalformed: 'FormulaMalformed',
  JoinRequestNotFound: 'JoinRequestNotFound',
  LastOwner: 'LastOwner',
  MemberBanned: 'MemberBanned',
  MemberNotFound: 'MemberNotFound',
  MessageNotFound: 'MessageNotFound',
  Muted: 'Muted',
  NotAllowed: 'NotAllowed',
  PollClosed: 'PollClosed',
  RateLimited: 'RateLimited',
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
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What each code means to a caller, and whether the same request can succeed later. */
export const errorCodes: Readonly<Record<ErrorCode, { readonly meaning: string; readonly retryable: boolean }>> = {
  ApprovalRequired: { meaning: 'Joining this session must be requested, and approved.', retryable: false },
  AttachmentRefused: {
    meaning: 'The session or Parley takes no such file: `limit` is the greatest size where it is too large.',
    retryable: false,
  },
  BadCursor: { meaning: 'The cursor was not made by this list for this caller.', retryable: false },
  BadInput: { meaning: 'An argument is outside its documented range or form.', retryable: false },
  EditWindowOver: { meaning: 'The message can no longer be edited.', retryable: false },
  FormulaMalformed: { meaning: 'The formula is not TeX that parses.', retryable: false },
  JoinRequestNotFound: { meaning: 'Nobody with this id asks to be let in.', retryable: false },
  LastOwner: { meaning: 'A session keeps at least one owner: name another one first.', retryable: false },
  MemberBanned: { meaning: 'The user is banned from the session: lift the ban first.', retryable: false },
  MemberNotFound: { meaning: 'Nobody with this id is in the session.', retryable: false },
  MessageNotFound: { meaning: 'No message with this id is visible to the caller.', retryable: false },
  Muted: { meaning: 'The caller may not post here until `retryAfterMs` is over.', retryable: true },
  NotAllowed: { meaning: "The caller's role does not include this.", retryable: false },
  PollClosed: { meaning: 'The poll takes no more votes.', retryable: false },
  RateLimited: {
    meaning: 'Too many requests of this kind; `retryAfterMs` says when the next may pass.',
    retryable: true,
  },
  SelectionIncomplete: {
    meaning: 'The mutation feeds a subscription and must select every field its subscribers receive, by its own name.',
    retryable: false,
  },
  SessionFull: { meaning: 'The session has `limit` members, as many as it may.', retryable: false },
  SessionNotFound: { meaning: 'No session with this id is visible to the caller.', retryable: false },
  SessionReadOnly: { meaning: 'The session takes no new entries.', retryable: false },
  TextBlank: { meaning: 'The text is empty or holds nothing visible.', retryable: false },
  TextMalformed: { meaning: 'The text holds NUL or half a surrogate pair.', retryable: false },
  TextTooLong: { meaning: 'The text is longer than `limit` characters.', retryable: false },
  TooManyPins: { meaning: 'The session has `limit` pins, as many as it may.', retryable: false },
  TooManyReactions: { meaning: 'The message has reactions of `limit` kinds, as many as it may.', retryable: false },
  TryAgain: { meaning: 'Nothing is wrong with the request; send the same again.', retryable: true },
};
