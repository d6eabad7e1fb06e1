import { useEffect } from 'react';
import type { ReactElement } from 'react';
import type { Presence, SessionFeed } from '../../client/core/index.ts';
import { useHandle, useSelector, useValue } from '../../client/react/index.ts';
import { CallButtons } from '../calls/call-buttons.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { PresenceDot, presenceWord } from '../parts/presence-dot.tsx';
import { useNameOf } from '../use-name-of.ts';
import { titleOf } from '../sessions/title.ts';
import { useOpenSession } from './open-session-context.tsx';

export interface ChatHeadingProps {
  readonly isSearching: boolean;
  readonly onSearch: () => void;
  readonly onMembers: () => void;
}

/** What the open session is called, who is in it, and in a DIRECT one whether the other is there. */
export const ChatHeading = ({ isSearching, onSearch, onMembers }: ChatHeadingProps): ReactElement => {
  const nameOf = useNameOf();
  const { feed } = useOpenSession();
  const session = useValue(feed.session);
  const isOffline = useSelector(feed.state, ({ status }) => status === 'offline');
  const isDirect = session.kind === 'DIRECT';
  const other = useOther(feed);
  const presence = usePresence(feed, other);
  const name = isDirect && session.name === null && other !== undefined ? nameOf(other) : titleOf(session, nameOf);
  const count = `${session.memberCount} ${session.memberCount === 1 ? 'member' : 'members'}`;
  const facts = [
    isDirect ? (presence === undefined ? '' : presenceWord(presence)) : count,
    session.isFrozen ? 'frozen' : '',
    session.status === 'ARCHIVED' ? 'archived' : '',
    isOffline ? 'offline' : '',
  ];
  return (
    <header className="chat-head">
      <a className="icon-button back" href="#/" aria-label="Back to conversations">
        <Icon name="back" />
      </a>
      <span className="picture">
        <Avatar id={feed.sessionId} name={name} />
        <span className="presence-place">{isDirect && <PresenceDot presence={presence} />}</span>
      </span>
      <div className="chat-title">
        <h1 dir="auto">{name}</h1>
        <p className="muted">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      </div>
      <div className="chat-tools">
        <CallButtons />
        <IconButton icon="search" label="Search" aria-pressed={isSearching} onClick={onSearch} />
        <IconButton icon="people" label="Members" aria-haspopup="dialog" onClick={onMembers} />
      </div>
    </header>
  );
};

/** The other one of a DIRECT session. */
const useOther = (feed: SessionFeed): string | undefined => {
  const { client } = useOpenSession();
  const isDirect = useSelector(feed.session, ({ kind }) => kind === 'DIRECT');
  const other = useSelector(
    feed.members.state,
    ({ items }) => items.find(({ userId }) => userId !== client.userId)?.userId,
  );
  useEffect(() => {
    if (isDirect) void feed.members.load();
  }, [feed, isDirect]);
  return isDirect ? other : undefined;
};

const usePresence = (feed: SessionFeed, userId: string | undefined): Presence | undefined => {
  const { client } = useOpenSession();
  const watched = useHandle(userId, () => {
    const { state, release } = client.presence.watch(feed.sessionId, userId === undefined ? [] : [userId]);
    return { feed: state, release };
  });
  return useValue(watched ?? nobody).get(userId ?? '');
};

const noPresence: ReadonlyMap<string, Presence> = new Map();
const nobody = { get: () => noPresence, subscribe: () => () => undefined };
