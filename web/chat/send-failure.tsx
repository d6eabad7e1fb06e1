import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { useChatActions } from './chat-actions-context.ts';
import { useOpenSession } from './open-session-context.tsx';

/** Why a message was not sent, and what can be done about it. */
export const SendFailure = ({ row }: { readonly row: FeedRow }): ReactElement | null => {
  const { feed } = useOpenSession();
  const { edit } = useChatActions();
  const { key, progress } = row;
  if (progress.state !== 'failed') return null;
  return (
    <div className="failure">
      <p role="alert">{`Not sent: ${whyOf(progress.error.message)}`}</p>
      <button type="button" className="link" onClick={() => feed.retry(key)}>
        Try again
      </button>
      {row.kind === 'TEXT' && !row.isInThread && (
        <button type="button" className="link" onClick={() => edit(row)}>
          Edit
        </button>
      )}
      <button type="button" className="link" onClick={() => feed.discard(key)}>
        Delete
      </button>
    </div>
  );
};

/** Errors are sentences "unable to <do>; <why>", and what could not be done stands there already. */
const whyOf = (sentence: string): string => sentence.slice(sentence.indexOf('; ') + 1).trim();
