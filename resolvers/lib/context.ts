import type { Context } from '@aws-appsync/utils';
import type { MemberItem, MetaItem } from '../../adapters/dynamodb/layout/items.ts';

/**
 * AppSync's context with what is known of it: the stash that this function reads and writes, the data source's result,
 * the field's arguments and source. A stash type names as required what earlier functions of every pipeline that the
 * function stands in have written.
 */
export type Ctx<
  Stash extends object = object,
  Result = unknown,
  Args = unknown,
  Source extends object | undefined = undefined,
> = Context<Args, Stash, undefined, Source, Result>;

/** Who asks for which session, and the words for refusing it. Written by every resolver about one session. */
export interface Asked {
  doing: string;
  sessionId: string;
  userId: string;
}

/** A session that the caller is a member of. Written by `readMembership` and `readSession`. */
export interface Joined extends Asked {
  meta: MetaItem;
  member: MemberItem;
}

/** A Query's result, as AppSync's DynamoDB data source gives it. */
export interface Found<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string | null;
  /** How many items were looked at, before the filter. */
  readonly scannedCount: number;
}
