import type { ReactElement } from 'react';
import { stretchesOf } from './folding.ts';

/** A text in which what was looked for is marked. */
export const MarkedText = ({
  text,
  words,
}: {
  readonly text: string;
  readonly words: readonly string[];
}): ReactElement => {
  const stretches = stretchesOf(text, words);
  return (
    <>
      {stretches.map(([from, to], at) => (
        <span key={from}>
          {text.slice(stretches[at - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(stretches.at(-1)?.[1] ?? 0)}
    </>
  );
};
