import type { ReactElement } from 'react';
import { useMe } from '../shell/identity-context.tsx';
import { textParts } from './text-parts.ts';
import type { Mentionable } from './text-parts.ts';

export interface TextRunProps {
  readonly text: string;
  readonly mentioned: readonly Mentionable[];
}

/** A run of text, in which addresses can be followed and names of those mentioned stand out. */
export const TextRun = ({ text, mentioned }: TextRunProps): ReactElement => {
  const me = useMe();
  return (
    <>
      {textParts(text, mentioned).map((part, at) => {
        if (part.kind === 'text') return part.text;
        if (part.kind === 'mention') {
          return (
            <span key={at} className="mention" data-me={part.userId === me.userId ? '' : undefined}>
              {part.text}
            </span>
          );
        }
        return (
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        );
      })}
    </>
  );
};
