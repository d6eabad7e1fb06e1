/** Every limit of the product, once. Lengths are UTF-16 code units, as GraphQL clients count them. */
export const Limits = {
  textLength: 5000,
  previewLength: 80,
  sessionNameLength: 100,
  displayNameLength: 100,
  clientMessageIdLength: 128,
  userIdLength: 128,
  /** Of an id that another system gave: a lesson's, a course's. */
  foreignIdLength: 128,
  groupMembers: 50,
  sessionMembers: 1000,
  /** Members whom one change of a session lets in; DynamoDB takes at most 100 items a transaction. */
  joinedAtOnce: 90,
  messagesPage: 100,
  sessionsPage: 100,
  logPage: 200,
  /** Holes sealed by one read; DynamoDB takes at most 100 items a transaction. */
  sealsPerRead: 50,
  /** Counting unread messages stops here. */
  unreadShown: 100,
  messagesPerMinute: 60,
} as const;

/** Durations, in milliseconds unless named otherwise. */
export const Durations = {
  /** After this long a reserved position without an entry counts as abandoned. Safety does not depend on it. */
  grace: 2000,
  /** How long receivers show a typing indicator without a further word. */
  typing: 3000,
  /** How long a client message id is remembered, in seconds. At least 24 h is promised; TTL deletes late, never early. */
  claimSeconds: 172_800,
  /** How long an outbox event waits for its consumers, in seconds. */
  outboxSeconds: 604_800,
} as const;
