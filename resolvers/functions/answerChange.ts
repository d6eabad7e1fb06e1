import type { NONERequest } from '@aws-appsync/utils';
import type { ChangingMessage } from '../lib/changing-message.ts';
import type { Ctx } from '../lib/context.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import { entriesOf } from '../lib/relating.ts';

/**
 * Shows the entry of a change, or says what became of it.
 *
 * In: `stash.slots` with what they are shown with, `stash.refusal`, `stash.nothing`. Out: `stash.shown`.
 */
export const request = (): NONERequest => ({ payload: null });

export const response = (ctx: Ctx<ChangingMessage>) => {
  const { doing, slots, nothing, refusal } = ctx.stash;
  if (slots) {
    const [shown] = entriesOf(ctx.stash);
    if (!shown) return refuseForNow(doing);
    ctx.stash.shown = shown;
    return {};
  }
  if (refusal) return refuse(doing, refusal);
  return nothing ? {} : refuseForNow(doing);
};
