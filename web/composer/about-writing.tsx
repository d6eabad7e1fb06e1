import type { ReactElement } from 'react';
import { QuotedText } from '../content/quote.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useNameOf } from '../use-name-of.ts';
import type { NameOf } from '../people.ts';
import type { Writing } from './writing.ts';

export interface AboutWritingProps {
  readonly writing: Writing;
  readonly onCancel: () => void;
}

/** Which message is answered, or written anew. */
export const AboutWriting = ({ writing, onCancel }: AboutWritingProps): ReactElement => {
  const nameOf = useNameOf();
  return (
    <div className="composer-about">
      {writing.kind !== 'new' && (
        <>
          <p className="composer-about-text" dir="auto">
            <strong>{whatOf(writing, nameOf)}</strong> <QuotedText {...writing.row} />
          </p>
          <IconButton
            icon="close"
            label={writing.kind === 'reply' ? 'Do not reply' : 'Do not edit'}
            onClick={onCancel}
          />
        </>
      )}
    </div>
  );
};

const whatOf = ({ kind, row }: Exclude<Writing, { readonly kind: 'new' }>, nameOf: NameOf): string => {
  if (kind === 'edit') return 'Editing';
  return `Replying to ${row.own ? 'yourself' : (row.senderName ?? nameOf(row.senderId))}`;
};
