import { memo, useRef } from 'react';
import type { ReactElement } from 'react';
import type { Presence, SessionSummary } from '../../client/core/index.ts';
import { briefOf } from '../dates.ts';
import { Avatar } from '../parts/avatar.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { PresenceDot } from '../parts/presence-dot.tsx';
import { useWordsInLine } from '../content/words-in-line.ts';
import { addressOf } from '../shell/route.ts';
import { usePeer, useUnknownPeer } from './peer.ts';
import { useOnScreen, usePeerPresence } from './peer-presence.ts';
import { isSilent, previewOf, titleOf } from './title.ts';
import { useNameOf } from '../use-name-of.ts';

const mostShown = 99;

export interface SessionRowProps {
  readonly session: SessionSummary;
  readonly userId: string;
  readonly isOpen: boolean;
  /** Now, in epoch milliseconds; as coarse as what is shown of it. */
  readonly now: number;
}

/** A session in the list: whose it is, what was said last, and what waits in it. */
export const SessionRow = memo(({ session, userId, isOpen, now }: SessionRowProps): ReactElement => {
  const nameOf = useNameOf();
  const row = useRef<HTMLLIElement>(null);
  const peer = usePeer(session, userId);
  const isSeen = useOnScreen(row, session.kind === 'DIRECT');
  useUnknownPeer(isSeen ? session : undefined, userId);
  const presence = usePeerPresence(session.id, peer, isSeen);
  const unread = isOpen ? 0 : session.unreadCount;
  const name = titleOf(session, nameOf, peer);
  const said = useWordsInLine(session.lastMessage?.kind ?? 'TEXT', session.lastMessage?.text ?? '');
  return (
    <li ref={row}>
      <a
        className="session"
        href={addressOf({ kind: 'session', sessionId: session.id })}
        data-session={session.id}
        data-unread={unread > 0 ? '' : undefined}
        data-archived={session.status === 'ARCHIVED' ? '' : undefined}
        aria-current={isOpen ? 'page' : undefined}
      >
        <Picture id={peer ?? session.id} name={name} presence={presence} />
        <span className="session-text">
          <span className="session-line">
            <span className="session-title" dir="auto">
              {name}
            </span>
            <SessionMarks session={session} now={now} />
            <time className="session-when" dateTime={session.lastActivityAt}>
              {briefOf(Date.parse(session.lastActivityAt), now)}
            </time>
          </span>
          <span className="session-line">
            <span className="session-preview" dir="auto">
              {previewOf(session, said, userId, nameOf)}
            </span>
            <Unread count={unread} mentions={isOpen ? 0 : session.mentionCount} silent={isSilent(session, now)} />
          </span>
        </span>
      </a>
    </li>
  );
});
SessionRow.displayName = 'SessionRow';

interface PictureProps {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence | undefined;
}

const Picture = ({ id, name, presence }: PictureProps): ReactElement => (
  <span className="picture">
    <Avatar id={id} name={name} />
    <span className="presence-place">
      <PresenceDot presence={presence} />
    </span>
  </span>
);

const SessionMarks = ({ session, now }: Pick<SessionRowProps, 'session' | 'now'>): ReactElement => (
  <>
    {isSilent(session, now) && (
      <span className="session-mark" title="Muted">
        <Icon name="bellOff" />
        <HiddenText>, muted</HiddenText>
      </span>
    )}
    {session.status === 'ARCHIVED' && (
      <span className="session-mark" title="Archived">
        <Icon name="archive" />
        <HiddenText>, archived</HiddenText>
      </span>
    )}
  </>
);

interface UnreadProps {
  readonly count: number;
  readonly mentions: number;
  readonly silent: boolean;
}

const Unread = ({ count, mentions, silent }: UnreadProps): ReactElement => {
  const shown = count > mostShown ? `${mostShown}+` : String(count);
  return (
    <span className="badge" data-silent={silent && mentions === 0 ? '' : undefined}>
      {count > 0 && (
        <>
          {mentions > 0 ? `@${shown}` : shown}
          <HiddenText>{mentions > 0 ? ' unread, some of them mention you' : ' unread'}</HiddenText>
        </>
      )}
    </span>
  );
};
