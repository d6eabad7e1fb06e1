import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { UnreadCounts } from '../../application/ports/unread-counts.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, seqZero } from '../../domain/shared/ids.ts';
import { LogEntryKind, MessageKind } from '../../domain/vocabulary/messages.ts';
import { isExpired } from '../../domain/vocabulary/retention.ts';
import { isUnreadFor } from '../../domain/vocabulary/unread.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking } from './errors.ts';
import { byUser, logPartition, memberKey, metaKey, sessionIdOf, slotKey, slotSortKey } from './layout/index.ts';

const doing = 'count what is unread';

/** What of a slot decides whether it counts. */
const counted = ['entry', 'messageKind', 'senderId', 'threadRootSeq', 'deletedAt', 'expiresAt'];

/** Sessions whose logs are looked into at once. */
const atOnce = 10;

/** Up to so many positions are read by key, which many can do together; of more, one query costs less. */
const fewPositions = 10;

interface Unread {
  readonly sessionId: SessionId;
  readonly after: number;
  /** The position that was reserved last for a message. */
  readonly newest: number;
}

/**
 * The sessions that the `byUser` index names, of these the newest message and the read pointer, and only where there is something
 * between the two, the slots of the log after the pointer.
 */
export class DynamoDbUnreadCounts implements UnreadCounts {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async total(user: UserId, enough: number): Promise<number> {
    const open = await this.#withUnread(user, await this.#sessionIds(user));
    let count = 0;
    for (let from = 0; from < open.length && count < enough; from += atOnce) {
      const some = open.slice(from, from + atOnce);
      const counts = await Promise.all(some.map((one) => this.#unreadIn(one, user, enough)));
      count += counts.reduce((sum, one) => sum + one, 0);
    }
    return Math.min(count, enough);
  }

  async #sessionIds(user: UserId): Promise<readonly SessionId[]> {
    const { client, chat } = this.#tables;
    const ofUser = {
      TableName: chat,
      IndexName: byUser.name,
      KeyConditionExpression: `${byUser.partitionKey} = :user`,
      ExpressionAttributeValues: { ':user': user },
    };
    return asking(doing, async () => {
      const ids: SessionId[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, ofUser)) {
        ids.push(...Items.flatMap((item) => parseSessionId(sessionIdOf(String(item['pk']))) ?? []));
      }
      return ids;
    });
  }

  async #withUnread(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly Unread[]> {
    const keys = sessionIds.flatMap((id) => [metaKey(id), memberKey(id, user)]);
    const attributes = ['lastMessageSeq', 'lastReadSeq'];
    const items = await getAll(this.#tables, doing, keys, { consistent: false, attributes });
    const pointers = new Map(
      items.map((item) => {
        const read = new Attributes(item, 'session');
        return [
          `${read.text('pk')} ${read.text('sk')}`,
          read.seqOrNull('lastMessageSeq') ?? read.seqOrNull('lastReadSeq') ?? seqZero,
        ];
      }),
    );
    return sessionIds.flatMap((sessionId) => {
      const [meta, member] = [metaKey(sessionId), memberKey(sessionId, user)];
      const newest = pointers.get(`${meta.pk} ${meta.sk}`);
      const after = pointers.get(`${member.pk} ${member.sk}`);
      return newest === undefined || after === undefined || newest <= after ? [] : [{ sessionId, after, newest }];
    });
  }

  async #unreadIn({ sessionId, after, newest }: Unread, user: UserId, enough: number): Promise<number> {
    const { client, chat, clock } = this.#tables;
    const now = clock.now();
    if (newest - after <= fewPositions) {
      const keys = Array.from({ length: newest - after }, (_, at) => slotKey(sessionId, after + at + 1));
      const items = await getAll(this.#tables, doing, keys, { consistent: false, attributes: counted });
      return Math.min(items.filter((item) => isUnread(item, user, now)).length, enough);
    }
    const pages = paginateQuery(
      { client, pageSize: enough },
      {
        TableName: chat,
        KeyConditionExpression: 'pk = :log AND sk > :after',
        ExpressionAttributeValues: { ':log': logPartition(sessionId), ':after': slotSortKey(after) },
        ProjectionExpression: counted.join(', '),
      },
    );
    return asking(doing, async () => {
      let count = 0;
      for await (const { Items = [] } of pages) {
        count += Items.filter((item) => isUnread(item, user, now)).length;
        if (count >= enough) break;
      }
      return count;
    });
  }
}

function isUnread(item: unknown, user: UserId, now: Instant): boolean {
  const slot = new Attributes(item, 'log entry');
  if (slot.oneOf('entry', LogEntryKind) !== LogEntryKind.MESSAGE) return false;
  if (slot.has('expiresAt') && isExpired(slot.count('expiresAt'), now)) return false;
  return isUnreadFor(user, {
    kind: slot.oneOf('messageKind', MessageKind),
    senderId: slot.text('senderId'),
    isInThread: slot.has('threadRootSeq'),
    isDeleted: slot.has('deletedAt'),
  });
}
