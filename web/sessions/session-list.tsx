import type { ReactElement } from 'react';

export interface SessionListViewProps {
  /** The session whose messages are shown; nothing in it is unread. */
  readonly openId: string | undefined;
  readonly onCreate: () => void;
}

export const SessionListView = ({ openId }: SessionListViewProps): ReactElement => <nav data-open={openId} />;
