import type { ReactElement } from 'react';
import type { Pin } from '../../client/core/index.ts';
import { textIn } from '../../client/core/index.ts';
import { QuotedText } from '../content/quote.tsx';
import { useNameOf } from '../use-name-of.ts';

/** A pinned message in a line. */
export const PinLine = ({ pin: { message } }: { readonly pin: Pin }): ReactElement => {
  const nameOf = useNameOf();
  return (
    <span className="pin-line" dir="auto">
      <strong>{message.senderName ?? nameOf(message.senderId)}</strong>{' '}
      <QuotedText kind={message.kind} text={textIn(message)} isDeleted={message.deletedAt !== null} />
    </span>
  );
};
