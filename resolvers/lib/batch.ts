import type { Context } from '@aws-appsync/utils';
import { refuseForNow } from './refuse.ts';
import { tableName } from './settings.ts';

/** An item of the chat table, as far as telling it apart goes. */
export interface ReadItem {
  readonly pk: string;
  readonly sk: string;
}

/**
 * What a BatchGetItem on the chat table found. Refuses for now when the database left keys unread, which would look
 * like absent items.
 */
export const itemsOf = (ctx: Context, doing: string): ReadItem[] => {
  if (ctx.error) return refuseForNow(doing);
  const unread = ctx.result.unprocessedKeys?.[tableName(ctx, 'chat')];
  if (unread && unread.length > 0) return refuseForNow(doing);
  const items: (ReadItem | null)[] = ctx.result.data[tableName(ctx, 'chat')];
  return items.filter((item): item is ReadItem => item !== null);
};
