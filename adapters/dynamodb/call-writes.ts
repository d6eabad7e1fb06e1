import { carriedFiles } from '../../domain/message/carried-files.ts';
import type { Message } from '../../domain/message/message.ts';
import type { CallMember, CallSession } from '../../domain/video-call/call-session.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallChanges } from '../../domain/video-call/video-call.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { callItem, seenItem } from './call-items.ts';
import type { CallTables } from './call-tables.ts';
import type { Key } from './layout/index.ts';
import { callSeenKey, fileKey, liveCallKey, memberKey, metaKey, recordingTold } from './layout/index.ts';
import { messageSlotItem } from './log-items.ts';
import type { Write } from './session-writes.ts';

const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };

const unchangedSince = (version: number) =>
  version === 0
    ? nothingThere
    : {
        ConditionExpression: '#version = :basedOn',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':basedOn': version },
      };

/** A member who is what they were. Absent is 0. */
const unchangedMember = ({ changedSeq }: CallMember) => ({
  ConditionExpression:
    changedSeq === 0
      ? 'attribute_exists(pk) AND (attribute_not_exists(changedSeq) OR changedSeq = :was)'
      : 'changedSeq = :was',
  ExpressionAttributeValues: { ':was': changedSeq },
});

/** The session takes entries, and nobody lost a right in it since. Absent is 0. */
const stillMayStart = ({ accessVersion }: CallSession) => ({
  ConditionExpression:
    accessVersion === 0
      ? '#status = :active AND (attribute_not_exists(accessVersion) OR accessVersion = :seen)'
      : '#status = :active AND accessVersion = :seen',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':active': SessionStatus.ACTIVE, ':seen': accessVersion },
});

const put = (TableName: string, item: Key, condition: object = {}): Write => ({
  Put: { TableName, Item: { ...item }, ...condition },
});
const check = (TableName: string, key: Key, condition: { readonly ConditionExpression: string }): Write => ({
  ConditionCheck: { TableName, Key: { ...key }, ...condition },
});

/** Where the write that makes a call the one of its session stands in the transaction of a new call. */
export const placeOfLive = 1;

/** One transaction's items: all or nothing, each on what it rests on. */
export function callWrites(
  { calls, chat }: CallTables,
  changes: VideoCallChanges,
  entries: readonly Message[],
): readonly Write[] {
  const { state, basedOn, came, went, startsIn } = changes;
  const { sessionId } = state;
  const witnesses = new Map(changes.restsOn.map((member) => [member.userId, member]));
  return [
    put(calls, callItem(state, basedOn + 1), unchangedSince(basedOn)),
    ...liveWrites(calls, changes),
    ...entries.map((entry) => put(chat, messageSlotItem(entry), nothingThere)),
    ...entries.flatMap((entry) =>
      carriedFiles(entry).map((fileId) => ({
        Update: { TableName: chat, Key: { ...fileKey(sessionId, fileId) }, ...recordingTold(entry.seq) },
      })),
    ),
    ...came.map((one) => put(calls, seenItem(state, one))),
    ...went.map(({ userId, lastSeenAt }) => ({
      Delete: {
        TableName: calls,
        Key: { ...callSeenKey(state.id, userId) },
        ConditionExpression: 'lastSeenAt = :was',
        ExpressionAttributeValues: { ':was': toIso(lastSeenAt) },
      },
    })),
    ...[...witnesses.values()].map((one) => check(chat, memberKey(sessionId, one.userId), unchangedMember(one))),
    ...(startsIn === null ? [] : [check(chat, metaKey(sessionId), stillMayStart(startsIn))]),
  ];
}

function liveWrites(calls: string, { state, before }: VideoCallChanges): readonly Write[] {
  const live = { ...liveCallKey(state.sessionId), callId: state.id };
  if (before === null) return [put(calls, live, nothingThere)];
  return isOver(state.phase) && !isOver(before.phase) ? [noLonger(calls, state.sessionId, state.id)] : [];
}

const noLonger = (calls: string, sessionId: SessionId, callId: string): Write => ({
  Delete: {
    TableName: calls,
    Key: { ...liveCallKey(sessionId) },
    ConditionExpression: 'callId = :id',
    ExpressionAttributeValues: { ':id': callId },
  },
});
