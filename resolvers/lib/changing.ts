import type { Ctx } from './context.ts';
import type { Pointed } from './entry.ts';

/** A change of a session on its way: `askChatService` writes its position, `readEntry` reads what stands there. */
export interface ChangingSession extends Pointed {
  /** Whether no user asks for it, but an operator. */
  byOperator?: boolean;
}

/** A field that users ask for. */
export const prepareChange = (ctx: Ctx<ChangingSession>, doing: string) => {
  ctx.stash.doing = doing;
  return {};
};

/** A field that the schema leaves to IAM. */
export const prepareChangeByOperator = (ctx: Ctx<ChangingSession>, doing: string) => {
  ctx.stash.doing = doing;
  ctx.stash.byOperator = true;
  return {};
};
