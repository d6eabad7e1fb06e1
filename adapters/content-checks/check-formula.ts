import katex, { type KatexOptions, type ParseError } from 'katex';
import type { FormulaCheck } from '../../application/ports/content-checks.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
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
 * Elements within each other. A continued fraction of 60 levels has so many; readers whose pages already stand deep in
 * calls fail from about 1,300 on.
 */
const deepest = 200;

const refusal = (why: string, at: number | null = null): FormulaCheck => ({ ok: false, why, at });

/** KaTeX cannot be interrupted: what bounds it is the length, and that nothing in a formula multiplies. */
export function checkFormula(tex: string): FormulaCheck {
  if (tex.length > Limits.textLength) return refusal(`it is longer than ${Limits.textLength} characters`);
  const command = refusedCommand(tex);
  if (command !== undefined) return refusal(command.why, command.at);
  try {
    const mathMl = katex.renderToString(tex, options);
    return depthOf(mathMl) > deepest ? refusal('it is nested too deeply') : { ok: true };
  } catch (cause) {
    if (cause instanceof katex.ParseError) return refusal(whyOf(cause.rawMessage), placeOf(cause, tex));
    return refusal(cause instanceof RangeError ? 'it is nested too deeply' : whyOf(''));
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

function depthOf(mathMl: string): number {
  let depth = 0;
  let greatest = 0;
  for (const [tag] of mathMl.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    greatest = Math.max(greatest, depth);
  }
  return greatest;
}
