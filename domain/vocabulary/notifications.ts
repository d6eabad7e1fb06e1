/** The words that notifications are described with. The schema's enums carry the same values. */
export const DevicePlatform = { IOS: 'IOS', ANDROID: 'ANDROID', WEB: 'WEB' } as const;
export type DevicePlatform = (typeof DevicePlatform)[keyof typeof DevicePlatform];

/** What an entry of a user's own list is about. */
export const NotificationKind = {
  /** A message of a DIRECT session. */
  DIRECT: 'DIRECT',
  MENTION: 'MENTION',
  /** An answer to one's message, or in the thread that it starts. */
  REPLY: 'REPLY',
  /** One was made a member. */
  ADDED: 'ADDED',
  INVITED: 'INVITED',
  /** Someone asks to be let in where one decides. */
  JOIN_REQUESTED: 'JOIN_REQUESTED',
  ROLE_GIVEN: 'ROLE_GIVEN',
  OWNERSHIP_GIVEN: 'OWNERSHIP_GIVEN',
  /** One was rung, and did not come. */
  MISSED_CALL: 'MISSED_CALL',
} as const;
export type NotificationKind = (typeof NotificationKind)[keyof typeof NotificationKind];

/** Limits of notifications, once. Lengths are UTF-16 code units. */
export const NotificationLimits = {
  /** Devices of one user that are notified; the one that was registered longest ago gives way. */
  devicesOfUser: 20,
  tokenLength: 4096,
  endpointLength: 2000,
  localeLength: 35,
  timeZoneLength: 64,
  /** Of what a push shows of a message. */
  previewLength: 100,
  /** Pushes of one session to one user within `burst`; what is more is gathered. */
  pushesInBurst: 5,
  /** Held back messages that are known one by one, for each user and session. */
  held: 100,
  notificationsPage: 100,
  /** Counting unseen entries stops here. */
  unseenShown: 100,
  /** Sessions that one digest counts. */
  digestSessions: 50,
} as const;

/** Durations of notifications, in milliseconds unless named otherwise. */
export const NotificationDurations = {
  burst: 60_000,
  /** How long one worker has a notice for itself: longer than providers are given, so short that a crash delays nothing much. */
  lease: 25_000,
  /** Between two e-mails about one session to one user. */
  emailPause: 3_600_000,
  /** How long it is known that a notice was sent, in seconds: longer than any queue or stream tells anything again. */
  noticeSeconds: 604_800,
  /** How long an entry stays in a user's own list, in seconds. */
  notificationSeconds: 7_776_000,
  /** How long it is known what a user was told of a session after it was last told, in seconds. */
  attentionSeconds: 7_776_000,
  /** After this long a push about a message is of no use, in seconds. */
  pushSeconds: 86_400,
} as const;
