import { useState } from 'react';
import type { ReactElement } from 'react';
import type { OwnStatus } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icon.tsx';
import { lazily } from '../parts/lazily.tsx';
import { MenuButton } from '../parts/menu.tsx';
import type { MenuItem } from '../parts/menu.tsx';
import { useToast } from '../parts/toast.tsx';
import { useMe } from './identity-context.tsx';
import { useOwnStatus } from './own-status.ts';
import type { Said } from './own-status.ts';
import { setTheme, themes, useTheme } from './theme.ts';
import type { Theme } from './theme.ts';
import type { Shown } from './use-shortcuts.ts';

const NoteDialog = lazily(async () => (await import('./note-dialog.tsx')).NoteDialog);

const statuses: readonly (readonly [OwnStatus, string])[] = [
  ['ONLINE', 'Online'],
  ['AWAY', 'Away'],
  ['BUSY', 'Busy'],
  ['OFFLINE', 'Seem offline'],
];

const themeWords: Readonly<Record<Theme, readonly [string, IconName]>> = {
  system: ['Colours of the system', 'screen'],
  light: ['Light colours', 'sun'],
  dark: ['Dark colours', 'moon'],
};

/** Who one is here, what one says of oneself, and how the app looks. */
export const MeMenu = ({ show }: { readonly show: (what: Shown) => void }): ReactElement => {
  const me = useMe();
  const client = useChatClient();
  const { attempt } = useToast();
  const [said, say] = useOwnStatus(client);
  const theme = useTheme();
  const [isNoting, setNoting] = useState(false);
  const word = statuses.find(([status]) => status === said.status)?.[1] ?? '';
  const line = `${word} · ${said.note === '' ? me.role : said.note}`;
  const tell = (next: Said): void => void attempt(() => say(next));
  const items = (): readonly MenuItem[] => [
    ...statuses.map(([status, label]) => ({
      label,
      isChecked: status === said.status,
      press: () => tell({ ...said, status }),
      content: (
        <Entry label={label}>
          <span className="presence" data-status={status} />
        </Entry>
      ),
    })),
    entryOf(said.note === '' ? 'Say what you do…' : 'Say something else…', 'edit', () => setNoting(true)),
    ...themes.map((each, at) => ({
      ...entryOf(themeWords[each][0], themeWords[each][1], () => setTheme(each)),
      isChecked: each === theme,
      startsGroup: at === 0,
    })),
    { ...entryOf('Notifications…', 'bell', () => show('notifications')), startsGroup: true },
    entryOf('Blocked people…', 'people', () => show('blocked')),
    entryOf('Keyboard shortcuts…', 'help', () => show('shortcuts')),
  ];
  return (
    <>
      <MenuButton menuLabel="You" label={`You: ${me.name} ${line}`} className="me" items={items}>
        <span className="picture">
          <Avatar id={me.userId} name={me.name} />
          <span className="presence-place">
            <span className="presence" data-status={said.status} />
          </span>
        </span>
        <span className="person-text">
          <span className="person-name">{me.name}</span> <span className="muted">{line}</span>
        </span>
      </MenuButton>
      {isNoting && (
        <NoteDialog note={said.note} onSay={(note) => tell({ ...said, note })} onClose={() => setNoting(false)} />
      )}
    </>
  );
};

const entryOf = (label: string, icon: IconName, press: () => void): MenuItem => ({
  label,
  press,
  content: (
    <Entry label={label}>
      <Icon name={icon} />
    </Entry>
  ),
});

const Entry = ({ label, children }: { readonly label: string; readonly children: ReactElement }): ReactElement => (
  <span className="menu-entry">
    {children}
    {label}
  </span>
);
