import type { LambdaRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { formulaMalformed, parsedCode, type CodeVerdict } from '../../domain/vocabulary/composing-code.ts';
import { pacedOut } from '../../domain/vocabulary/rate-window.ts';
import type { RefusalInfo } from '../../domain/vocabulary/refusal.ts';
import type { Ctx } from '../lib/context.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import type { Composing } from '../lib/sending.ts';

/**
 * Has code and formulas parsed, which no resolver can: the only messages that a Lambda stands in the way of. ADR 15. A
 * formula that can be read is then held to its sender's pace.
 *
 * In: `stash.composed`; nothing to do without it; `stash.pace`. Out: the same, with what the parser said.
 */
export const request = (ctx: Ctx<Composing>): LambdaRequest => {
  const { composed, pace, userId } = ctx.stash;
  if (composed?.kind !== 'CODE' && composed?.kind !== 'MATH_FORMULA') return runtime.earlyReturn();
  const { text, code } = composed.parts;
  return {
    operation: 'Invoke',
    payload: {
      field: 'checkContent',
      identity: { sub: userId, name: null },
      arguments: { kind: composed.kind, text, language: code ? code.language : null, pace: pace ?? null },
    },
  };
};

/** Of code, or of a formula; or that its sender has to wait. */
type Checked =
  | { readonly ok: true; readonly value: Partial<CodeVerdict> & { readonly ok?: boolean; readonly why?: string } }
  | { readonly ok: false; readonly refusal: { readonly info?: RefusalInfo } };

export const response = (ctx: Ctx<Composing, Checked | null>) => {
  const { doing, composed, pace } = ctx.stash;
  const answer = ctx.result;
  if (ctx.error || !answer || !composed) return refuseForNow(doing);
  if (!answer.ok) {
    const wait = answer.refusal.info?.retryAfterMs;
    return pace && wait !== undefined ? refuse(doing, pacedOut(pace.seconds, wait)) : refuseForNow(doing);
  }
  const { syntax, problems, ok, why } = answer.value;
  const { code } = composed.parts;
  if (code && syntax && problems) {
    ctx.stash.composed = { ...composed, parts: { ...composed.parts, code: parsedCode(code, { syntax, problems }) } };
    return {};
  }
  return ok ? {} : refuse(doing, formulaMalformed(why ?? 'the formula cannot be read'));
};
