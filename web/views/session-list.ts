import type { ChatClient, SessionListState, SessionSummary } from '../../client/core/index.ts';
import { briefOf } from '../dates.ts';
import { button, el, hiddenText, setAttributes, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { nameOf } from '../people.ts';
import { addressOf } from '../route.ts';
import { avatar } from './avatar.ts';
import { notice } from './notice.ts';

export interface SessionListView extends View {
  /** Marks the session whose messages are shown; nothing in it is unread. */
  show(sessionId: string | undefined): void;
}

export const titleOf = (session: SessionSummary): string =>
  session.myPreferences.customName ??
  session.name ??
  (session.kind === 'DIRECT' ? 'Direct conversation' : 'Conversation');

const mostShown = 99;

/** My sessions, newest activity first. Rows are kept over a refresh, so that focus stays where it is. */
export const sessionListView = (client: ChatClient, create: () => void): SessionListView => {
  const list = el('ul', { class: 'sessions', role: 'list' });
  const below = el('div', { class: 'sessions-below' });
  const element = el('nav', { class: 'session-list', 'aria-label': 'Conversations' }, list, below);
  const rows = new Map<string, Row>();
  let open: string | undefined;

  const render = (): void => {
    const state = client.sessions.state.get();
    const ids = new Set(state.items.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      rows.delete(id);
      row.element.remove();
    }
    state.items.forEach((session, at) => {
      const row = rows.get(session.id) ?? createRow(session.id);
      rows.set(session.id, row);
      row.update(session, session.id === open, client.userId);
      if (list.children[at] !== row.element) list.insertBefore(row.element, list.children[at] ?? null);
    });
    below.replaceChildren(...belowOf(state, client, create));
  };

  const stop = client.sessions.state.subscribe(render);
  render();
  return {
    element,
    show(sessionId) {
      open = sessionId;
      render();
    },
    destroy() {
      stop();
      element.remove();
    },
  };
};

const belowOf = (state: SessionListState, client: ChatClient, create: () => void): HTMLElement[] => {
  const retry = (): void => void client.sessions.refresh();
  if (state.status === 'loading') return [notice({ kind: 'loading', title: 'Loading conversations…' })];
  if (state.status === 'failed') {
    const why = state.error?.message ?? 'The server did not answer.';
    return [notice({ kind: 'error', title: 'Conversations did not load', text: why, action: ['Try again', retry] })];
  }
  if (state.items.length === 0) {
    const text = 'Start one, and whoever you choose sees it at once.';
    return [notice({ kind: 'empty', title: 'No conversations yet', text, action: ['New conversation', create] })];
  }
  if (state.more === 'none') return [];
  const more = (): void => void client.sessions.loadMore();
  return [button({ class: 'quiet', disabled: state.more === 'loading' }, more, 'Show older conversations')];
};

interface Row {
  readonly element: HTMLElement;
  update(session: SessionSummary, open: boolean, userId: string): void;
}

const createRow = (id: string): Row => {
  const picture = avatar(id, ' ');
  const title = el('span', { class: 'session-title', dir: 'auto' });
  const when = el('time', { class: 'session-when' });
  const preview = el('span', { class: 'session-preview', dir: 'auto' });
  const badge = el('span', { class: 'badge' });
  const link = el(
    'a',
    { class: 'session', href: addressOf(id), 'data-session': id },
    picture,
    el(
      'span',
      { class: 'session-text' },
      el('span', { class: 'session-line' }, title, when),
      el('span', { class: 'session-line' }, preview, badge),
    ),
  );
  return {
    element: el('li', {}, link),
    update(session, open, userId) {
      const name = titleOf(session);
      const unread = open ? 0 : session.unreadCount;
      setText(title, name);
      setText(picture, ([...name.trim()][0] ?? '?').toUpperCase());
      setText(when, briefOf(Date.parse(session.lastActivityAt), Date.now()));
      setAttributes(when, { datetime: session.lastActivityAt });
      setText(preview, previewOf(session, userId));
      setAttributes(link, { 'aria-current': open ? 'page' : undefined, 'data-unread': unread > 0 });
      const count = unread > mostShown ? `${mostShown}+` : String(unread);
      const shown = session.mentionCount > 0 ? `@${count}` : count;
      if (badge.dataset['shown'] === shown) return;
      badge.dataset['shown'] = shown;
      const words = session.mentionCount > 0 ? ' unread, some of them mention you' : ' unread';
      badge.replaceChildren(...(unread > 0 ? [shown, hiddenText(words)] : []));
    },
  };
};

const previewOf = ({ lastMessage, myAlias }: SessionSummary, userId: string): string => {
  if (lastMessage === null) return 'No messages yet';
  const { senderId, senderName, kind, text } = lastMessage;
  const isOwn = senderId === userId || (myAlias !== null && senderId === `#${myAlias}`);
  const sender = isOwn ? 'You' : (senderName ?? nameOf(senderId));
  const word = kind.toLowerCase().replace('_', ' ');
  return kind === 'TEXT' ? `${sender}: ${text}` : `${sender}: ${word}${text === '' ? '' : ` · ${text}`}`;
};
