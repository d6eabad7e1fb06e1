import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';

/** What is being written: a message, an answer to one, or an own one anew. */
export type Writing = { readonly kind: 'new' } | { readonly kind: 'reply' | 'edit'; readonly row: FeedRow };

export interface ComposerProps {
  readonly writing: Writing;
  readonly onWriting: (next: Writing) => void;
  /** The thread that it writes in; undefined in the session itself. */
  readonly threadRootId?: string | undefined;
  /** Why nothing can be written now; undefined where it can. */
  readonly closedBecause: string | undefined;
  /** A message was sent: the newest is to be shown. */
  readonly onSent: () => void;
}

/** Where a message is written, of every kind. */
export const Composer = (_props: ComposerProps): ReactElement => <div className="composer" />;
