import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { SessionListState } from '../../client/core/index.ts';
import { useChatClient, useValue } from '../../client/react/index.ts';
import { Notice } from '../parts/notice.tsx';
import { ListFilter } from './list-filter.tsx';
import { matching } from './matching.ts';
import { peerOf } from './peer.ts';
import { SessionRow } from './session-row.tsx';
import { titleOf } from './title.ts';
import { useMinute } from './use-minute.ts';
import { useNameOf } from '../use-name-of.ts';

export interface SessionListViewProps {
  /** The session whose messages are shown; nothing in it is unread. */
  readonly openId: string | undefined;
  readonly onCreate: () => void;
}

/** From so few on a filter helps. */
const filteredFrom = 6;

/** My sessions, newest activity first. */
export const SessionListView = ({ openId, onCreate }: SessionListViewProps): ReactElement => {
  const nameOf = useNameOf();
  const client = useChatClient();
  // A long list is rendered a little at a time.
  const state = useDeferredValue(useValue(client.sessions.state));
  const now = useMinute();
  const [filter, setFilter] = useState('');
  const shown = matching(state.items, filter, (session) => titleOf(session, nameOf, peerOf(session, client.userId)));
  return (
    <nav className="session-list" aria-label="Conversations" onKeyDown={moveFocus}>
      {(state.items.length >= filteredFrom || filter !== '') && <ListFilter value={filter} onChange={setFilter} />}
      <Trouble state={state} />
      <ul className="sessions" role="list">
        {shown.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            userId={client.userId}
            isOpen={session.id === openId}
            now={now}
          />
        ))}
      </ul>
      <div className="sessions-below">
        {filter !== '' && shown.length === 0 && state.more === 'none' ? (
          <p className="muted sessions-none" role="status">
            No conversation is called that.
          </p>
        ) : (
          <Below state={state} onCreate={onCreate} />
        )}
      </div>
    </nav>
  );
};

/** What is shown may be old: nothing newer came through. */
const Trouble = ({ state }: { readonly state: SessionListState }): ReactElement | null =>
  state.status === 'ready' && state.error !== undefined ? (
    <p className="sessions-trouble" role="status">
      Not up to date: {state.error.message}
    </p>
  ) : null;

const Below = ({ state, onCreate }: { readonly state: SessionListState } & Pick<SessionListViewProps, 'onCreate'>) => {
  const client = useChatClient();
  if (state.items.length === 0 && state.status === 'loading') {
    return <Notice kind="loading" title="Loading conversations…" />;
  }
  if (state.status === 'failed') {
    const retry = (): void => void client.sessions.refresh();
    const why = state.error?.message ?? 'The server did not answer.';
    return <Notice kind="error" title="Conversations did not load" text={why} action={['Try again', retry]} />;
  }
  if (state.items.length === 0) {
    const text = 'Start one, and whoever you choose sees it at once.';
    return <Notice kind="empty" title="No conversations yet" text={text} action={['New conversation', onCreate]} />;
  }
  return state.more === 'none' ? null : <Older state={state} onReach={() => void client.sessions.loadMore()} />;
};

/** Older sessions come by themselves when somebody scrolls down to where they would be. */
const Older = ({ state, onReach }: { readonly state: SessionListState; readonly onReach: () => void }) => {
  const box = useRef<HTMLButtonElement>(null);
  const reach = useEffectEvent(onReach);
  const { more, error } = state;
  const known = state.items.length;
  // One that was refused waits for a press.
  const isAlone = error === undefined && more === 'some';
  useEffect(() => {
    const element = box.current;
    if (element === null || !isAlone) return undefined;
    const list = element.closest('.session-list');
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reach();
      },
      { root: list, rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAlone, known]);
  return (
    <button ref={box} type="button" className="quiet" disabled={more === 'loading'} onClick={onReach}>
      Show older conversations
    </button>
  );
};

const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey) return;
  const isField = event.target instanceof HTMLInputElement;
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const end = isField ? undefined : key === 'Home' ? 0 : key === 'End' ? -1 : undefined;
  if (step === 0 && end === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.session')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = end ?? Math.min(Math.max(at + step, 0), rows.length - 1);
  const next = at === 0 && step === -1 ? event.currentTarget.querySelector<HTMLElement>('input') : rows.at(to);
  event.preventDefault();
  next?.focus();
};
