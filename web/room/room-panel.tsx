import { useState } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { Limits } from '../../client/core/index.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { section } from '../parts/section.tsx';
import { ToastProvider } from '../parts/toast.tsx';
import { InlineForm } from './inline-form.tsx';
import { MembersSection } from './members-section.tsx';
import { Tabs } from './tabs.tsx';
import { useRoom } from './use-room.ts';

export interface RoomPanelProps {
  readonly onClose: () => void;
}

const sections = {
  Members: MembersSection,
  Requests: section(async () => (await import('./requests-section.tsx')).RequestsSection),
  Banned: section(async () => (await import('./bans-section.tsx')).BansSection),
  About: section(async () => (await import('./about-section.tsx')).AboutSection),
  Settings: section(async () => (await import('./settings-section.tsx')).SettingsSection),
  'My preferences': section(async () => (await import('./preferences-section.tsx')).PreferencesSection),
  'Audit log': section(async () => (await import('./audit-section.tsx')).AuditSection),
} as const satisfies Readonly<Record<string, ComponentType>>;

type Section = keyof typeof sections;

const ofRoom: readonly Section[] = [
  'Members',
  'Requests',
  'Banned',
  'About',
  'Settings',
  'My preferences',
  'Audit log',
];
/** There is nothing to rule between two. */
const ofTwo: readonly Section[] = ['Members', 'My preferences'];

/** Who is in the session, what it is called and how it is set; the way out. */
export const RoomPanel = ({ onClose }: RoomPanelProps): ReactElement => {
  const [shown, setShown] = useState<Section>('Members');
  return (
    <Dialog title={shown} className="room-panel" onClose={onClose}>
      <ToastProvider>
        <RoomContent shown={shown} onShow={setShown} />
      </ToastProvider>
    </Dialog>
  );
};

interface RoomContentProps {
  readonly shown: Section;
  readonly onShow: (section: Section) => void;
}

const RoomContent = ({ shown, onShow }: RoomContentProps): ReactElement => {
  const { session } = useRoom();
  const Shown = sections[shown];
  return (
    <Tabs label="The conversation" names={session.kind === 'DIRECT' ? ofTwo : ofRoom} shown={shown} onShow={onShow}>
      {shown === 'Members' && <Name />}
      <Shown />
      {shown === 'Members' && session.kind !== 'DIRECT' && <Leave />}
    </Tabs>
  );
};

const Name = (): ReactElement | null => {
  const { admin, session, may, attempt } = useRoom();
  if (!may('EDIT_SESSION')) return null;
  return (
    <div className="panel-part">
      <InlineForm
        label="Name of the conversation"
        button="Save"
        initial={session.name ?? ''}
        maxLength={Limits.sessionNameLength}
        onSubmit={(name) => attempt(() => admin.update({ name: name === '' ? null : name }))}
      />
    </div>
  );
};

const Leave = (): ReactElement => {
  const { client, feed, attempt } = useRoom();
  const close = useCloseDialog();
  const leave = async (): Promise<void> => {
    if (await attempt(() => client.leave(feed.sessionId))) close();
  };
  return (
    <button type="button" className="quiet danger" onClick={() => void leave()}>
      Leave the conversation
    </button>
  );
};
