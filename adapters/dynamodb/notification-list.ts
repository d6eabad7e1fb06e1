import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ListedNotification,
  Notification,
  NotificationId,
  NotificationList,
  NotificationPage,
} from '../../application/ports/notification-list.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { NotificationDurations, NotificationKind } from '../../domain/vocabulary/notifications.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, refusedByCondition } from './errors.ts';
import type { NotificationItem } from './layout/index.ts';
import { notificationKey, notificationPartition, seenKey } from './layout/index.ts';

/** An item an entry, in the order of time; the sort key is the entry's id. */
export class DynamoDbNotificationList implements NotificationList {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async add(user: UserId, notification: Notification): Promise<void> {
    const { client, people } = this.#tables;
    // What is there already is the same: the key says what it is about.
    const put = new PutCommand({ TableName: people, Item: { ...notificationItem(user, notification) } });
    await asking('list the notification', () => client.send(put));
  }

  async page(user: UserId, limit: number, before: NotificationId | null): Promise<NotificationPage> {
    const range =
      before === null
        ? { KeyConditionExpression: 'pk = :list', ExpressionAttributeValues: { ':list': notificationPartition(user) } }
        : {
            KeyConditionExpression: 'pk = :list AND sk < :before',
            ExpressionAttributeValues: { ':list': notificationPartition(user), ':before': before },
          };
    const { Items = [] } = await this.#query({ ...range, ScanIndexForward: false, Limit: limit + 1 });
    return { items: Items.slice(0, limit).map(readNotification), hasMore: Items.length > limit };
  }

  async seenUpTo(user: UserId): Promise<NotificationId | null> {
    const { client, people } = this.#tables;
    const get = new GetCommand({ TableName: people, Key: { ...seenKey(user) }, ConsistentRead: true });
    const { Item } = await asking('list the notifications', () => client.send(get));
    return Item === undefined ? null : new Attributes(Item, 'place in the list').text('seenUpTo');
  }

  async unseen(user: UserId, enough: number): Promise<number> {
    const seen = await this.seenUpTo(user);
    const { Count = 0 } = await this.#query({
      KeyConditionExpression: 'pk = :list AND sk > :seen',
      // No id is smaller than a blank.
      ExpressionAttributeValues: { ':list': notificationPartition(user), ':seen': seen ?? ' ' },
      Select: 'COUNT',
      Limit: enough,
    });
    return Count;
  }

  async markSeen(user: UserId, upTo: NotificationId): Promise<void> {
    const { client, people } = this.#tables;
    const forward = { ConditionExpression: 'attribute_not_exists(seenUpTo) OR seenUpTo < :upTo' };
    const update = new UpdateCommand({
      TableName: people,
      Key: { ...seenKey(user) },
      UpdateExpression: 'SET seenUpTo = :upTo',
      ...forward,
      ExpressionAttributeValues: { ':upTo': upTo },
    });
    try {
      await client.send(update);
    } catch (cause) {
      if (refusedByCondition(cause) === undefined) throw asStoreError('mark the notifications as seen', cause);
    }
  }

  #query(input: Omit<QueryCommandInput, 'TableName'>) {
    const { client, people } = this.#tables;
    const query = new QueryCommand({ ...input, TableName: people, ConsistentRead: true });
    return asking('list the notifications', () => client.send(query));
  }
}

const notificationItem = (user: UserId, { about, kind, sessionId, at, ...rest }: Notification): NotificationItem => ({
  ...notificationKey(user, toIso(at), about),
  kind,
  sessionId,
  at: toIso(at),
  ...(rest.seq === null ? {} : { seq: rest.seq }),
  ...(rest.actorId === null ? {} : { actorId: rest.actorId }),
  ...(rest.role === null ? {} : { role: rest.role }),
  expiresAt: Math.floor(at / 1000) + NotificationDurations.notificationSeconds,
});

function readNotification(item: unknown): ListedNotification {
  const entry = new Attributes(item, 'notification');
  const id = entry.text('sk');
  return {
    id,
    about: id.slice(id.indexOf('#') + 1),
    kind: entry.oneOf('kind', NotificationKind),
    sessionId: entry.sessionId('sessionId'),
    at: entry.instant('at'),
    seq: entry.seqOrNull('seq'),
    actorId: entry.has('actorId') ? entry.userId('actorId') : null,
    role: entry.oneOfOrNull('role', MemberRole),
  };
}
