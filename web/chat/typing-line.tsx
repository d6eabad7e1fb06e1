import type { ReactElement } from 'react';
import type { State, Typist } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';
import { useNameOf } from '../use-name-of.ts';

/** Who is typing. Keeps its place when nobody is, so that nothing jumps. */
export const TypingLine = ({ typing }: { readonly typing: State<readonly Typist[]> }): ReactElement => {
  const nameOf = useNameOf();
  const sentence = sentenceOf(useValue(typing).map(({ userId, userName }) => userName ?? nameOf(userId)));
  return (
    <div className="typing" data-on={sentence === '' ? undefined : ''}>
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span dir="auto">{sentence}</span>
    </div>
  );
};

const mostNamed = 3;

const sentenceOf = (names: readonly string[]): string => {
  if (names.length === 0) return '';
  if (names.length > mostNamed) return 'Several people are typing…';
  if (names.length === 1) return `${names.join('')} is typing…`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} are typing…`;
};
