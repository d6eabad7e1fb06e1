import type { ReactElement } from 'react';

export interface ChatPaneProps {
  readonly sessionId: string;
  /** Where a link points at. */
  readonly messageId?: string | undefined;
}

/** An open session: its messages and where one writes. */
export const ChatPane = ({ sessionId }: ChatPaneProps): ReactElement => <main className="chat">{sessionId}</main>;
