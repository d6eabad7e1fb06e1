import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactElement } from 'react';
import type { Notification } from '../../client/core/index.ts';
import { useChatClient, useValue } from '../../client/react/index.ts';
import { useWordsInLine } from '../content/words-in-line.ts';
import { briefOf } from '../dates.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { ToastProvider, useToast } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';
import { goTo } from '../shell/route.ts';
import { useClearedUpTo } from './cleared.ts';
import { NotificationSettingsForm } from './settings-form.tsx';
import { sentenceOf, whoOf } from './words.ts';

export interface NotificationCentreProps {
  readonly onClose: () => void;
  /** What is shown first. */
  readonly begin?: 'list' | 'settings';
}

/** What one was notified of, and how one wants to be. */
export const NotificationCentre = ({ onClose, begin = 'list' }: NotificationCentreProps): ReactElement => {
  const [isList, setList] = useState(begin === 'list');
  return (
    <Dialog title="Notifications" className="centre" onClose={onClose}>
      <ToastProvider>
        <div className="centre-tabs">
          {(
            [
              ['News', true],
              ['Settings', false],
            ] as const
          ).map(([label, shows]) => (
            <button
              key={label}
              type="button"
              className="centre-tab"
              aria-pressed={isList === shows}
              onClick={() => setList(shows)}
            >
              {label}
            </button>
          ))}
        </div>
        {isList ? <News /> : <NotificationSettingsForm />}
      </ToastProvider>
    </Dialog>
  );
};

const News = (): ReactElement => {
  const client = useChatClient();
  const { attempt } = useToast();
  const { status, error, items, more } = useValue(client.notifications.state);
  const [cleared, clear] = useClearedUpTo(client.userId);
  // What was new when one opened it stays marked while one reads.
  const [unseen] = useState(() => new Set(items.filter(({ isSeen }) => !isSeen).map(({ id }) => id)));
  // Whoever opens it wants to see what is new by now.
  useEffect(() => void client.notifications.refresh(), [client]);
  const see = useEffectEvent(() => void attempt(() => client.notifications.markSeen()));
  const newest = items[0]?.id;
  useEffect(() => {
    if (newest !== undefined) see();
  }, [newest]);
  const shown = items.filter(({ id }) => cleared === null || id > cleared);
  if (status === 'failed' && items.length === 0) {
    const retry = (): void => void client.notifications.refresh();
    return <Notice kind="error" title="The list did not load" text={error?.message} action={['Try again', retry]} />;
  }
  if (status !== 'ready' && items.length === 0) return <Notice kind="loading" title="Loading…" />;
  if (shown.length === 0) {
    return <Notice kind="empty" title="Nothing new" text="Mentions, answers and invitations appear here." />;
  }
  return (
    <>
      <ul className="news" role="list">
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry} isNew={unseen.has(entry.id) || !entry.isSeen} />
        ))}
      </ul>
      <div className="dialog-actions">
        {more !== 'none' && (
          <button
            type="button"
            className="quiet"
            disabled={more === 'loading'}
            onClick={() => void client.notifications.loadMore()}
          >
            Show older
          </button>
        )}
        <button type="button" className="quiet" onClick={() => clear(newest ?? '')}>
          Clear the list
        </button>
      </div>
    </>
  );
};

const Entry = ({ entry, isNew }: { readonly entry: Notification; readonly isNew: boolean }): ReactElement => {
  const nameOf = useNameOf();
  const close = useCloseDialog();
  const who = whoOf(entry);
  const said = useWordsInLine(entry.message?.kind ?? 'TEXT', entry.message?.text ?? '');
  const open = (): void => {
    close();
    goTo({ kind: 'session', sessionId: entry.sessionId });
  };
  return (
    <li>
      <button type="button" className="news-entry" data-new={isNew ? '' : undefined} onClick={open}>
        <Avatar id={who} name={entry.message?.senderName ?? nameOf(who)} />
        <span className="news-text">
          <span dir="auto">{sentenceOf(entry, nameOf)}</span>
          {entry.message !== null && (
            <span className="muted news-said" dir="auto">
              {said}
            </span>
          )}
        </span>
        <time className="session-when" dateTime={entry.createdAt}>
          {briefOf(Date.parse(entry.createdAt), Date.now())}
        </time>
      </button>
    </li>
  );
};
