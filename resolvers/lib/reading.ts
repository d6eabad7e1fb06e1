import type { MemberItem } from '../../adapters/dynamodb/layout/items.ts';
import type { ReadReceipt } from '../../generated/schema.ts';
import type { Asked } from './context.ts';

/** A read pointer on its way forward through the pipeline of markMessageAsRead. */
export interface Reading extends Asked {
  seq: number;
  member: MemberItem;
  readAt: string;
  receipt: ReadReceipt;
}
