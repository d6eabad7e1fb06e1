import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  Advanced,
  ReadPointer,
  Reservation,
  Reserved,
  SessionLog,
  Slots,
  Standing,
  WriteOutcome,
} from '../../application/ports/session-log.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { LogEntryKind } from '../../domain/vocabulary/messages.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { Write } from './change-writes.ts';
import { updating } from './change-writes.ts';
import type { ChatTables } from './chat-tables.ts';
import {
  asking,
  asStoreError,
  cancellationOf,
  conditionFailed,
  refusedByCondition,
  transactionConflict,
} from './errors.ts';
import { fileKey, fileTaken, logPartition, memberKey, metaKey, slotKey, slotSortKey } from './layout/index.ts';
import { claimItem, messageSlotItem, readRetained, voidSlotItem } from './log-items.ts';
import { readMember, readMeta, readPointers } from './session-items.ts';

const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };
const sessionExists = { ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeValues: {} };

/** The session takes entries, and nobody lost a right in it since. Absent is 0. */
const stillMaySay = (accessVersion: number) => ({
  ConditionExpression:
    accessVersion === 0
      ? '#status = :active AND (attribute_not_exists(accessVersion) OR accessVersion = :seen)'
      : '#status = :active AND accessVersion = :seen',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':active': SessionStatus.ACTIVE, ':seen': accessVersion },
});

const readForward = { ConditionExpression: 'lastReadSeq < :seq' };
const deliveredForward = {
  ConditionExpression: 'lastReadSeq < :seq AND (attribute_not_exists(lastDeliveredSeq) OR lastDeliveredSeq < :seq)',
};

/** The steps of the session log on the chat and guards tables. `resolvers/functions` sends the same requests. */
export class DynamoDbSessionLog implements SessionLog {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async standing(sessionId: SessionId, user: UserId): Promise<Standing | undefined> {
    const keys = [metaKey(sessionId), memberKey(sessionId, user)];
    const items = await getAll(this.#tables, 'read the session', keys, { consistent: true });
    const [metaItem, memberItem] = keys.map(({ sk }) => items.find((item) => item['sk'] === sk));
    if (metaItem === undefined || memberItem === undefined) return undefined;
    const { kind, status, memberCount, lastSeq, lastActivityAt, ...rest } = readMeta(metaItem);
    const { isFrozen, isClosed, allowAnonymous, slowModeSeconds, retentionDays, accessVersion } = rest;
    const { role, mutedUntil, alias, lastReadSeq } = readMember(memberItem);
    return {
      kind,
      status,
      isFrozen,
      isClosed,
      allowAnonymous,
      slowModeSeconds,
      retentionDays,
      memberCount,
      accessVersion,
      lastSeq,
      lastActivityAt,
      role,
      mutedUntil,
      alias,
      lastReadSeq,
    };
  }

  async reserve(sessionId: SessionId, at: Instant, reservation: Reservation): Promise<Reserved> {
    const { client, chat } = this.#tables;
    const next = reservation.as === 'message' ? ', lastMessageSeq = lastSeq + :one' : '';
    const condition = reservation.as === 'change' ? sessionExists : stillMaySay(reservation.accessVersion);
    const update = new UpdateCommand({
      TableName: chat,
      Key: { ...metaKey(sessionId) },
      UpdateExpression: `SET lastSeq = lastSeq + :one${next}, lastActivityAt = :at`,
      ...condition,
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':one': 1, ':at': toIso(at) },
      ReturnValues: 'UPDATED_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes: updated } = await client.send(update);
      return { kind: 'reserved', seq: new Attributes(updated, 'reservation').seq('lastSeq') };
    } catch (cause) {
      const refusal = refusedByCondition(cause);
      if (refusal === undefined) throw asStoreError('reserve a position', cause);
      if (refusal.item === undefined) return { kind: 'gone' };
      const status = new Attributes(refusal.item, 'session').oneOf('status', SessionStatus);
      return { kind: status === SessionStatus.ACTIVE ? 'overtaken' : 'readOnly' };
    }
  }

  async write(message: SentMessage): Promise<WriteOutcome> {
    const { client, chat, guards } = this.#tables;
    const slot = { TableName: chat, Item: { ...messageSlotItem(message) }, ...nothingThere };
    const claim = {
      TableName: guards,
      Item: { ...claimItem(message) },
      ...nothingThere,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const root = message.threadRoot === null ? [] : [{ Update: this.#countReply(message, message.threadRoot) }];
    try {
      const TransactItems = [{ Put: slot }, { Put: claim }, ...root, ...this.#takeFile(message)];
      await client.send(new TransactWriteCommand({ TransactItems }));
      return { kind: 'written' };
    } catch (cause) {
      const reasons = cancellationOf(cause) ?? [];
      const [onSlot, onClaim, ...beside] = reasons;
      const [onRoot, onFile] = message.threadRoot === null ? [undefined, ...beside] : beside;
      if (onClaim?.code === conditionFailed) {
        return { kind: 'claimed', seq: new Attributes(onClaim.item, 'claim').seq('seq') };
      }
      if (onRoot?.code === conditionFailed) return { kind: 'rootGone' };
      if (onFile?.code === conditionFailed) return { kind: 'fileGone' };
      if (onSlot?.code === conditionFailed) return { kind: 'taken' };
      if (reasons.some(({ code }) => code === transactionConflict)) return { kind: 'conflict' };
      throw asStoreError('write the message', cause);
    }
  }

  async entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined> {
    const [entry] = await this.entriesAt(sessionId, [seq]);
    return entry;
  }

  async entriesAt(sessionId: SessionId, positions: readonly Seq[]): Promise<readonly LogEntry[]> {
    const keys = positions.map((seq) => slotKey(sessionId, seq));
    const items = await getAll(this.#tables, 'read log entries', keys, { consistent: true });
    return items.map((item) => readRetained(sessionId, item, this.#tables));
  }

  async slotsAfter(sessionId: SessionId, after: Seq, limit: number): Promise<Slots> {
    const { client, chat } = this.#tables;
    const query = new QueryCommand({
      TableName: chat,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :log AND sk > :after',
      ExpressionAttributeValues: { ':log': logPartition(sessionId), ':after': slotSortKey(after) },
      Limit: limit,
    });
    const { Items = [], LastEvaluatedKey } = await asking('read the session log', () => client.send(query));
    return {
      entries: Items.map((item) => readRetained(sessionId, item, this.#tables)),
      exhausted: LastEvaluatedKey === undefined,
    };
  }

  async seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void> {
    await Promise.all(positions.map((seq) => this.#sealOne(sessionId, seq, at)));
  }

  advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<Advanced | undefined> {
    return this.#advance(sessionId, user, {
      UpdateExpression: 'SET lastReadSeq = :seq, readAt = :at',
      ...readForward,
      ExpressionAttributeValues: { ':seq': to.lastReadSeq, ':at': toIso(to.readAt) },
    });
  }

  advanceDeliveredPointer(sessionId: SessionId, user: UserId, to: Seq): Promise<Advanced | undefined> {
    return this.#advance(sessionId, user, {
      UpdateExpression: 'SET lastDeliveredSeq = :seq',
      ...deliveredForward,
      ExpressionAttributeValues: { ':seq': to },
    });
  }

  async #advance(
    sessionId: SessionId,
    user: UserId,
    move: Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<Advanced | undefined> {
    const { client, chat } = this.#tables;
    const update = new UpdateCommand({
      TableName: chat,
      Key: { ...memberKey(sessionId, user) },
      ...move,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes: moved } = await client.send(update);
      return { pointers: readPointers(moved), hasMoved: true };
    } catch (cause) {
      const refusal = refusedByCondition(cause);
      if (refusal === undefined) throw asStoreError('move a pointer', cause);
      return refusal.item && { pointers: readPointers(refusal.item), hasMoved: false };
    }
  }

  #countReply({ sessionId, createdAt }: SentMessage, root: Seq) {
    const startsAThread = {
      ConditionExpression:
        'entry = :message AND attribute_not_exists(deletedAt) AND attribute_not_exists(threadRootSeq)',
    };
    return {
      TableName: this.#tables.chat,
      Key: { ...slotKey(sessionId, root) },
      UpdateExpression:
        'SET lastReplyAt = :at, version = if_not_exists(version, :one) + :one, replyCount = if_not_exists(replyCount, :zero) + :one',
      ...startsAThread,
      ExpressionAttributeValues: { ':message': LogEntryKind.MESSAGE, ':at': toIso(createdAt), ':zero': 0, ':one': 1 },
    };
  }

  #takeFile({ sessionId, seq, clientMessageId, content }: SentMessage): readonly Write[] {
    if (!('attachment' in content)) return [];
    const { fileId, state } = content.attachment;
    return [updating(this.#tables.chat, fileKey(sessionId, fileId), fileTaken(state, seq, clientMessageId))];
  }

  async #sealOne(sessionId: SessionId, seq: Seq, at: Instant): Promise<void> {
    const { client, chat } = this.#tables;
    const put = new PutCommand({
      TableName: chat,
      Item: { ...voidSlotItem(sessionId, seq, at) },
      ...nothingThere,
    });
    try {
      await client.send(put);
    } catch (cause) {
      if (refusedByCondition(cause) === undefined) throw asStoreError('seal a position', cause);
    }
  }
}
