import type { CodeLanguage, CodeProblem } from '../../domain/vocabulary/code.ts';
import type { CodeSyntax } from '../../domain/vocabulary/messages.ts';

/** Advice about code: people also send code to ask what is wrong with it. */
export interface CodeCheck {
  /** UNCHECKED where the time was not enough, or where the language has what the parser does not know. */
  readonly syntax: CodeSyntax;
  /** In order, one a line, at most `codeProblemsShown`; empty unless INVALID. */
  readonly problems: readonly CodeProblem[];
}

export type FormulaCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The second half of "unable to <do>; <why>". Holds nothing of the formula. */
      readonly why: string;
      /** The code unit of the formula where it went wrong, from 0; null where no one place did. */
      readonly at: number | null;
    };

/**
 * What is checked of content by reading it as its language. Nothing is ever run, and neither method rejects, whatever the
 * text: it may be of any length and come from anyone.
 */
export interface ContentChecks {
  /** Within a bounded time. */
  code(source: string, language: CodeLanguage): Promise<CodeCheck>;

  /** Whether `tex` is a formula that every reader can be shown. */
  formula(tex: string): Promise<FormulaCheck>;
}
