import { hasMarks } from '../../client/core/index.ts';
import type { FeedRow } from '../../client/core/index.ts';
import { lazyModule, notNeeded, useLazyModule } from '../parts/lazy-module.ts';

const marks = lazyModule(() => import('./without-marks.ts'));

/** What a message says, in a line: without its marks of Markdown as soon as what reads them is there, as typed until then. */
export const useWordsInLine = (kind: FeedRow['kind'], text: string): string =>
  useLazyModule(hasMarks(text) ? marks : notNeeded)?.withoutMarks(kind, text) ?? text;

/** The same, for what is said once. */
export const wordsInLine = (kind: FeedRow['kind'], text: string): string => {
  if (!hasMarks(text)) return text;
  marks.need();
  return marks.get()?.withoutMarks(kind, text) ?? text;
};
