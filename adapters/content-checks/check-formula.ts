import katex, { type KatexOptions, type ParseError } from 'katex';
import type { FormulaCheck } from '../../application/ports/content-checks.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { tooDeepAt } from './formula-depth.ts';
import { refusedCommand, whyOf } from './formula-words.ts';

/**
 * Formulas stand on a line of their own. MathML comes out of the same parser as HTML at a fraction of the work. `strict`
 * would print what it dislikes to the log.
 */
const options: KatexOptions = {
  displayMode: true,
  output: 'mathml',
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  maxExpand: 1000,
};

/**
 * Groups within each other: a continued fraction of 60 levels has so many, with room for more. KaTeX reads them by calling
 * itself, and runs out of stack from about 330 on (boxes, as HTML) in a reader's page as here, where that can end the whole
 * process: V8 gives up when it must compile a regular expression with hardly any stack left.
 */
const deepest = 100;

const refusal = (why: string, at: number | null = null): FormulaCheck => ({ ok: false, why, at });

/** KaTeX cannot be interrupted: what bounds it is the length, the depth, and that nothing in a formula multiplies. */
export function checkFormula(tex: string): FormulaCheck {
  if (tex.length > Limits.textLength) return refusal(`it is longer than ${Limits.textLength} characters`);
  const command = refusedCommand(tex);
  if (command !== undefined) return refusal(command.why, command.at);
  const tooDeep = tooDeepAt(tex, deepest);
  if (tooDeep !== undefined) return refusal('it is nested too deeply', tooDeep);
  try {
    katex.renderToString(tex, options);
    return { ok: true };
  } catch (cause) {
    return cause instanceof katex.ParseError
      ? refusal(whyOf(cause.rawMessage), placeOf(cause, tex))
      : refusal(whyOf(''));
  }
}

/** A position may also be one in the definition of a command that KaTeX brings; what it quotes beside it tells them apart. */
function placeOf({ position, length, message }: ParseError, tex: string): number | null {
  if (!Number.isInteger(position) || position > tex.length) return null;
  const end = position + length;
  const underlined = tex.slice(position, end).replace(/[^]/g, '$&\u0332');
  const quoted = `${tex.slice(Math.max(0, position - 15), position)}${underlined}${tex.slice(end, end + 15)}`;
  return message.includes(quoted) ? position : null;
}
