import type { ReactElement } from 'react';
import { Limits } from '../../client/core/index.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { ToastProvider } from '../parts/toast.tsx';
import { InlineForm } from './inline-form.tsx';
import { MembersSection } from './members-section.tsx';
import { useRoom } from './use-room.ts';

export interface RoomPanelProps {
  readonly onClose: () => void;
}

/** Who is in the session, what it is called and how it is set; the way out. */
export const RoomPanel = ({ onClose }: RoomPanelProps): ReactElement => (
  <Dialog title="Members" className="room-panel" onClose={onClose}>
    <ToastProvider>
      <RoomContent />
    </ToastProvider>
  </Dialog>
);

const RoomContent = (): ReactElement => {
  const { client, feed, admin, session, may, attempt } = useRoom();
  const close = useCloseDialog();
  const leave = async (): Promise<void> => {
    if (await attempt(() => client.leave(feed.sessionId))) close();
  };
  return (
    <>
      {may('EDIT_SESSION') && (
        <div className="panel-part">
          <InlineForm
            label="Name of the conversation"
            button="Save"
            initial={session.name ?? ''}
            maxLength={Limits.sessionNameLength}
            onSubmit={(name) => attempt(() => admin.update({ name: name === '' ? null : name }))}
          />
        </div>
      )}
      <MembersSection />
      {session.kind !== 'DIRECT' && (
        <button type="button" className="quiet danger" onClick={() => void leave()}>
          Leave the conversation
        </button>
      )}
    </>
  );
};
