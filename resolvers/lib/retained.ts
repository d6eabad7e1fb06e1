import { util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { isExpired } from '../../domain/vocabulary/retention.ts';

/** A slot as anyone may see it: a message whose time is over is a position without anything, also while it is still stored. */
export const retained = (slot: SlotItem): SlotItem => {
  if (slot.entry !== 'MESSAGE' || !isExpired(slot.expiresAt, util.time.nowEpochMilliSeconds())) return slot;
  const { pk, sk, seq, at } = slot;
  return { pk, sk, seq, at, entry: 'VOID' };
};
