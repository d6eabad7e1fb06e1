import type { ReactElement } from 'react';
import { Dialog } from '../parts/dialog.tsx';

export interface DiscoverProps {
  readonly onOpen: (sessionId: string) => void;
  readonly onClose: () => void;
}

export const Discover = ({ onClose }: DiscoverProps): ReactElement => (
  <Dialog title="Discover" onClose={onClose}>
    <p />
  </Dialog>
);
