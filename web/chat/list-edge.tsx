import type { ReactElement } from 'react';
import type { FeedState, HistoryState } from '../../client/core/index.ts';
import { Notice } from '../parts/notice.tsx';

export interface ListTopProps {
  readonly state: Pick<FeedState, 'status' | 'error' | 'history'>;
  readonly isEmpty: boolean;
  /** Loaded rows above are not in the page yet. */
  readonly hasMore: boolean;
  readonly onLoad: () => void;
}

/** What stands above the messages: where the conversation begins, or why it does not go on upwards. */
export const ListTop = ({ state, isEmpty, hasMore, onLoad }: ListTopProps): ReactElement => {
  const kind = kindOf(state, isEmpty, hasMore);
  return (
    <div className="history" data-kind={kind}>
      {kind === 'opening' && <Notice kind="loading" title="Loading messages…" text={state.error?.message} />}
      {kind === 'empty' && <Notice kind="empty" title="No messages yet" text="Say hello." />}
      {kind === 'complete' && <p className="muted">This is where the conversation begins.</p>}
      {kind === 'failed' && (
        <button type="button" className="quiet" onClick={onLoad}>
          Earlier messages did not load. Try again
        </button>
      )}
      {(kind === 'more' || kind === 'loading') && <Loading what="earlier" />}
    </div>
  );
};

const kindOf = (
  { status, history }: ListTopProps['state'],
  isEmpty: boolean,
  hasMore: boolean,
): HistoryState | 'opening' | 'empty' => {
  if (isEmpty) return history === 'loading' ? 'opening' : status === 'failed' ? history : 'empty';
  return hasMore ? 'more' : history;
};

export interface ListBottomProps {
  readonly newer: HistoryState;
  readonly onLoad: () => void;
}

/** What stands below the messages while they do not reach the newest. */
export const ListBottom = ({ newer, onLoad }: ListBottomProps): ReactElement | null => {
  if (newer === 'complete') return null;
  return (
    <div className="history" data-kind={newer}>
      {newer === 'failed' ? (
        <button type="button" className="quiet" onClick={onLoad}>
          Later messages did not load. Try again
        </button>
      ) : (
        <Loading what="later" />
      )}
    </div>
  );
};

const Loading = ({ what }: { readonly what: string }): ReactElement => (
  <p className="muted">
    <span className="spinner" />
    {`Loading ${what} messages…`}
  </p>
);
