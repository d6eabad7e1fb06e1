import { Suspense } from 'react';
import type { ReactElement } from 'react';
import type { Shown } from './use-shortcuts.ts';
import { lazyPart } from '../parts/later-styles.ts';

const NewSession = lazyPart(async () => (await import('../sessions/new-session.tsx')).NewSession);
const Discover = lazyPart(async () => (await import('../sessions/discover.tsx')).Discover);
const Switcher = lazyPart(async () => (await import('../sessions/switcher.tsx')).Switcher);
const ShortcutsDialog = lazyPart(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);
const BlockedDialog = lazyPart(async () => (await import('./blocked-dialog.tsx')).BlockedDialog);
const NotificationCentre = lazyPart(
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
    <Suspense>
      {shown === 'new' && <NewSession onOpen={onOpen} onClose={close} />}
      {shown === 'discover' && <Discover onOpen={onOpen} onClose={close} />}
      {shown === 'switcher' && <SwitcherThenDiscover show={show} onOpen={onOpen} />}
      {shown === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {shown === 'blocked' && <BlockedDialog onClose={close} />}
      {shown === 'notifications' && <NotificationCentre begin="settings" onClose={close} />}
    </Suspense>
  );
};

const SwitcherThenDiscover = ({ show, onOpen }: Omit<DialogsProps, 'shown'>): ReactElement => {
  let next: Shown | undefined;
  const discover = (): void => {
    next = 'discover';
  };
  return <Switcher onOpen={onOpen} onDiscover={discover} onClose={() => show(next)} />;
};
