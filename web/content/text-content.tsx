import type { ReactElement } from 'react';
import { nameOf } from '../people.ts';
import { useMe } from '../shell/identity-context.tsx';
import { isOnlyEmoji, textParts } from './text-parts.ts';

export interface TextContentProps {
  readonly text: string;
  /** User ids. */
  readonly mentions: readonly string[];
}

/** What was typed: text, in which addresses can be followed and names of those mentioned stand out. */
export const TextContent = ({ text, mentions }: TextContentProps): ReactElement => {
  const me = useMe();
  if (isOnlyEmoji(text)) return <span className="emoji-only">{text}</span>;
  const mentioned = mentions.map((userId) => ({ userId, name: nameOf(userId) }));
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
