import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { QuotedText } from '../content/quote.tsx';
import { useNameOf } from '../use-name-of.ts';
import { useChatActions } from './chat-actions-context.ts';

export interface QuoteProps {
  readonly quote: NonNullable<FeedRow['quote']>;
  readonly tabIndex: number;
}

/** What a message answers; the way to it. */
export const Quote = ({ quote, tabIndex }: QuoteProps): ReactElement => {
  const nameOf = useNameOf();
  const { jump } = useChatActions();
  return (
    <div className="quote-place">
      <button
        type="button"
        className="quote"
        dir="auto"
        title="Show this message"
        tabIndex={tabIndex}
        onClick={() => jump(quote.messageId)}
      >
        <span className="quote-author">{quote.senderName ?? nameOf(quote.senderId)}</span>{' '}
        <QuotedText kind={quote.kind} text={quote.text} isDeleted={quote.isDeleted} />
      </button>
    </div>
  );
};
