import { ErrorCode } from '../domain/vocabulary/error-codes.ts';
import { positionOf } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { MyMarks, QueryMyMarksArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import type { OwnMarks } from './lib/own-marks.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'read your marks';

export const request = (ctx: Ctx<OwnMarks, unknown, QueryMyMarksArgs>) => {
  const { sessionId, messageIds } = ctx.args;
  if (messageIds.length > Limits.markedAtOnce) {
    const why = `messageIds names more than ${Limits.markedAtOnce} messages`;
    return refuse(doing, { code: ErrorCode.BadInput, why, info: { limit: Limits.markedAtOnce } });
  }
  const seqs = messageIds.map((id) => {
    const position = positionOf(id);
    return position?.sessionId === sessionId
      ? position.seq
      : refuse(doing, { code: ErrorCode.BadInput, why: 'messageIds names what is no message of this session' });
  });
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.seqs = seqs.filter((seq, at) => seqs.indexOf(seq) === at);
  return {};
};

export const response = (ctx: Ctx<OwnMarks>): readonly MyMarks[] => ctx.stash.marks ?? [];
