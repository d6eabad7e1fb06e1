import type { FeedState, SessionFeed } from '../../client/core/index.ts';
import { dayOf } from '../dates.ts';
import { button, el, on } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';
import { createMessageRow } from './message-row.ts';
import type { MessageRow, RowActions } from './message-row.ts';
import { notice } from './notice.ts';
import { firstUnreadOf, placed } from './placing.ts';
import type { ListItem } from './placing.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { sentenceOf } from './system-line.ts';

export interface MessageListView extends View {
  /** Shows the newest message, as after sending one. */
  toBottom(): void;
}

export interface MessageListOptions {
  readonly feed: SessionFeed;
  readonly userId: string;
  readonly actions: RowActions;
  /** The newest messages are in front of someone's eyes. */
  readonly seen: () => void;
}

/** The messages of a session. */
export const messageListView = ({ feed, userId, actions, seen }: MessageListOptions): MessageListView => {
  const top = el('div', { class: 'history' });
  const list = el('ol', { class: 'messages', role: 'list' });
  const box = el('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': 'Messages' }, top, list);
  const pill = button({ class: 'pill', hidden: true }, () => toBottom());
  const element = el('div', { class: 'message-list' }, box, pill);

  const keeper = new ScrollKeeper(box);
  const rows = new Map<string, { readonly element: HTMLElement; readonly row?: MessageRow }>();
  let opened = false;
  let firstUnread: string | undefined;
  let lastKey: string | undefined;
  let missed = 0;

  const elementOf = (item: ListItem): HTMLElement => {
    const held = rows.get(item.key);
    if (held !== undefined) {
      if (item.kind === 'message') held.row?.update(item.placed);
      return held.element;
    }
    const made = make(item);
    rows.set(item.key, made);
    return made.element;
  };
  const make = (item: ListItem): { readonly element: HTMLElement; readonly row?: MessageRow } => {
    if (item.kind === 'day') {
      return { element: el('li', { class: 'day' }, el('span', {}, dayOf(item.at, Date.now()))) };
    }
    if (item.kind === 'unread') return { element: el('li', { class: 'unread' }, el('span', {}, 'New messages')) };
    if (item.kind === 'system') {
      return {
        element: el(
          'li',
          { class: 'system', 'data-event': item.row.content?.system?.event },
          sentenceOf(item.row, userId),
        ),
      };
    }
    const row = createMessageRow(item.placed, actions);
    return { element: row.element, row };
  };

  const render = (): void => {
    const state = feed.state.get();
    if (!opened && state.history !== 'loading') firstUnread = firstUnreadOf(state.messages, state.lastReadSeq);
    const items = placed(state.messages, firstUnread);
    const wasAtBottom = keeper.atBottom;
    keeper.around(list.querySelectorAll<HTMLElement>(':scope > .message'), () => {
      renderTop(top, state, feed);
      arrange(list, items.map(elementOf), rows, items);
    });
    if (!opened && state.history !== 'loading') {
      opened = true;
      const divider = rows.get('unread')?.element;
      if (divider !== undefined) keeper.show(divider);
    } else if (opened) countMissed(state, wasAtBottom);
    settle();
  };

  /** Messages of others that came below what is being read. */
  const countMissed = (state: FeedState, wasAtBottom: boolean): void => {
    const from = state.messages.findIndex(({ key }) => key === lastKey);
    const fresh = state.messages.slice(from + 1).filter(({ own, kind }) => !own && kind !== 'SYSTEM').length;
    missed = wasAtBottom ? 0 : missed + (from < 0 ? 0 : fresh);
  };

  const settle = (): void => {
    lastKey = feed.state.get().messages.at(-1)?.key;
    if (keeper.atBottom) missed = 0;
    pill.hidden = keeper.atBottom;
    const label = missed === 0 ? 'To the newest' : missed === 1 ? '1 new message' : `${missed} new messages`;
    if (pill.textContent !== label) pill.replaceChildren(icon('down'), label);
    if (keeper.atBottom && opened) seen();
    if (opened && keeper.nearTop && feed.state.get().history === 'more') void feed.loadOlder();
  };

  const toBottom = (): void => {
    keeper.toBottom();
    settle();
  };

  const endings = [
    feed.state.subscribe(render),
    feed.marks.state.subscribe(render),
    on(box, ['scroll'], () => {
      keeper.scrolled();
      settle();
    }),
  ];
  const sizes = new ResizeObserver(() => keeper.resized());
  sizes.observe(box);
  render();
  return {
    element,
    toBottom,
    destroy() {
      for (const end of endings) end();
      sizes.disconnect();
      element.remove();
    },
  };
};

/** Puts `elements` into `list` in their order, touching only what is out of place. */
const arrange = (
  list: HTMLElement,
  elements: readonly HTMLElement[],
  rows: Map<string, unknown>,
  items: readonly ListItem[],
): void => {
  const wanted = new Set(items.map(({ key }) => key));
  for (const key of rows.keys()) if (!wanted.has(key)) rows.delete(key);
  const kept = new Set(elements);
  for (const child of [...list.children]) if (child instanceof HTMLElement && !kept.has(child)) child.remove();
  elements.forEach((element, at) => {
    const there = list.children[at];
    if (there !== element) list.insertBefore(element, there ?? null);
  });
};

const renderTop = (top: HTMLElement, { status, error, history, messages }: FeedState, feed: SessionFeed): void => {
  const kind =
    history === 'loading' && messages.length === 0
      ? `opening ${error?.code ?? ''}`
      : messages.length === 0 && status !== 'failed'
        ? 'empty'
        : history;
  if (top.dataset['kind'] === kind) return;
  top.dataset['kind'] = kind;
  top.replaceChildren(contentOfTop(kind, error?.message, feed));
};

const contentOfTop = (kind: string, why: string | undefined, feed: SessionFeed): HTMLElement => {
  if (kind.startsWith('opening')) {
    return notice({ kind: 'loading', title: 'Loading messages…', ...(why === undefined ? {} : { text: why }) });
  }
  if (kind === 'empty') return notice({ kind: 'empty', title: 'No messages yet', text: 'Say hello.' });
  if (kind === 'complete') return el('p', { class: 'muted' }, 'This is where the conversation begins.');
  if (kind === 'failed')
    return button({ class: 'quiet' }, () => void feed.loadOlder(), 'Earlier messages did not load. Try again');
  return el('p', { class: 'muted' }, el('span', { class: 'spinner' }), 'Loading earlier messages…');
};
