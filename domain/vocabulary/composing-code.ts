import type { CodeLanguage } from './code.ts';
import { done, refused, type Composed } from './composed.ts';
import { Limits } from './limits.ts';
import { refusalOfWords } from './message-text.ts';

/** How long a line with something on it takes a reader. */
const secondsPerLine = 2;

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
  const lines = source.split('\r\n').join('\n').split('\n');
  const lineCount = lines[lines.length - 1] === '' ? lines.length - 1 : lines.length;
  const readingSeconds = secondsPerLine * lines.filter((line) => line.trim() !== '').length;
  return done({ text: source, code: { language, lineCount, readingSeconds, syntax: 'UNCHECKED', problems: [] } });
};
