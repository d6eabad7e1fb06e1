import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attended, DueUser, Notices, Settlement } from '../../application/ports/notices.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { undisturbed } from '../../domain/notification/attention.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseInstant, toIso } from '../../domain/shared/instant.ts';
import { NotificationLimits } from '../../domain/vocabulary/notifications.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, refusedByCondition } from './errors.ts';
import { attentionKey, attentionPartition, byDue, dueShards, noticeKey, userIdOfAttention } from './layout/index.ts';
import type { Key } from './layout/index.ts';
import { attentionItem, noticeItem, readAttention, readNotice } from './notice-items.ts';
import type { PeopleWrites } from './people-transactions.ts';
import { carriesOut } from './people-transactions.ts';

/** A NOTICE item for each thing that a user is told of, an ATTENTION item for each of their sessions. */
export class DynamoDbNotices implements Notices {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async find(user: UserId, id: string): Promise<Notice | undefined> {
    const { client, people } = this.#tables;
    const get = new GetCommand({ TableName: people, Key: { ...noticeKey(user, id) }, ConsistentRead: true });
    const { Item } = await asking('look up a notice', () => client.send(get));
    return Item && readNotice(user, id, Item);
  }

  async attention(user: UserId, sessionId: SessionId): Promise<Attended> {
    const { client, people } = this.#tables;
    const get = new GetCommand({ TableName: people, Key: { ...attentionKey(user, sessionId) }, ConsistentRead: true });
    const { Item } = await asking('read what was told', () => client.send(get));
    return Item === undefined ? { sessionId, attention: undisturbed, version: 0 } : readAttention(Item);
  }

  async standing(user: UserId, id: string, sessionId: SessionId) {
    const [ofNotice, ofAttention] = [noticeKey(user, id), attentionKey(user, sessionId)];
    const keys = [ofNotice, ofAttention];
    const items = await getAll(this.#tables, 'look up a notice', keys, { table: 'people', consistent: true });
    const find = ({ pk }: Key) => items.find((item) => item['pk'] === pk);
    const [notice, attention] = [find(ofNotice), find(ofAttention)];
    return {
      notice: notice && readNotice(user, id, notice),
      attended: attention === undefined ? { sessionId, attention: undisturbed, version: 0 } : readAttention(attention),
    };
  }

  async holding(user: UserId): Promise<readonly Attended[]> {
    const { client, people } = this.#tables;
    const found: Attended[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: people,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :attention',
        FilterExpression: 'attribute_exists(dueAt)',
        ExpressionAttributeValues: { ':attention': attentionPartition(user) },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const { Items = [], LastEvaluatedKey } = await asking('read what is held back', () => client.send(query));
      found.push(...Items.map(readAttention));
      from = LastEvaluatedKey;
    } while (from !== undefined && found.length < NotificationLimits.digestSessions);
    return found.slice(0, NotificationLimits.digestSessions);
  }

  async open(user: UserId, notice: Notice | null, changes: readonly Attended[], now: Instant): Promise<boolean> {
    const TableName = this.#tables.people;
    const notOpened = { ConditionExpression: 'attribute_not_exists(pk)' };
    const writes: PeopleWrites = changes.map((change) => ({
      Put: { TableName, Item: { ...attentionItem(user, change, now) }, ...stillAt(change.version) },
    }));
    if (notice !== null) writes.push({ Put: { TableName, Item: { ...noticeItem(notice, now) }, ...notOpened } });
    return writes.length === 0 || carriesOut(this.#tables, 'open a notice', writes);
  }

  async lease(user: UserId, id: string, now: Instant, until: Instant): Promise<boolean> {
    const { client, people } = this.#tables;
    const isFree = {
      ConditionExpression: 'leasedUntil <= :now AND (attribute_exists(devices) OR mails = :true)',
      ExpressionAttributeValues: { ':now': now, ':until': until, ':true': true },
    };
    const update = new UpdateCommand({
      TableName: people,
      Key: { ...noticeKey(user, id) },
      UpdateExpression: 'SET leasedUntil = :until',
      ...isFree,
    });
    try {
      await client.send(update);
      return true;
    } catch (cause) {
      if (refusedByCondition(cause) !== undefined) return false;
      throw asStoreError('lease a notice', cause);
    }
  }

  async settle(user: UserId, id: string, { devices, mailed, givesBack }: Settlement): Promise<void> {
    const { client, people } = this.#tables;
    const sets = [...(mailed ? ['mails = :false'] : []), ...(givesBack ? ['leasedUntil = :zero'] : [])];
    const clauses = [
      ...(sets.length === 0 ? [] : [`SET ${sets.join(', ')}`]),
      ...(devices.length === 0 ? [] : ['DELETE devices :devices']),
    ];
    if (clauses.length === 0) return;
    const isThere = { ConditionExpression: 'attribute_exists(pk)' };
    const update = new UpdateCommand({
      TableName: people,
      Key: { ...noticeKey(user, id) },
      UpdateExpression: clauses.join(' '),
      ...isThere,
      ExpressionAttributeValues: {
        ...(mailed ? { ':false': false } : {}),
        ...(givesBack ? { ':zero': 0 } : {}),
        ...(devices.length === 0 ? {} : { ':devices': new Set<string>(devices) }),
      },
    });
    try {
      await client.send(update);
    } catch (cause) {
      // It expired meanwhile: there is nothing left to settle.
      if (refusedByCondition(cause) === undefined) throw asStoreError('settle a notice', cause);
    }
  }

  async due(before: Instant, limit: number): Promise<readonly DueUser[]> {
    const shards = await Promise.all(dueShards.map((shard) => this.#dueIn(shard, before, limit)));
    const earliestFirst = shards.flat().sort((a, b) => a.dueAt - b.dueAt);
    return [...new Map(earliestFirst.reverse().map((one) => [one.user, one])).values()].reverse();
  }

  async #dueIn(shard: string, before: Instant, limit: number): Promise<readonly DueUser[]> {
    const { client, people } = this.#tables;
    const query = new QueryCommand({
      TableName: people,
      IndexName: byDue.name,
      KeyConditionExpression: `${byDue.partitionKey} = :shard AND ${byDue.sortKey} <= :before`,
      ExpressionAttributeValues: { ':shard': shard, ':before': toIso(before) },
      Limit: limit,
    });
    const { Items = [] } = await asking('list what is due', () => client.send(query));
    return Items.map((item) => {
      const due = new Attributes(item, 'due notification');
      const user = parseUserId(userIdOfAttention(due.text('pk')));
      const dueAt = parseInstant(due.text(byDue.sortKey));
      if (user === undefined || dueAt === undefined) throw new StoreBroken('list what is due', 'it is nobody’s');
      return { user, dueAt };
    });
  }
}

const stillAt = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      };
