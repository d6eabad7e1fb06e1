import type { ChatClient, SessionSummary } from '../../client/core/index.ts';
import { el, on, setAttributes } from '../dom.ts';
import type { View } from '../dom.ts';
import { announcer } from './announcer.ts';
import { attachView } from './attach.ts';
import { chatHeading } from './chat-heading.ts';
import { composerView } from './composer.ts';
import { rowActionsOf } from './message-actions.ts';
import { messageListView } from './message-list.ts';
import { notice } from './notice.ts';
import { titleOf } from './session-list.ts';
import { statusBanner } from './status-banner.ts';
import { openThread } from './thread-dialog.ts';
import { toast } from './toast.ts';
import { typingLine } from './typing-line.ts';

/** An open session: its messages and where one writes. */
export const chatView = (client: ChatClient, session: SessionSummary): View => {
  const { feed, release } = client.session(session);
  const seen = (): void => {
    if (document.visibilityState !== 'visible') return;
    feed.markRead();
    client.sessions.markRead(session.id, feed.state.get().contiguousSeq);
  };
  const problems = toast();
  const composer = composerView({
    draftKey: `parley.draft.${client.userId}.${session.id}`,
    send(text, writing) {
      const id = writing.kind === 'new' ? undefined : writing.row.id;
      if (writing.kind === 'edit' && id !== undefined) {
        void problems.attempt(() => feed.actions.edit(id, { text }));
        return;
      }
      feed.send({ kind: 'TEXT', content: { text }, ...(id === undefined ? {} : { replyToId: id }) });
      list.toBottom();
    },
    typed: () => feed.typed(),
  });
  const uploads = client.uploads(session.id);
  const attach = attachView({
    uploads,
    send(draft) {
      feed.send(draft);
      list.toBottom();
    },
    toast: problems,
  });
  const actions = rowActionsOf({
    feed,
    uploads,
    toast: problems,
    reply: (row) => composer.write({ kind: 'reply', row }),
    edit: (row) => composer.write({ kind: 'edit', row }),
    thread: (rootId, rowActions) => openThread(feed, rootId, client.userId, rowActions),
  });
  const list = messageListView({ feed, userId: client.userId, actions, seen });
  const banner = statusBanner(feed);
  const typing = typingLine(feed.typing);
  const spoken = announcer(feed, client.userId);
  const heading = chatHeading(client, feed);
  const body = el(
    'div',
    { class: 'chat-body' },
    banner.element,
    list.element,
    typing.element,
    problems.element,
    attach.element,
    composer.element,
  );
  const element = el('main', { class: 'chat' }, heading.element, body, spoken.element);

  const follow = (): void => {
    const { status, error } = feed.state.get();
    setAttributes(element, { 'data-status': status });
    if (status !== 'failed') return;
    const text =
      error?.code === 'SessionNotFound' ? 'You are not, or no longer, in this conversation.' : (error?.message ?? '');
    body.replaceChildren(notice({ kind: 'error', title: 'This conversation cannot be shown', text }));
  };
  const allow = (): void => {
    const now = feed.session.get();
    setAttributes(element, { 'aria-label': titleOf(now) });
    composer.close(whyClosed(now));
    attach.allow(whyClosed(now) === undefined && now.settings.allowFileUploads);
  };
  const endings = [
    feed.state.subscribe(follow),
    feed.session.subscribe(allow),
    on(window, ['online'], () => uploads.wake()),
    on(document, ['visibilitychange'], () => {
      if (document.visibilityState === 'visible' && isAtBottom(list.element)) seen();
    }),
  ];
  follow();
  allow();
  void feed.pins.load();
  if (matchMedia('(hover: hover)').matches) requestAnimationFrame(() => composer.focus());

  return {
    element,
    destroy() {
      for (const end of endings) end();
      for (const part of [list, attach, composer, banner, typing, spoken, heading, problems]) part.destroy();
      element.remove();
      release();
    },
  };
};

/** Why nothing can be written now. That somebody is muted, the server says with how long when they try. */
const whyClosed = ({ status, isFrozen, kind, myPermissions }: SessionSummary): string | undefined => {
  if (status === 'ARCHIVED') return 'This conversation is archived: it is kept for reading.';
  if (status === 'BLOCKED') return 'This conversation was closed.';
  if (myPermissions.includes('POST')) return undefined;
  if (isFrozen) return 'Only owners, admins and moderators write here for now.';
  return kind === 'ANNOUNCEMENT' ? 'Only owners, admins and moderators write here.' : 'You cannot write here.';
};

const isAtBottom = (list: HTMLElement): boolean => list.querySelector('.pill')?.hasAttribute('hidden') ?? false;
