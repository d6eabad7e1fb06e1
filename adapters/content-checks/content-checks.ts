import type { ContentChecks } from '../../application/ports/content-checks.ts';
import { CodeSyntax } from '../../domain/vocabulary/messages.ts';
import { checkCode } from './check-code.ts';
import { deadlineIn, type MonotonicClock } from './deadline.ts';
import { grammarOf } from './grammars/index.ts';

export interface ContentChecksSettings {
  readonly now: MonotonicClock;
  /** Milliseconds that reading one message of code may take. Loading a grammar for the first time comes on top. */
  readonly codeBudget?: number;
}

/** Reads code with the grammars of an editor, a step at a time, and formulas with the typesetter that clients use. */
export function createContentChecks({ now, codeBudget = 200 }: ContentChecksSettings): ContentChecks {
  return {
    async code(source, language) {
      const grammar = await grammarOf(language);
      // Every text is Markdown: https://spec.commonmark.org/0.31.2/#characters-and-lines
      if (grammar === undefined) return { syntax: CodeSyntax.VALID, problems: [] };
      return checkCode(source, grammar, deadlineIn(codeBudget, now));
    },
    async formula(tex) {
      const { checkFormula } = await import('./check-formula.ts');
      return checkFormula(tex);
    },
  };
}
