import { util } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { LogEntryKind } from '../../domain/vocabulary/messages.ts';

/** Declares a position empty for ever, unless an entry got there first: key, attributes and condition of the put. */
export const voidSlot = (sessionId: string, seq: number) => ({
  key: util.dynamodb.toMapValues({ ...slotKey(sessionId, seq) }),
  attributeValues: util.dynamodb.toMapValues({ seq, entry: LogEntryKind.VOID, at: util.time.nowISO8601() }),
  condition: { expression: 'attribute_not_exists(pk)' },
});
