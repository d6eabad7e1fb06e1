/** Languages that code messages are checked and shown in. The schema's enum carries the same values. */
export const CodeLanguage = {
  JAVASCRIPT: 'JAVASCRIPT',
  TYPESCRIPT: 'TYPESCRIPT',
  PYTHON: 'PYTHON',
  JAVA: 'JAVA',
  CPP: 'CPP',
  C: 'C',
  HTML: 'HTML',
  CSS: 'CSS',
  SQL: 'SQL',
  JSON: 'JSON',
  YAML: 'YAML',
  MARKDOWN: 'MARKDOWN',
} as const;
export type CodeLanguage = (typeof CodeLanguage)[keyof typeof CodeLanguage];

/** Where a parser stumbled, from 1. Columns are UTF-16 code units; lines are those of `lineCountOf`. */
export interface CodeProblem {
  readonly line: number;
  readonly column: number;
}

/** Nobody reads of more problems than these. */
export const codeProblemsShown = 10;

const linesOf = (code: string): readonly string[] => code.split('\r\n').join('\n').split('\r').join('\n').split('\n');

/**
 * How many lines `code` has; LF, CRLF and CR each end one. A break at the very end ends the last line and begins none, so
 * that pasting a whole file counts as its editor does; empty code has none.
 */
export const lineCountOf = (code: string): number => {
  const lines = linesOf(code);
  return lines[lines.length - 1] === '' ? lines.length - 1 : lines.length;
};

/** 500 lines an hour. */
const secondsPerLine = 7.2;

/**
 * How long somebody who wants to understand `code` reads it, in whole seconds: 7.2 for each line that is not blank. It is
 * the fastest rate, 500 lines an hour, at which the reviewers of SmartBear's study at Cisco still saw what they read:
 * https://smartbear.com/learn/code-review/best-practices-for-peer-code-review/
 */
export const readingSecondsOf = (code: string): number =>
  Math.ceil(linesOf(code).filter((line) => line.trim() !== '').length * secondsPerLine);
