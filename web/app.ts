import { ChatClient, ChatError, createAmplifyTransport, sendByRequest } from '../client/core/index.ts';
import type { SessionSummary } from '../client/core/index.ts';
import type { Config } from './config.ts';
import { button, el, on } from './dom.ts';
import type { View } from './dom.ts';
import { icon } from './icons.ts';
import { deviceId, tokensFor } from './identity.ts';
import type { Person } from './people.ts';
import { goTo, openSessionId } from './route.ts';
import { avatar } from './views/avatar.ts';
import { chatView } from './views/chat.ts';
import { openDiscover } from './views/discover.ts';
import { openNewSession } from './views/new-session.ts';
import { notice } from './views/notice.ts';
import { sessionListView } from './views/session-list.ts';

/** Everything behind the sign-in: the list on one side, the open session on the other. */
export const appView = (config: Config, me: Person, leave: () => void): View => {
  const transport = createAmplifyTransport({ ...config, token: tokensFor(me) });
  const client = new ChatClient({
    transport,
    userId: me.userId,
    deviceId: deviceId(),
    sendBytes: sendByRequest,
  });
  client.connect();
  const create = (): void => openNewSession(client, me, ({ id }) => goTo(id));
  const sessions = sessionListView(client, create);
  const pane = el('div', { class: 'pane' });
  const side = el(
    'aside',
    { class: 'side' },
    el(
      'header',
      { class: 'side-head' },
      el('p', { class: 'brand' }, 'Parley'),
      button(
        { class: 'icon-button', 'aria-label': 'Find a room', title: 'Find a room' },
        () => openDiscover(client, goTo),
        icon('search'),
      ),
      button({ class: 'primary small' }, create, icon('plus'), 'New'),
    ),
    sessions.element,
    el(
      'footer',
      { class: 'side-foot' },
      avatar(me.userId, me.name),
      el(
        'div',
        { class: 'person-text' },
        el('span', { class: 'person-name' }, me.name),
        el('span', { class: 'muted' }, me.role),
      ),
      button({ class: 'icon-button', 'aria-label': 'Switch person', title: 'Switch person' }, leave, icon('swap')),
    ),
  );
  const element = el('div', { class: 'shell' }, side, pane);

  let open: { readonly id: string; readonly view: View | undefined } | undefined;
  const place = (id: string | undefined, view: View | undefined, content: HTMLElement): void => {
    open?.view?.destroy();
    open = id === undefined ? undefined : { id, view };
    pane.replaceChildren(content);
  };
  const follow = async (): Promise<void> => {
    const id = openSessionId();
    element.toggleAttribute('data-open', id !== undefined);
    sessions.show(id);
    if (id === open?.id && id !== undefined) return;
    if (id === undefined) {
      place(undefined, undefined, nothingOpen());
      return;
    }
    place(id, undefined, notice({ kind: 'loading', title: 'Opening…' }));
    try {
      const session = await find(client, id);
      if (openSessionId() !== id) return;
      const view = chatView(client, session);
      place(id, view, view.element);
    } catch (cause) {
      if (openSessionId() !== id) return;
      const text = cause instanceof ChatError ? cause.message : 'Something went wrong.';
      const again = (): void => {
        open = undefined;
        void follow();
      };
      place(
        id,
        undefined,
        notice({ kind: 'error', title: 'This conversation did not open', text, action: ['Try again', again] }),
      );
    }
  };

  const visible = (): boolean => document.visibilityState === 'visible';
  const look = (): void => {
    if (visible()) void client.sessions.refresh();
  };
  const endings = [
    on(window, ['hashchange'], () => void follow()),
    on(window, ['online'], () => client.wake()),
    on(window, ['focus'], look),
    on(document, ['visibilitychange'], () => {
      if (visible()) client.wake();
      else client.rest();
    }),
    client.sessions.state.subscribe(() => entitle(client, openSessionId())),
  ];
  void client.sessions.refresh();
  void follow();

  return {
    element,
    destroy() {
      for (const end of endings) end();
      open?.view?.destroy();
      sessions.destroy();
      client.close();
      transport.close();
      element.remove();
    },
  };
};

const find = async (client: ChatClient, id: string): Promise<SessionSummary> =>
  client.sessions.state.get().items.find((session) => session.id === id) ?? client.findSession(id);

/** What waits to be read stands in the tab's title. */
const entitle = (client: ChatClient, open: string | undefined): void => {
  const items = client.sessions.state.get().items.filter(({ id }) => id !== open);
  const unread = items.reduce((sum, { unreadCount }) => sum + unreadCount, 0);
  document.title = unread === 0 ? 'Parley' : `(${unread > 99 ? '99+' : unread}) Parley`;
};

const nothingOpen = (): HTMLElement =>
  el(
    'main',
    { class: 'nothing' },
    notice({ kind: 'empty', title: 'No conversation open', text: 'Choose one from the list, or start a new one.' }),
  );
