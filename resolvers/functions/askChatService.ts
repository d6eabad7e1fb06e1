import type { LambdaRequest } from '@aws-appsync/utils';
import { answerOfService, askService, askServiceAsOperator, type ServiceAnswer } from '../lib/chat-service.ts';
import type { ChangingSession } from '../lib/changing.ts';
import type { Ctx } from '../lib/context.ts';

/** What the chat service answers for a change of a session: the last position that it took; null where it took none. */
interface Position {
  readonly sessionId: string;
  readonly seq: number;
}

const isPosition = (value: unknown): value is Position => typeof value === 'object' && value !== null;

/**
 * Hands a change of a session to the chat service, and keeps where in the log it stands.
 *
 * In: `stash.doing`, `stash.byOperator`. Out: `stash.sessionId` and `stash.seq`, unless it changed nothing.
 */
export const request = (ctx: Ctx<ChangingSession>): LambdaRequest =>
  ctx.stash.byOperator ? askServiceAsOperator(ctx) : askService(ctx, ctx.stash.doing);

export const response = (ctx: Ctx<ChangingSession, ServiceAnswer | null>) => {
  const position = answerOfService(ctx, ctx.stash.doing);
  if (isPosition(position)) {
    ctx.stash.sessionId = position.sessionId;
    ctx.stash.seq = position.seq;
  }
  return {};
};
