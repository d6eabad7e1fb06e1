import { positionOf } from '../domain/vocabulary/identifiers.ts';
import type { MutationMarkMessageAsReadArgs, ReadReceipt } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import type { Reading } from './lib/reading.ts';
import { refuseMessage } from './lib/refuse.ts';

const doing = 'mark the message as read';

export const request = (ctx: Ctx<Reading, unknown, MutationMarkMessageAsReadArgs>) => {
  const position = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = position.sessionId;
  ctx.stash.seq = position.seq;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

export const response = (ctx: Ctx<Reading>): ReadReceipt => ctx.stash.receipt;
