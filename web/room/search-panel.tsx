import type { ReactElement } from 'react';

export interface SearchPanelProps {
  readonly onJump: (messageId: string) => void;
  readonly onClose: () => void;
}

/** Finds messages in the history that is loaded. */
export const SearchPanel = (_props: SearchPanelProps): ReactElement | null => null;
