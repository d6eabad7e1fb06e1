import type { MutationMarkMessageAsDeliveredArgs, ReadReceipt } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginReading, type Reading } from './lib/reading.ts';

export const request = (ctx: Ctx<Reading, unknown, MutationMarkMessageAsDeliveredArgs>) =>
  beginReading(ctx, 'mark the message as delivered');

export const response = (ctx: Ctx<Reading>): ReadReceipt => ctx.stash.receipt;
