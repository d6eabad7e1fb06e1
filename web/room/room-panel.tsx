import type { ReactElement } from 'react';
import { Dialog } from '../parts/dialog.tsx';

export interface RoomPanelProps {
  readonly onClose: () => void;
}

/** Who is in the session, what it is called and how it is set; the way out. */
export const RoomPanel = ({ onClose }: RoomPanelProps): ReactElement => (
  <Dialog title="Members" onClose={onClose}>
    <p />
  </Dialog>
);
