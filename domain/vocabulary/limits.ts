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
  /** Devices of one user whose presence counts; the one that was silent longest gives way. */
  devicesOfUser: 20,
  /** Users whose presence is read or watched at once; DynamoDB reads at most 100 items in one request. */
  presenceUsers: 100,
  /** Users whom one user may block. */
  blocksOfUser: 1000,
} as const;

/** Durations, in milliseconds unless named otherwise. */
export const Durations = {
  /** After this long a reserved position without an entry counts as abandoned. Safety does not depend on it. */
  grace: 2000,
  /** How long receivers show a typing indicator without a further word. */
  typing: 3000,
  /** After this long without a word a device counts for nothing. */
  presence: 300_000,
  /** How often watchers are told of a presence that stays as it is: twice, before what they know lapses. */
  presenceTold: 120_000,
  /** How long it is known when someone was last seen, in seconds. */
  presenceKeptSeconds: 2_592_000,
  /** How long a client message id is remembered, in seconds. At least 24 h is promised; TTL deletes late, never early. */
  claimSeconds: 172_800,
  /** How long an outbox event waits for its consumers, in seconds. */
  outboxSeconds: 604_800,
} as const;
