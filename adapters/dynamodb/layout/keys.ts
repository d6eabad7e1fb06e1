import type { RatedAct } from '../../../domain/vocabulary/rate-window.ts';

/** Keys of every item, exactly once. Ids are validated before they get here, so none can hold the separator. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Numbers in keys are padded, so that text order is number order. */
const padded = (value: number): string => `000000000000${value}`.slice(-12);

const sessionPrefix = 'SESSION#';
const logPrefix = 'LOG#';
/** What the sort key of every MEMBER item starts with. */
export const memberKeyPrefix = 'MEMBER#';

/** META: the sequencer, status, last activity. Kept under 1 KB so that a reservation is one write unit. */
export const metaKey = (sessionId: string): Key => ({ pk: sessionPrefix + sessionId, sk: 'META' });

/** DETAIL: what does not change with every message: name, creator, later settings and lists. */
export const detailKey = (sessionId: string): Key => ({ pk: sessionPrefix + sessionId, sk: 'DETAIL' });

/** OPENING: that someone puts the members of a session that is not there yet. */
export const openingKey = (sessionId: string): Key => ({ pk: sessionPrefix + sessionId, sk: 'OPENING' });

/** MEMBER: a user in a session: role and the two pointers. */
export const memberKey = (sessionId: string, userId: string): Key => ({
  pk: sessionPrefix + sessionId,
  sk: memberKeyPrefix + userId,
});

/** What the sort key of every EVENT item starts with. */
export const eventKeyPrefix = 'EVENT#';

/** EVENT: a domain event waiting in the outbox beside the state it belongs to. A save has one of each name at most. */
export const eventKey = (sessionId: string, revision: number, name: string): Key => ({
  pk: sessionPrefix + sessionId,
  sk: `${eventKeyPrefix}${padded(revision)}#${name}`,
});

/** The session a `SESSION#` partition belongs to. */
export const sessionIdOf = (pk: string): string => pk.slice(sessionPrefix.length);

export const logPartition = (sessionId: string): string => logPrefix + sessionId;
export const slotSortKey = (seq: number): string => padded(seq);

/** SLOT: one position of the log. A partition of its own keeps a page one range read. */
export const slotKey = (sessionId: string, seq: number): Key => ({ pk: logPartition(sessionId), sk: padded(seq) });

/** CLAIM, in the guards table: which position a client message id has. The sort key is the id, whatever it holds. */
export const claimKey = (sessionId: string, senderId: string, clientMessageId: string): Key => ({
  pk: `CLAIM#${sessionId}#${senderId}`,
  sk: clientMessageId,
});

/** RATE, in the guards table: how often a user did something in one window of the clock, counted from the epoch. */
export const rateKey = (userId: string, act: RatedAct, window: number): Key => ({
  pk: `RATE#${userId}`,
  sk: `${act}#${window}`,
});

/** SLOW, in the guards table: when a member sent last in a session with slow mode. */
export const slowModeKey = (sessionId: string, userId: string): Key => ({ pk: `SLOW#${sessionId}`, sk: userId });

const presencePrefix = 'PRESENCE#';

/** PRESENCE, in the guards table: the last signs of a user's devices, all in one item. */
export const presenceKey = (userId: string): Key => ({ pk: presencePrefix + userId, sk: 'SIGNS' });

/** The user a `PRESENCE#` partition belongs to. */
export const userIdOfPresence = (pk: string): string => pk.slice(presencePrefix.length);

/** What the attribute of every device in a PRESENCE item starts with. */
export const devicePrefix = 'device#';

const userPrefix = 'USER#';

/** What the sort key of every BLOCK item starts with. */
export const blockKeyPrefix = 'BLOCK#';

/** BLOCK: that one user blocked another. */
export const blockKey = (blocker: string, blocked: string): Key => ({
  pk: userPrefix + blocker,
  sk: blockKeyPrefix + blocked,
});

/** BLOCKED: the same block, with the one who is blocked. */
export const blockedKey = (blocked: string, blocker: string): Key => ({
  pk: userPrefix + blocked,
  sk: `BLOCKED#${blocker}`,
});

/** The sort keys of a user's BLOCK and BLOCKED items, and of nothing else, lie from the first up to the second. */
export const apartKeys: readonly [from: string, to: string] = [blockKeyPrefix, 'BLOCKED$'];

/** BLOCKS: how many others a user has blocked. */
export const blockCountKey = (blocker: string): Key => ({ pk: userPrefix + blocker, sk: 'BLOCKS' });

/** What the sort key of every INVITE item starts with. */
export const inviteKeyPrefix = 'INVITE#';

/** INVITE: that a user may enter a session. */
export const inviteKey = (userId: string, sessionId: string): Key => ({
  pk: userPrefix + userId,
  sk: inviteKeyPrefix + sessionId,
});

/** What the sort key of every BAN item starts with. */
export const banKeyPrefix = 'BAN#';

/** BAN: that a user is kept out of a session. */
export const banKey = (sessionId: string, userId: string): Key => ({
  pk: sessionPrefix + sessionId,
  sk: banKeyPrefix + userId,
});

/** What the sort key of every REQUEST item starts with. */
export const joinRequestKeyPrefix = 'REQUEST#';

/** REQUEST: that a user asks to be let in. */
export const joinRequestKey = (sessionId: string, userId: string): Key => ({
  pk: sessionPrefix + sessionId,
  sk: joinRequestKeyPrefix + userId,
});

/** The partition of every DISCOVERABLE item. */
export const discoverPartition = 'DISCOVER';

/** DISCOVERABLE: a PUBLIC session among all of them, by name. The separator sorts before whatever a name can hold. */
export const discoverKey = (nameKey: string, sessionId: string): Key => ({
  pk: discoverPartition,
  sk: `${nameKey}\t${sessionId}`,
});

export const reactionPartition = (messageId: string): string => `REACTIONS#${messageId}`;

/** REACTIONS: what one member left on a message. */
export const reactionKey = (messageId: string, userId: string): Key => ({
  pk: reactionPartition(messageId),
  sk: userId,
});

export const votePartition = (messageId: string): string => `VOTES#${messageId}`;

/** VOTE: what one member voted for in a poll. */
export const voteKey = (messageId: string, userId: string): Key => ({ pk: votePartition(messageId), sk: userId });

export const editionPartition = (messageId: string): string => `EDITIONS#${messageId}`;

/** EDITION: a content that an edit replaced, from 1. */
export const editionKey = (messageId: string, edition: number): Key => ({
  pk: editionPartition(messageId),
  sk: padded(edition),
});

/** THREAD: how far a member has read in the thread that the message at `rootSeq` starts. */
export const threadReadKey = (sessionId: string, rootSeq: number, userId: string): Key => ({
  pk: sessionPrefix + sessionId,
  sk: `THREAD#${padded(rootSeq)}#${userId}`,
});

export const auditPartition = (sessionId: string): string => `AUDIT#${sessionId}`;

/** AUDIT: that a moderator was told who sent an anonymous message. Sorted by time, which is ISO 8601. */
export const auditKey = (sessionId: string, at: string, seq: number, moderatorId: string): Key => ({
  pk: auditPartition(sessionId),
  sk: `${at}#${padded(seq)}#${moderatorId}`,
});

/** FILE: one user's file for a session. Its id begins with the session's. */
export const fileKey = (sessionId: string, fileId: string): Key => ({ pk: `FILE#${sessionId}`, sk: fileId });

const dueDigits = '01234567';

/** The partitions of the index `byDue` that files are in. */
export const fileDuePartitions: readonly string[] = dueDigits.split('').map((digit) => `FILE#${digit}`);

/** The one that a file is in: by its session, which is spread evenly. */
export const fileDuePartition = (sessionId: string): string =>
  `FILE#${dueDigits['0123456789abcdef'.indexOf(sessionId.slice(0, 1)) % dueDigits.length] ?? '0'}`;
