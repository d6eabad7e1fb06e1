import type { ChatClient, SessionSummary } from '../../client/core/index.ts';
import { el, on, setAttributes, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';
import { announcer } from './announcer.ts';
import { avatar } from './avatar.ts';
import { composerView } from './composer.ts';
import { messageListView } from './message-list.ts';
import { notice } from './notice.ts';
import { titleOf } from './session-list.ts';
import { statusBanner } from './status-banner.ts';
import { typingLine } from './typing-line.ts';

/** Lists are brought up to date this long after something happened in the open session. */
const listAfterMs = 600;

/** An open session: its messages and where one writes. */
export const chatView = (client: ChatClient, session: SessionSummary): View => {
  const { feed, release } = client.session(session);
  const seen = (): void => {
    if (document.visibilityState !== 'visible') return;
    feed.markRead();
    client.sessions.markRead(session.id, feed.state.get().contiguousSeq);
  };
  const list = messageListView({ feed, userId: client.userId, seen });
  const composer = composerView({
    draftKey: `parley.draft.${client.userId}.${session.id}`,
    send(text) {
      feed.send(text);
      list.toBottom();
    },
    typed: () => feed.typed(),
  });
  const banner = statusBanner(feed);
  const typing = typingLine(feed.typing);
  const spoken = announcer(feed, client.userId);
  const title = titleOf(session);
  const subtitle = el('p', { class: 'muted' });
  const body = el('div', { class: 'chat-body' }, banner.element, list.element, typing.element, composer.element);
  const element = el(
    'main',
    { class: 'chat', 'aria-label': title },
    el(
      'header',
      { class: 'chat-head' },
      el('a', { class: 'icon-button back', href: '#/', 'aria-label': 'Back to conversations' }, icon('back')),
      avatar(session.id, title),
      el('div', { class: 'chat-title' }, el('h1', { dir: 'auto' }, title), subtitle),
    ),
    body,
    spoken.element,
  );

  let refreshing: ReturnType<typeof setTimeout> | undefined;
  let contiguous = feed.state.get().contiguousSeq;
  const follow = (): void => {
    const state = feed.state.get();
    setAttributes(element, { 'data-status': state.status });
    const members = `${session.memberCount} ${session.memberCount === 1 ? 'member' : 'members'}`;
    setText(subtitle, state.status === 'offline' ? `${members} · offline` : members);
    if (state.status === 'failed') {
      body.replaceChildren(
        notice({ kind: 'error', title: 'This conversation cannot be shown', text: state.error?.message ?? '' }),
      );
    }
    if (state.contiguousSeq === contiguous) return;
    contiguous = state.contiguousSeq;
    clearTimeout(refreshing);
    refreshing = setTimeout(() => void client.sessions.refresh(), listAfterMs);
  };
  const endings = [
    feed.state.subscribe(follow),
    on(document, ['visibilitychange'], () => {
      if (document.visibilityState === 'visible' && isAtBottom(list.element)) seen();
    }),
  ];
  follow();
  if (matchMedia('(hover: hover)').matches) requestAnimationFrame(() => composer.focus());

  return {
    element,
    destroy() {
      clearTimeout(refreshing);
      for (const end of endings) end();
      for (const part of [list, composer, banner, typing, spoken]) part.destroy();
      element.remove();
      release();
    },
  };
};

const isAtBottom = (list: HTMLElement): boolean => list.querySelector('.pill')?.hasAttribute('hidden') ?? false;
