import type { ReactElement } from 'react';
import type { FeedRow, Mark } from '../../client/core/index.ts';

export interface MessageContentProps {
  readonly row: FeedRow;
  /** What this user left on it. */
  readonly mark: Mark;
}

/** What a message holds, by kind. Everything that was typed is text. */
export const MessageContent = ({ row }: MessageContentProps): ReactElement => <>{row.text}</>;
