/**
 * Every code a refusal can carry: `errorType` in GraphQL answers, `code` in the core and the client.
 *
 * The registry stands here once. `docs/errors.md`, the schema's field documentation and the client are held to it by
 * `test/house/error-codes.test.ts`.
 */
export const ErrorCode = {
  BadCursor: 'BadCursor',
  BadInput: 'BadInput',
  MessageNotFound: 'MessageNotFound',
  NotAllowed: 'NotAllowed',
  RateLimited: 'RateLimited',
  SelectionIncomplete: 'SelectionIncomplete',
  SessionNotFound: 'SessionNotFound',
  SessionReadOnly: 'SessionReadOnly',
  TextBlank: 'TextBlank',
  TextMalformed: 'TextMalformed',
  TextTooLong: 'TextTooLong',
  TryAgain: 'TryAgain',
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What each code means to a caller, and whether the same request can succeed later. */
export const errorCodes: Readonly<Record<ErrorCode, { readonly meaning: string; readonly retryable: boolean }>> = {
  BadCursor: { meaning: 'The cursor was not made by this list for this caller.', retryable: false },
  BadInput: { meaning: 'An argument is outside its documented range or form.', retryable: false },
  MessageNotFound: { meaning: 'No message with this id is visible to the caller.', retryable: false },
  NotAllowed: { meaning: "The caller's role does not include this.", retryable: false },
  RateLimited: {
    meaning: 'Too many requests of this kind; `retryAfterMs` says when the next may pass.',
    retryable: true,
  },
  SelectionIncomplete: {
    meaning: 'The mutation feeds a subscription and must select every field its subscribers receive, by its own name.',
    retryable: false,
  },
  SessionNotFound: { meaning: 'No session with this id is visible to the caller.', retryable: false },
  SessionReadOnly: { meaning: 'The session takes no new entries.', retryable: false },
  TextBlank: { meaning: 'The text is empty or holds nothing visible.', retryable: false },
  TextMalformed: { meaning: 'The text holds NUL or half a surrogate pair.', retryable: false },
  TextTooLong: { meaning: 'The text is longer than `limit` characters.', retryable: false },
  TryAgain: { meaning: 'Nothing is wrong with the request; send the same again.', retryable: true },
};
