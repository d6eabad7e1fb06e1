/** Kinds of emoji on one message. By itself, for bundles that need no other limit. */
export const reactionKinds = 20;

/** Every limit of the product, once. Lengths are UTF-16 code units, as GraphQL clients count them. */
export const Limits = {
  textLength: 5000,
  codeLength: 10_000,
  mentions: 50,
  reactionKinds,
  /** Of one emoji: a family with skin tones is long. */
  emojiLength: 32,
  pins: 50,
  /** Contents that an edited message keeps. */
  editions: 20,
  pollQuestionLength: 300,
  pollOptions: 20,
  pollOptionLength: 100,
  locationLabelLength: 100,
  fileNameLength: 255,
  altLength: 300,
  /** In bytes: 50 MB. */
  fileSize: 52_428_800,
  /** In bytes, of an upload in parts: 8 MB. What is larger than one part is uploaded in parts. */
  uploadPartSize: 8_388_608,
  /** Parts whose addresses are asked for at once. */
  partsAtOnce: 100,
  /** Of one picture: 40 million, which is 160 MB while it is looked at. */
  picturePixels: 40_000_000,
  /** How often a file is looked at before it is given up: for most of a day. */
  fileTries: 24,
  /** The longer side of a thumbnail. */
  thumbnailPixels: 512,
  mediaTypes: 30,
  previewLength: 80,
  sessionNameLength: 100,
  descriptionLength: 1000,
  urlLength: 2000,
  tags: 10,
  tagLength: 30,
  slowModeSeconds: 3600,
  retentionDays: 3650,
  banReasonLength: 300,
  requestNoteLength: 300,
  /** Whom one call adds, invites or asks about. */
  usersAtOnce: 50,
  /** Receipts are broadcast in sessions of at most so many members. */
  receiptMembers: 50,
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
  /** Reactors, voters and audit entries. */
  marksPage: 100,
  /** Messages whose own marks are asked for at once. */
  markedAtOnce: 50,
  sessionsPage: 100,
  membersPage: 100,
  /** Readers of a message that are named. */
  readersShown: 100,
  /** Sessions that one subscription to the inbox listens to: 9 groups of 20 ids, with a tenth for the user. */
  inboxSessions: 180,
  inboxGroup: 20,
  logPage: 200,
  /** Holes sealed by one read; DynamoDB takes at most 100 items a transaction. */
  sealsPerRead: 50,
  /** Entries read at once that others point at; DynamoDB reads at most 100 items in one request. */
  relatedPerRead: 100,
  /** Text that the entries of one answer hold together, roughly; an answer has at most 5 MB, and a code unit three bytes. */
  answerLength: 1_200_000,
  /** Counting unread messages stops here. */
  unreadShown: 100,
  messagesPerMinute: 60,
  sessionsPerHour: 5,
  joinsPerHour: 20,
  /** Uploads that one user asks for; a class that hands in its photos stays far below. */
  uploadsPerHour: 300,
  /** Devices of one user whose presence counts; the one that was silent longest gives way. */
  devicesOfUser: 20,
  /** Users whose presence is read or watched at once; DynamoDB reads at most 100 items in one request. */
  presenceUsers: 100,
  /** Users whom one user may block. */
  blocksOfUser: 1000,
  /** Users whose typing one subscription leaves out: AppSync takes five conditions together, and five values for one. */
  typingLeftOut: 20,
} as const;

/** Durations, in milliseconds unless named otherwise. */
export const Durations = {
  /** After this long a reserved position without an entry counts as abandoned. Safety does not depend on it. */
  grace: 2000,
  /** How long receivers show a typing indicator without a further word. */
  typing: 3000,
  /** How long a message may be edited by its author. */
  editWindow: 1_800_000,
  /** A time ahead that a mute or a poll ends at is at most so far. */
  year: 31_536_000_000,
  invite: 604_800_000,
  /** After this long without a word a device counts for nothing. */
  presence: 300_000,
  /** How often watchers are told of a presence that stays as it is: twice, before what they know lapses. */
  presenceTold: 120_000,
  /** How long it is known when someone was last seen, in seconds. */
  presenceKeptSeconds: 2_592_000,
  /** How long a client message id is remembered, in seconds. At least 24 h is promised; TTL deletes late, never early. */
  claimSeconds: 172_800,
  /** How long the one address of an upload holds, in seconds. */
  uploadSeconds: 300,
  /** How long an upload in parts can be gone on with. */
  uploadInParts: 86_400_000,
  /** An upload that was begun in time may still be under way when its time is over. */
  uploadGrace: 60_000,
  /** After this long a file that no message carries is removed. */
  orphan: 86_400_000,
  /** How long it is known of a file that is gone what became of it. */
  fileForgotten: 2_592_000_000,
  /** How long whoever looks at a file has before another one does; doubled with each try. */
  fileLease: 120_000,
  /** How long the address of a file holds, in seconds. */
  fileUrlSeconds: 60,
  /** How long an outbox event waits for its consumers, in seconds. */
  outboxSeconds: 604_800,
} as const;
