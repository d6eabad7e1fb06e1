import { lineCountOf, readingSecondsOf, type CodeLanguage, type CodeProblem } from './code.ts';
import { done, refused, type Composed } from './composed.ts';
import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { CodeFacts } from './message-content.ts';
import { refusalOfWords } from './message-text.ts';
import type { CodeSyntax } from './messages.ts';
import type { Refusal } from './refusal.ts';

/** Code that nobody has parsed yet. Refused: `TextBlank`, `TextTooLong`, `TextMalformed`. */
export const codeParts = ({
  language,
  source,
}: {
  readonly language: CodeLanguage;
  readonly source: string;
}): Composed => {
  const refusal = refusalOfWords('code', source, Limits.codeLength);
  if (refusal) return refused(refusal);
  const code = {
    language,
    lineCount: lineCountOf(source),
    readingSeconds: readingSecondsOf(source),
    syntax: 'UNCHECKED',
    problems: [],
  } as const;
  return done({ text: source, code });
};

/** What a parser said. */
export interface CodeVerdict {
  readonly syntax: CodeSyntax;
  readonly problems: readonly CodeProblem[];
}

export const parsedCode = (code: CodeFacts, { syntax, problems }: CodeVerdict): CodeFacts => ({
  ...code,
  syntax,
  problems,
});

/** `why` completes "unable to …" and holds nothing of the formula. */
export const formulaMalformed = (why: string): Refusal => ({ code: ErrorCode.FormulaMalformed, why });
