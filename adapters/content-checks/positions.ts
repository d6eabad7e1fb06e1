import { codeProblemsShown, type CodeProblem } from '../../domain/vocabulary/code.ts';

const lineBreak = /\r\n|[\n\r]/;

/**
 * Lines and columns of `offsets`, which ascend: the first of each line, as what comes after it on the same line is mostly
 * the parser finding its feet again.
 */
export function problemsAt(text: string, offsets: Iterable<number>): readonly CodeProblem[] {
  const problems: CodeProblem[] = [];
  let nextLine = 0;
  for (const found of offsets) {
    const offset = text.slice(found - 1, found + 1) === '\r\n' ? found - 1 : found;
    if (offset < nextLine) continue;
    const lines = text.slice(0, offset).split(lineBreak);
    problems.push({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 });
    if (problems.length === codeProblemsShown) break;
    const rest = text.slice(offset).search(lineBreak);
    nextLine = rest === -1 ? Infinity : offset + rest + 1;
  }
  return problems;
}
