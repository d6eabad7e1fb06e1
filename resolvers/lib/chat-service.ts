import type { LambdaRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { RefusalInfo } from '../../domain/vocabulary/refusal.ts';
import { callerOf, isUser } from './caller.ts';
import type { Ctx } from './context.ts';
import { refuseForNow } from './refuse.ts';

/** What the chat service answers: a value of the field's type, or a refusal with its sentence. */
export type ServiceAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly refusal: { readonly code: string; readonly message: string; readonly info?: RefusalInfo };
    };

/** Hands the field to the chat service, with who asks and what for; nothing else of the request. */
export const askService = (ctx: Ctx, doing: string): LambdaRequest => {
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

/** The same for a field that the schema leaves to IAM: its caller is no user, and acts as nobody in particular. */
export const askServiceAsOperator = (ctx: Ctx): LambdaRequest => {
  if (isUser(ctx.identity)) util.unauthorized();
  return {
    operation: 'Invoke',
    payload: { field: ctx.info.fieldName, identity: { operator: true }, arguments: ctx.args },
  };
};

/** The service's value, or its refusal as the request's. */
export const answerOfService = (ctx: Ctx<object, ServiceAnswer | null>, doing: string): unknown => {
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  if (ctx.result.ok) return ctx.result.value;
  const { code, message, info } = ctx.result.refusal;
  return util.error(message, code, null, info ?? null);
};
