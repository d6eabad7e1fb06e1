/**
 * The tables, exactly once. CDK creates them on AWS and the local runtime creates them in the embedded engine; every
 * item's keys are in `keys.ts`.
 */
export interface TableLayout {
  /** The attribute that expires an item, in epoch seconds. */
  readonly timeToLive: string;
  readonly stream?: 'NEW_AND_OLD_IMAGES';
  readonly pointInTimeRecovery: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
    readonly projection: 'KEYS_ONLY';
  }[];
}

/** Both keys of every table are strings with these names. */
export const partitionKey = 'pk';
export const sortKey = 'sk';

/** Sparse: only MEMBER items carry `memberUserId`, so the index lists a user's sessions. */
export const byUser = { name: 'byUser', partitionKey: 'memberUserId', sortKey: 'pk', projection: 'KEYS_ONLY' } as const;

/** Sparse: only messages in threads carry `threadKey`, the id of the message that starts theirs. In order of position. */
export const byThread = {
  name: 'byThread',
  partitionKey: 'threadKey',
  sortKey: 'sk',
  projection: 'KEYS_ONLY',
} as const;

/**
 * Sparse: only what is to be seen to later carries `due`, one of a few partitions so that no number of changes a second meets
 * the limit of one, and `dueAt`, ISO 8601.
 */
export const byDue = { name: 'byDue', partitionKey: 'due', sortKey: 'dueAt', projection: 'KEYS_ONLY' } as const;

/** Only calls carry `historyKey`: when one was started, and its id. */
export const bySession = {
  name: 'bySession',
  partitionKey: 'sessionId',
  sortKey: 'historyKey',
  projection: 'KEYS_ONLY',
} as const;

/** Names are logical; the physical ones reach resolvers as `ctx.env` and services as their own settings. */
export const tables = {
  /** Sessions, members, logs and the outbox: what must last. */
  chat: {
    timeToLive: 'expiresAt',
    stream: 'NEW_AND_OLD_IMAGES',
    pointInTimeRecovery: true,
    indexes: [byUser, byThread, byDue],
  },
  /** Claims and rate guards: what only has to last a while, kept out of the stream and of backups. */
  guards: { timeToLive: 'expiresAt', pointInTimeRecovery: false, indexes: [] },
  /** What belongs to one user alone: devices, how they want to be notified, and what they were notified of. */
  people: { timeToLive: 'expiresAt', pointInTimeRecovery: true, indexes: [byDue] },
  /** Calls, who is in them, and how their connections were. */
  calls: { timeToLive: 'expiresAt', pointInTimeRecovery: true, indexes: [bySession, byDue] },
} as const satisfies Readonly<Record<string, TableLayout>>;

export type TableName = keyof typeof tables;

/** The `ctx.env` and process settings that carry the physical names. */
export const tableSettings: Readonly<Record<TableName, string>> = {
  chat: 'CHAT_TABLE',
  guards: 'GUARDS_TABLE',
  people: 'PEOPLE_TABLE',
  calls: 'CALLS_TABLE',
};
