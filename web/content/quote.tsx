import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { useWordsInLine } from './words-in-line.ts';

const kinds: Readonly<Partial<Record<FeedRow['kind'], string>>> = {
  IMAGE: 'Picture',
  FILE: 'File',
  AUDIO: 'Voice message',
  VIDEO: 'Video',
  LOCATION: 'Location',
  POLL: 'Poll',
  CODE: 'Code',
  MATH_FORMULA: 'Formula',
};

export interface QuotedProps {
  readonly kind: FeedRow['kind'];
  readonly text: string;
  readonly isDeleted: boolean;
}

/** A message in a line, as an answer to it shows it. */
export const QuotedText = ({ kind, text, isDeleted }: QuotedProps): ReactElement => {
  const name = kinds[kind];
  const words = useWordsInLine(kind, text);
  if (isDeleted) return <>This message was deleted</>;
  if (name === undefined) return <>{words}</>;
  return (
    <>
      <span className="quote-kind">{name}</span> {words}
    </>
  );
};
