import type { LambdaRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { formulaMalformed, parsedCode, type CodeVerdict } from '../../domain/vocabulary/composing-code.ts';
import type { Ctx } from '../lib/context.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import type { Composing } from '../lib/sending.ts';

/**
 * Has code and formulas parsed, which no resolver can: the only messages that a Lambda stands in the way of. ADR 15.
 *
 * In: `stash.composed`; nothing to do without it. Out: the same, with what the parser said.
 */
export const request = (ctx: Ctx<Composing>): LambdaRequest => {
  const { composed, userId } = ctx.stash;
  if (composed?.kind !== 'CODE' && composed?.kind !== 'MATH_FORMULA') return runtime.earlyReturn();
  const { text, code } = composed.parts;
  return {
    operation: 'Invoke',
    payload: {
      field: 'checkContent',
      identity: { sub: userId, name: null },
      arguments: { kind: composed.kind, text, language: code ? code.language : null },
    },
  };
};

interface Checked {
  /** Of code, or of a formula. */
  readonly value: Partial<CodeVerdict> & { readonly ok?: boolean; readonly why?: string };
}

export const response = (ctx: Ctx<Composing, Checked | null>) => {
  const { doing, composed } = ctx.stash;
  if (ctx.error || !ctx.result || !composed) return refuseForNow(doing);
  const { syntax, problems, ok, why } = ctx.result.value;
  const { code } = composed.parts;
  if (code && syntax && problems) {
    ctx.stash.composed = { ...composed, parts: { ...composed.parts, code: parsedCode(code, { syntax, problems }) } };
    return {};
  }
  return ok ? {} : refuse(doing, formulaMalformed(why ?? 'the formula cannot be read'));
};
