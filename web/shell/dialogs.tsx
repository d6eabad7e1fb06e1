import { useRef } from 'react';
import type { ReactElement } from 'react';
import { lazily } from '../parts/lazily.tsx';
import type { Shown } from './use-shortcuts.ts';

const NewSession = lazily(async () => (await import('../sessions/new-session.tsx')).NewSession);
const Discover = lazily(async () => (await import('../sessions/discover.tsx')).Discover);
const Switcher = lazily(async () => (await import('../sessions/switcher.tsx')).Switcher);
const ShortcutsDialog = lazily(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);
const BlockedDialog = lazily(async () => (await import('./blocked-dialog.tsx')).BlockedDialog);
const NotificationCentre = lazily(
  async () => (await import('../notifications/notification-centre.tsx')).NotificationCentre,
);

export interface DialogsProps {
  readonly shown: Shown | undefined;
  readonly show: (what: Shown | undefined) => void;
  readonly onOpen: (sessionId: string) => void;
}

/** The dialog that is open, loaded when it is opened. */
export const Dialogs = ({ shown, show, onOpen }: DialogsProps): ReactElement => {
  const close = (): void => show(undefined);
  return (
    <>
      {shown === 'new' && <NewSession onOpen={onOpen} onClose={close} />}
      {shown === 'discover' && <Discover onOpen={onOpen} onClose={close} />}
      {shown === 'switcher' && <SwitcherThenDiscover show={show} onOpen={onOpen} />}
      {shown === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {shown === 'blocked' && <BlockedDialog onClose={close} />}
      {shown === 'notifications' && <NotificationCentre begin="settings" onClose={close} />}
    </>
  );
};

const SwitcherThenDiscover = ({ show, onOpen }: Omit<DialogsProps, 'shown'>): ReactElement => {
  // Kept over a rendering: a dialog tells of its end a moment after it was closed.
  const next = useRef<Shown>(undefined);
  const discover = (): void => {
    next.current = 'discover';
  };
  return <Switcher onOpen={onOpen} onDiscover={discover} onClose={() => show(next.current)} />;
};
