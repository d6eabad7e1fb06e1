import { setTimeout as pause } from 'node:timers/promises';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { GetCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BlockedUser, BlockOfUser, Blocks } from '../../application/ports/blocks.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import type { BlockedItem, BlockItem, Key } from './layout/index.ts';
import { apartKeys, blockCountKey, blockedKey, blockKey, blockKeyPrefix, metaKey } from './layout/index.ts';

type TransactItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

const rounds = 6;
const firstPauseInMs = 10;

const isThere = { ConditionExpression: 'attribute_exists(pk)' };
const isNotThere = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * Two items a block, one with either of the two, one beside them that counts a user's blocks, and the META of the two users' DIRECT session where there is
 * one, all changed in one transaction. What the transaction finds otherwise than it was read is read again.
 */
export class DynamoDbBlocks implements Blocks {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async block({ blocker, blocked, direct }: BlockOfUser, at: Instant): Promise<boolean> {
    const { chat } = this.#tables;
    const item: BlockItem = { ...blockKey(blocker, blocked), userId: blocked, blockedAt: toIso(at) };
    const theirs: BlockedItem = { ...blockedKey(blocked, blocker), userId: blocker };
    const put = { TableName: chat, Item: { ...item }, ...isNotThere };
    const count = {
      TableName: chat,
      Key: { ...blockCountKey(blocker) },
      UpdateExpression: 'ADD blocks :one',
      ConditionExpression: 'attribute_not_exists(blocks) OR blocks < :limit',
      ExpressionAttributeValues: { ':one': 1, ':limit': Limits.blocksOfUser },
    };
    const refusedAt = await this.#transact('block the user', async () => [
      { Put: put },
      { Update: count },
      (await this.#isThere(metaKey(direct)))
        ? this.#updateOf(direct, 'SET isClosed = :true ADD accessVersion :one', { ':true': true, ':one': 1 })
        : this.#check(metaKey(direct), isNotThere),
      { Put: { TableName: chat, Item: { ...theirs } } },
    ]);
    // The first reason counts: someone who is blocked already stays so, whatever the limit says.
    return refusedAt !== 1;
  }

  async unblock({ blocker, blocked, direct }: BlockOfUser): Promise<void> {
    const remove = { TableName: this.#tables.chat, Key: { ...blockKey(blocker, blocked) }, ...isThere };
    const count = {
      TableName: this.#tables.chat,
      Key: { ...blockCountKey(blocker) },
      UpdateExpression: 'ADD blocks :minusOne',
      ExpressionAttributeValues: { ':minusOne': -1 },
    };
    const mirrored = { TableName: this.#tables.chat, Key: { ...blockedKey(blocked, blocker) } };
    const theirs = blockKey(blocked, blocker);
    await this.#transact('unblock the user', async () => {
      const [staysClosed, wasOpened] = await Promise.all([this.#isThere(theirs), this.#isThere(metaKey(direct))]);
      const check = this.#check(theirs, staysClosed ? isThere : isNotThere);
      const first = [{ Delete: remove }, { Update: count }, check, { Delete: mirrored }];
      if (staysClosed) return first;
      const opened = wasOpened ? this.#updateOf(direct, 'REMOVE isClosed') : this.#check(metaKey(direct), isNotThere);
      return [...first, opened];
    });
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

  async apartFrom(user: UserId, most: number): Promise<ReadonlySet<UserId> | undefined> {
    const { client, chat } = this.#tables;
    const [from, to] = apartKeys;
    const found = new Set<UserId>();
    const pages = paginateQuery(
      { client },
      {
        TableName: chat,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :user AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':user': blockCountKey(user).pk, ':from': from, ':to': to },
        // Where two block each other, there are two items of one user.
        Limit: 2 * most + 1,
      },
    );
    return asking('read the blocks', async () => {
      for await (const { Items = [] } of pages) {
        for (const item of Items) found.add(new Attributes(item, 'block').userId('userId'));
        if (found.size > most) return undefined;
      }
      return found;
    });
  }

  /**
   * Carries out what `read` makes of what it finds. The first two items are the block and the count: the number of the one
   * whose condition failed is the answer, `undefined` when all went through. Another item that was refused was overtaken.
   */
  async #transact(doing: string, read: () => Promise<TransactItems>): Promise<number | undefined> {
    for (let round = 1; ; round += 1) {
      const TransactItems = await read();
      try {
        await this.#tables.client.send(new TransactWriteCommand({ TransactItems }));
        return undefined;
      } catch (cause) {
        const codes = (cancellationOf(cause) ?? []).map(({ code }) => code);
        const refusedAt = codes.slice(0, 2).indexOf(conditionFailed);
        if (refusedAt >= 0) return refusedAt;
        const wasOvertaken = codes.some((code) => code === conditionFailed || code === transactionConflict);
        if (!wasOvertaken) throw asStoreError(doing, cause);
        if (round === rounds) throw new StoreBusy(doing, { cause });
        await pause(firstPauseInMs * 2 ** (round - 1));
      }
    }
  }

  async #isThere(key: Key): Promise<boolean> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...key }, ConsistentRead: true, ProjectionExpression: 'pk' });
    return (await asking('read the blocks', () => client.send(get))).Item !== undefined;
  }

  #check(key: Key, condition: typeof isThere): TransactItems[number] {
    return { ConditionCheck: { TableName: this.#tables.chat, Key: { ...key }, ...condition } };
  }

  #updateOf(session: SessionId, expression: string, values?: Record<string, number | boolean>): TransactItems[number] {
    return {
      Update: {
        TableName: this.#tables.chat,
        Key: { ...metaKey(session) },
        UpdateExpression: expression,
        ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
        ...isThere,
      },
    };
  }
}

function readBlock(item: unknown): BlockedUser {
  const block = new Attributes(item, 'block');
  return { userId: block.userId('userId'), since: block.instant('blockedAt') };
}
