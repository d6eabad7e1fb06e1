import type { ChatClient, Presence, SessionFeed, State } from '../../client/core/index.ts';
import { button, el, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';
import { nameOf } from '../people.ts';
import { avatar } from './avatar.ts';
import { openMembers } from './members-panel.ts';
import { presenceDot, presenceWord } from './presence-dot.ts';
import { titleOf } from './session-list.ts';

/** What the open session is called, who is in it, and in a DIRECT one whether the other is there. */
export const chatHeading = (client: ChatClient, feed: SessionFeed): View => {
  const title = el('h1', { dir: 'auto' });
  const subtitle = el('p', { class: 'muted' });
  const dot = el('span', { class: 'presence-place' });
  const picture = avatar(feed.sessionId, titleOf(feed.session.get()));
  const element = el(
    'header',
    { class: 'chat-head' },
    el('a', { class: 'icon-button back', href: '#/', 'aria-label': 'Back to conversations' }, icon('back')),
    el('span', { class: 'picture' }, picture, dot),
    el('div', { class: 'chat-title' }, title, subtitle),
    button(
      { class: 'icon-button', 'aria-label': 'Members', title: 'Members' },
      () => openMembers(client, feed),
      icon('people'),
    ),
  );
  let other: string | undefined;
  let watching: { readonly state: State<ReadonlyMap<string, Presence>>; readonly release: () => void } | undefined;

  const render = (): void => {
    const session = feed.session.get();
    const isDirect = session.kind === 'DIRECT';
    const name = isDirect && session.name === null && other !== undefined ? nameOf(other) : titleOf(session);
    const presence = other === undefined ? undefined : watching?.state.get().get(other);
    const count = `${session.memberCount} ${session.memberCount === 1 ? 'member' : 'members'}`;
    const facts = [
      isDirect ? (presence === undefined ? '' : presenceWord(presence)) : count,
      session.isFrozen ? 'frozen' : '',
      session.status === 'ARCHIVED' ? 'archived' : '',
      feed.state.get().status === 'offline' ? 'offline' : '',
    ];
    setText(title, name);
    setText(picture, ([...name.trim()][0] ?? '?').toUpperCase());
    setText(subtitle, facts.filter((fact) => fact !== '').join(' · '));
    const shown = isDirect ? presenceDot(presence) : undefined;
    dot.replaceChildren(...(shown === undefined ? [] : [shown]));
  };
  const findOther = (): void => {
    const found = feed.members.state.get().items.find(({ userId }) => userId !== client.userId)?.userId;
    if (feed.session.get().kind !== 'DIRECT' || found === undefined || other !== undefined) return;
    other = found;
    watching = client.presence.watch(feed.sessionId, [found]);
    watching.state.subscribe(render);
    render();
  };
  const endings = [
    feed.session.subscribe(render),
    feed.state.subscribe(render),
    feed.members.state.subscribe(findOther),
  ];
  if (feed.session.get().kind === 'DIRECT') void feed.members.load();
  findOther();
  render();
  return {
    element,
    destroy() {
      for (const end of endings) end();
      watching?.release();
      element.remove();
    },
  };
};
