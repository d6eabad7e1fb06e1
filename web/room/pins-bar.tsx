import type { ReactElement } from 'react';

export interface PinsBarProps {
  readonly onJump: (messageId: string) => void;
}

/** What is pinned, above the messages; nothing where nothing is. */
export const PinsBar = (_props: PinsBarProps): ReactElement | null => null;
