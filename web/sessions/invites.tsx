import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient, useSelector } from '../../client/react/index.ts';
import { withStyles } from '../parts/later-styles.ts';
import { lazyModule, notNeeded, useLazyModule } from '../parts/lazy-module.ts';
import { useEvent } from '../parts/use-event.ts';
import type { Invite, InviteListProps } from './invite-list.tsx';

const list = lazyModule(() => withStyles(() => import('./invite-list.tsx')));

/** Where one is invited to. */
export const Invites = ({ onOpen }: Pick<InviteListProps, 'onOpen'>): ReactElement | null => {
  const client = useChatClient();
  const [held, setHeld] = useState<readonly Invite[]>([]);
  const newest = useSelector(client.notifications.state, ({ items }) => items[0]?.id);
  const asked = useRef(0);
  const read = async (): Promise<void> => {
    const own = (asked.current += 1);
    const read = await client.invites().catch(() => undefined);
    // Of several answers the one to the last question is the newest, whichever comes last.
    if (read !== undefined && own === asked.current) setHeld(read);
  };
  const look = useEffectEvent(read);
  useEffect(() => void look(), [newest]);
  useEvent(window, 'focus', () => void read());
  const shown = useLazyModule(held.length > 0 ? list : notNeeded);
  return shown === undefined ? null : <shown.InviteList held={held} onOpen={onOpen} />;
};
