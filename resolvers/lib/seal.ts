import type { Context, DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { LogEntryKind } from '../../domain/vocabulary/messages.ts';
import { tableName } from './settings.ts';

type TransactItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

/** Declares a position empty for ever, unless an entry got there first. */
export const voidSlotPut = (ctx: Context, sessionId: string, seq: number): TransactItem => ({
  table: tableName(ctx, 'chat'),
  operation: 'PutItem',
  key: util.dynamodb.toMapValues({ ...slotKey(sessionId, seq) }),
  attributeValues: util.dynamodb.toMapValues({ seq, entry: LogEntryKind.VOID, at: util.time.nowISO8601() }),
  condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false },
});
