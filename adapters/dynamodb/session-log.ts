import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadPointer, SessionLog, Slots, Standing, WriteOutcome } from '../../application/ports/session-log.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import {
  asking,
  asStoreError,
  cancellationOf,
  conditionFailed,
  refusedByCondition,
  transactionConflict,
} from './errors.ts';
import { logPartition, memberKey, metaKey, slotKey, slotSortKey } from './layout/index.ts';
import { claimItem, messageSlotItem, readSlot, voidSlotItem } from './log-items.ts';
import { readMember, readMeta, readReadPointer } from './session-items.ts';

const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };

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
    const { role, lastReadSeq } = readMember(memberItem);
    const { kind, status, lastSeq, lastActivityAt } = readMeta(metaItem);
    return { kind, status, lastSeq, lastActivityAt, role, lastReadSeq };
  }

  async reserve(sessionId: SessionId, at: Instant): Promise<Seq | undefined> {
    const { client, chat } = this.#tables;
    const takesEntries = {
      ConditionExpression: '#status = :active',
      ExpressionAttributeNames: { '#status': 'status' },
    };
    const update = new UpdateCommand({
      TableName: chat,
      Key: { ...metaKey(sessionId) },
      UpdateExpression: 'SET lastSeq = lastSeq + :one, lastMessageSeq = lastSeq + :one, lastActivityAt = :at',
      ...takesEntries,
      ExpressionAttributeValues: { ':one': 1, ':at': toIso(at), ':active': SessionStatus.ACTIVE },
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      return new Attributes((await client.send(update)).Attributes, 'reservation').seq('lastSeq');
    } catch (cause) {
      if (refusedByCondition(cause) !== undefined) return undefined;
      throw asStoreError('reserve a position', cause);
    }
  }

  async write(message: Message): Promise<WriteOutcome> {
    const { client, chat, guards } = this.#tables;
    const slot = { TableName: chat, Item: { ...messageSlotItem(message) }, ...nothingThere };
    const claim = {
      TableName: guards,
      Item: { ...claimItem(message) },
      ...nothingThere,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [{ Put: slot }, { Put: claim }] }));
      return { kind: 'written' };
    } catch (cause) {
      const [onSlot, onClaim] = cancellationOf(cause) ?? [];
      if (onClaim?.code === conditionFailed) {
        return { kind: 'claimed', seq: new Attributes(onClaim.item, 'claim').seq('seq') };
      }
      if (onSlot?.code === conditionFailed) return { kind: 'taken' };
      if (onSlot?.code === transactionConflict || onClaim?.code === transactionConflict) return { kind: 'conflict' };
      throw asStoreError('write the message', cause);
    }
  }

  async entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...slotKey(sessionId, seq) }, ConsistentRead: true });
    const { Item } = await asking('read the log entry', () => client.send(get));
    return Item && readSlot(sessionId, Item);
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
    return { entries: Items.map((item) => readSlot(sessionId, item)), exhausted: LastEvaluatedKey === undefined };
  }

  async seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void> {
    await Promise.all(positions.map((seq) => this.#sealOne(sessionId, seq, at)));
  }

  async advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<ReadPointer | undefined> {
    const { client, chat } = this.#tables;
    const onlyForward = { ConditionExpression: 'lastReadSeq < :seq' };
    const update = new UpdateCommand({
      TableName: chat,
      Key: { ...memberKey(sessionId, user) },
      UpdateExpression: 'SET lastReadSeq = :seq, readAt = :at',
      ...onlyForward,
      ExpressionAttributeValues: { ':seq': to.lastReadSeq, ':at': toIso(to.readAt) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await client.send(update);
      return to;
    } catch (cause) {
      const refusal = refusedByCondition(cause);
      if (refusal === undefined) throw asStoreError('move the read pointer', cause);
      return refusal.item && readReadPointer(refusal.item);
    }
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
