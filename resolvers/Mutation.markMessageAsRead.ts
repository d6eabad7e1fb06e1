import type { Context } from '@aws-appsync/utils';
import { positionOf } from '../domain/vocabulary/identifiers.ts';
import type { MutationMarkMessageAsReadArgs, ReadReceipt } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import { refuseMessage } from './lib/refuse.ts';

const doing = 'mark the message as read';

export const request = (ctx: Context<MutationMarkMessageAsReadArgs>) => {
  const position = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = position.sessionId;
  ctx.stash.seq = position.seq;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

export const response = (ctx: Context): ReadReceipt => ctx.stash.receipt;
