import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { callerOf } from './caller.ts';
import { refuseForNow } from './refuse.ts';

/** Hands the field to the chat service, with who asks and what for; nothing else of the request. */
export const askService = (ctx: Context, doing: string): LambdaRequest => {
  const caller = callerOf(ctx, doing);
  return {
    operation: 'Invoke',
    payload: {
      field: ctx.info.fieldName,
      identity: { sub: caller.userId, name: caller.name },
      arguments: ctx.args,
    },
  };
};

/** The service's value, or its refusal as the request's. */
export const answerOfService = (ctx: Context, doing: string): unknown => {
  if (ctx.error) return refuseForNow(doing);
  if (ctx.result.ok === true) return ctx.result.value;
  const { code, message, info } = ctx.result.refusal;
  return util.error(message, code, null, info ?? null);
};
