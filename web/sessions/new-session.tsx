import type { ReactElement } from 'react';
import { Dialog } from '../parts/dialog.tsx';

export interface NewSessionProps {
  readonly onOpen: (sessionId: string) => void;
  readonly onClose: () => void;
}

export const NewSession = ({ onClose }: NewSessionProps): ReactElement => (
  <Dialog title="NewSession" onClose={onClose}>
    <p />
  </Dialog>
);
