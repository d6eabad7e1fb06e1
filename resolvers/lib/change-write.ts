import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { ChangeSlotItem, MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { updateOfSlot, type SlotUpdate } from '../../adapters/dynamodb/layout/message-updates.ts';
import type { Ctx } from './context.ts';
import type { ChangingMessage } from './changing-message.ts';
import { refuseForNow } from './refuse.ts';
import { tableName } from './settings.ts';

const conditionFailed = 'ConditionalCheckFailed';

/** An expression with what it names. */
interface Expression {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

const given = (map: object): boolean => Object.keys(map).length > 0;

const shown = ({ expression, names, values }: Expression) => ({
  expression,
  ...(given(names) ? { expressionNames: { ...names } } : {}),
  ...(given(values) ? { expressionValues: util.dynamodb.toMapValues({ ...values }) } : {}),
});

/** One write of the transaction, on the chat table. With its condition comes the item that it failed on. */
export const updateOf = (
  table: string,
  key: Key,
  { update, condition }: { readonly update: Expression; readonly condition: Expression },
) => ({
  table,
  operation: 'UpdateItem' as const,
  key: util.dynamodb.toMapValues({ ...key }),
  update: shown(update),
  condition: { ...shown(condition), returnValuesOnConditionCheckFailure: true },
});

export const putOf = (table: string, { pk, sk, ...attributes }: Key) => ({
  table,
  operation: 'PutItem' as const,
  key: util.dynamodb.toMapValues({ pk, sk }),
  attributeValues: util.dynamodb.toMapValues(attributes),
});

export const deleteOf = (table: string, key: Key) => ({
  table,
  operation: 'DeleteItem' as const,
  key: util.dynamodb.toMapValues({ ...key }),
});

export type Write = DynamoDBTransactWriteItemsRequest['transactItems'][number];

/**
 * The change of a message and the entry that tells of it, in one transaction: the message is changed if it is as it was
 * read, and the entry is put at its position if nothing is there. `more` goes with them.
 */
export const writeChange = (
  ctx: Ctx<ChangingMessage>,
  entry: ChangeSlotItem,
  change: SlotUpdate,
  more: readonly Write[],
): DynamoDBTransactWriteItemsRequest => {
  const { sessionId, targetSeq } = ctx.stash;
  const table = tableName(ctx, 'chat');
  const message = updateOf(table, slotKey(sessionId, targetSeq), updateOfSlot(change));
  const told = {
    ...putOf(table, entry),
    condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false },
  };
  ctx.stash.entry = entry;
  const writes: Write[] = [message, told];
  return { operation: 'TransactWriteItems', transactItems: writes.concat(more) };
};

/** Passes over a write that has nothing to do, or no position to do it at. */
export const positionOrPass = ({ stash }: Ctx<ChangingMessage>): { readonly seq: number; readonly at: string } => {
  const { slots, nothing, refusal, seq, at } = stash;
  return slots || nothing || refusal || !seq || !at ? runtime.earlyReturn() : { seq, at };
};

/** Why a transaction was cancelled, item by item, with the item where its condition failed. */
export interface Cancelled {
  readonly cancellationReasons?: readonly { readonly type: string; readonly item?: Key | null }[];
}

interface Failed {
  readonly failed: boolean;
  /** Null where nothing was there. */
  readonly item: Key | null;
}

// What comes with the first condition is the message: the house's own code writes the table.
const isMessage = (item: Key | null | undefined): item is MessageSlotItem => !!item;

/**
 * What became of the transaction. Written: `stash.slots`, and `undefined`. Else it is to be decided anew: `stash.target` is
 * the message as it is now where the transaction failed on that, and `stash.seq` is null where the position was given up for
 * dead. One that met another transaction keeps its position, and is tried again in the next round.
 *
 * @returns for each of `more`, whether its condition failed, and on what.
 */
export const cancelledBy = (ctx: Ctx<ChangingMessage, Cancelled | null>): readonly Failed[] | undefined => {
  const { doing, entry } = ctx.stash;
  if (!ctx.error && entry) {
    ctx.stash.slots = [entry];
    return undefined;
  }
  if (ctx.error?.type !== 'DynamoDB:TransactionCanceledException') return refuseForNow(doing);
  const [onTarget, onEntry, ...others] = ctx.result?.cancellationReasons ?? [];
  if (onEntry?.type === conditionFailed) ctx.stash.seq = null;
  if (onTarget?.type === conditionFailed && isMessage(onTarget.item)) ctx.stash.target = onTarget.item;
  return others.map(({ type, item }) => ({ failed: type === conditionFailed, item: item ?? null }));
};
