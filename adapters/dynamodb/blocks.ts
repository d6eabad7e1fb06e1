import { paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BlockedUser, Blocks } from '../../application/ports/blocks.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, cancellationOf, conditionFailed } from './errors.ts';
import type { BlockItem } from './layout/index.ts';
import { blockCountKey, blockKey, blockKeyPrefix } from './layout/index.ts';

/** An item a block, and one beside them that counts a user's blocks, both changed in one transaction. */
export class DynamoDbBlocks implements Blocks {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async block(blocker: UserId, blocked: UserId, at: Instant): Promise<boolean> {
    const { client, chat } = this.#tables;
    const item: BlockItem = { ...blockKey(blocker, blocked), userId: blocked, blockedAt: toIso(at) };
    const notBlockedYet = { ConditionExpression: 'attribute_not_exists(pk)' };
    const mayBlockMore = { ConditionExpression: 'attribute_not_exists(blocks) OR blocks < :limit' };
    const put = { TableName: chat, Item: { ...item }, ...notBlockedYet };
    const count = {
      TableName: chat,
      Key: { ...blockCountKey(blocker) },
      UpdateExpression: 'ADD blocks :one',
      ...mayBlockMore,
      ExpressionAttributeValues: { ':one': 1, ':limit': Limits.blocksOfUser },
    };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, { Update: count }] }));
      return true;
    } catch (cause) {
      const [onBlock, onCount] = cancellationOf(cause) ?? [];
      if (onBlock?.code === conditionFailed) return true;
      if (onCount?.code === conditionFailed) return false;
      throw asStoreError('block the user', cause);
    }
  }

  async unblock(blocker: UserId, blocked: UserId): Promise<void> {
    const { client, chat } = this.#tables;
    const isBlocked = { ConditionExpression: 'attribute_exists(pk)' };
    const remove = { TableName: chat, Key: { ...blockKey(blocker, blocked) }, ...isBlocked };
    const count = {
      TableName: chat,
      Key: { ...blockCountKey(blocker) },
      UpdateExpression: 'ADD blocks :minusOne',
      ExpressionAttributeValues: { ':minusOne': -1 },
    };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [{ Delete: remove }, { Update: count }] }));
    } catch (cause) {
      if (cancellationOf(cause)?.[0]?.code !== conditionFailed) throw asStoreError('unblock the user', cause);
    }
  }

  async blockedBy(blocker: UserId): Promise<readonly BlockedUser[]> {
    const { client, chat } = this.#tables;
    const pages = paginateQuery(
      { client },
      {
        TableName: chat,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :user AND begins_with(sk, :block)',
        ExpressionAttributeValues: { ':user': blockCountKey(blocker).pk, ':block': blockKeyPrefix },
      },
    );
    const blocks = await asking('list the blocked users', async () => {
      const found: BlockedUser[] = [];
      for await (const { Items = [] } of pages) found.push(...Items.map(readBlock));
      return found;
    });
    return blocks.sort((a, b) => a.since - b.since);
  }

  async between(user: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    const distinct = [...new Set(others)];
    const own = distinct.map((other) => blockKey(user, other));
    const theirs = distinct.filter((other) => other !== user).map((other) => blockKey(other, user));
    const items = await getAll(this.#tables, 'read the blocks', [...own, ...theirs], { consistent: true });
    const found = new Set(items.map((item) => `${item['pk']} ${item['sk']}`));
    const stands = (blocker: UserId, blocked: UserId): boolean => {
      const { pk, sk } = blockKey(blocker, blocked);
      return found.has(`${pk} ${sk}`);
    };
    return new Set(distinct.filter((other) => stands(user, other) || stands(other, user)));
  }
}

function readBlock(item: unknown): BlockedUser {
  const block = new Attributes(item, 'block');
  return { userId: block.userId('userId'), since: block.instant('blockedAt') };
}
