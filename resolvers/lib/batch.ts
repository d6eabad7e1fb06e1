import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type {
  DetailItem,
  FileItem,
  MemberItem,
  MetaItem,
  SlotItem,
  ThreadReadItem,
} from '../../adapters/dynamodb/layout/items.ts';
import {
  detailKey,
  fileKey,
  memberKey,
  metaKey,
  slotKey,
  threadReadKey,
  type Key,
} from '../../adapters/dynamodb/layout/keys.ts';
import type { FileWish } from '../../domain/vocabulary/composed.ts';
import type { Ctx } from './context.ts';
import { refuseForNow } from './refuse.ts';
import { retained } from './retained.ts';
import { tableName } from './settings.ts';

/** A BatchGetItem's result, as AppSync's DynamoDB data source gives it. */
export interface Batch {
  readonly data: Readonly<Record<string, readonly (Key | null)[] | undefined>>;
  readonly unprocessedKeys?: Readonly<Record<string, readonly Key[] | null | undefined>> | null;
}

/** Reads items of the chat table in one call, each strongly consistently unless told otherwise. */
export const readTogether = (
  ctx: Pick<Ctx, 'env'>,
  keys: readonly Key[],
  consistentRead = true,
): DynamoDBBatchGetItemRequest => ({
  operation: 'BatchGetItem',
  tables: {
    [tableName(ctx, 'chat')]: {
      keys: keys.map((key) => util.dynamodb.toMapValues({ ...key })),
      consistentRead,
    },
  },
});

/**
 * What a BatchGetItem on the chat table found. Refuses for now when the database left keys unread, which would look
 * like absent items.
 */
export const itemsOf = (ctx: Ctx<object, Batch | null>, doing: string): readonly (Key | null)[] => {
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  const table = tableName(ctx, 'chat');
  const unread = ctx.result.unprocessedKeys?.[table] ?? [];
  return unread.length > 0 ? refuseForNow(doing) : (ctx.result.data[table] ?? []);
};

/** What a BatchGetItem on the chat table found, where it may have left keys unread. Refuses for now when it failed. */
export const partOf = (ctx: Ctx<object, Batch | null>, doing: string) => {
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  const table = tableName(ctx, 'chat');
  const unread = ctx.result.unprocessedKeys?.[table] ?? [];
  return {
    items: ctx.result.data[table] ?? [],
    isUnread: (key: Key): boolean => unread.some((left) => stands(left, key)),
  };
};

const stands = (item: Key | null, key: Key): boolean => item?.pk === key.pk && item.sk === key.sk;

// An item's shape follows from its key: the layout says so, and only the house's own code writes the table.
type Items = readonly (Key | null)[];

export const metaIn = (items: Items, sessionId: string): MetaItem | undefined =>
  items.find((item): item is MetaItem => stands(item, metaKey(sessionId)));

export const detailIn = (items: Items, sessionId: string): DetailItem | undefined =>
  items.find((item): item is DetailItem => stands(item, detailKey(sessionId)));

/** The file that a message is to carry, where it was one to be read. */
export const fileIn = (items: Items, sessionId: string, wish: FileWish | undefined): FileItem | undefined =>
  wish && items.find((item): item is FileItem => stands(item, fileKey(sessionId, wish.fileId)));

export const memberIn = (items: Items, sessionId: string, userId: string): MemberItem | undefined =>
  items.find((item): item is MemberItem => stands(item, memberKey(sessionId, userId)));

export const slotIn = (items: Items, sessionId: string, seq: number): SlotItem | undefined => {
  const found = items.find((item): item is SlotItem => stands(item, slotKey(sessionId, seq)));
  return found && retained(found);
};

export const threadReadIn = (
  items: Items,
  sessionId: string,
  rootSeq: number,
  userId: string,
): ThreadReadItem | undefined =>
  items.find((item): item is ThreadReadItem => stands(item, threadReadKey(sessionId, rootSeq, userId)));
