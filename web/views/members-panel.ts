import { outranks } from '../../client/core/index.ts';
import type { ChatClient, Member, MemberRole, Permission, SessionFeed } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { button, el, hiddenText } from '../dom.ts';
import { demoPeople, nameOf } from '../people.ts';
import { avatar } from './avatar.ts';
import { openDialog } from './dialog.ts';
import { presenceDot } from './presence-dot.ts';
import { toast } from './toast.ts';

const hourMs = 3_600_000;
const roles: readonly MemberRole[] = ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'];
const wordOf = (role: MemberRole): string => `${role.charAt(0)}${role.slice(1).toLowerCase()}`;

/** Who is in the session, and what this user may do about it; its name; the way out. */
export const openMembers = (client: ChatClient, feed: SessionFeed): void => {
  const admin = client.admin(feed.sessionId);
  const problems = toast();
  const list = el('ul', { class: 'members', role: 'list' });
  const more = button({ class: 'quiet' }, () => void feed.members.loadMore(), 'Show more');
  const above = el('div', { class: 'panel-part' });
  const below = el('div', { class: 'panel-part' });
  let watched = '';
  let watching: ReturnType<ChatClient['presence']['watch']> | undefined;

  const may = (permission: Permission): boolean => feed.session.get().myPermissions.includes(permission);
  const attempt = (what: () => Promise<unknown>) => (): void => void problems.attempt(what);

  const actionsOn = ({ userId, role, mutedUntil }: Member): HTMLElement[] => {
    const { myRole } = feed.session.get();
    if (userId === client.userId || !outranks(myRole, role)) return [];
    const name = nameOf(userId);
    const act = (label: string, what: () => Promise<unknown>): HTMLElement =>
      button({ class: 'link' }, attempt(what), label, hiddenText(` ${name}`));
    const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
    return [
      ...(may('CHANGE_ROLES')
        ? [roleChoice(name, role, myRole, (next) => void problems.attempt(() => admin.changeRole(userId, next)))]
        : []),
      ...(may('MUTE')
        ? [
            isMuted
              ? act('Unmute', () => admin.unmute(userId))
              : act('Mute for an hour', () => admin.mute(userId, new Date(Date.now() + hourMs))),
          ]
        : []),
      ...(may('REMOVE_MEMBERS') ? [act('Remove', () => admin.removeMember(userId))] : []),
      ...(may('BAN') ? [act('Ban', () => admin.ban(userId))] : []),
    ];
  };

  const rowOf = (member: Member): HTMLElement => {
    const { userId, role, mutedUntil } = member;
    const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
    const facts = [wordOf(role), isMuted ? `muted until ${fullTimeOf(Date.parse(mutedUntil))}` : ''];
    return el(
      'li',
      { class: 'member', 'data-member': userId },
      avatar(userId, nameOf(userId)),
      el(
        'div',
        { class: 'member-text' },
        el(
          'span',
          { class: 'person-name', dir: 'auto' },
          nameOf(userId),
          userId === client.userId ? ' (you)' : '',
          presenceDot(watching?.state.get().get(userId)),
        ),
        el('span', { class: 'muted' }, facts.filter((fact) => fact !== '').join(' · ')),
        el('div', { class: 'member-actions' }, ...actionsOn(member)),
      ),
    );
  };

  const render = (): void => {
    const { items, more: rest, status, error } = feed.members.state.get();
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    const place = focused?.closest<HTMLElement>('.member')?.dataset['member'];
    const label = focused?.textContent;
    list.replaceChildren(...items.map(rowOf));
    // Whoever uses the keyboard stays with the member they were at.
    const again = [
      ...list.querySelectorAll<HTMLElement>(`[data-member="${CSS.escape(place ?? '')}"] :is(button, select)`),
    ];
    if (place !== undefined) (again.find(({ textContent }) => textContent === label) ?? again[0])?.focus();
    more.hidden = rest !== 'some';
    if (status === 'failed')
      list.replaceChildren(el('li', { role: 'alert' }, error?.message ?? 'Members did not load.'));
  };

  const renderParts = (): void => {
    above.replaceChildren(
      ...(may('EDIT_SESSION') ? [nameForm(feed, (name) => problems.attempt(() => admin.update({ name })))] : []),
    );
    below.replaceChildren(
      ...(may('ADD_MEMBERS') ? [addForm(feed, (userId) => problems.attempt(() => admin.addMembers([userId])))] : []),
      ...(feed.session.get().kind === 'DIRECT'
        ? []
        : [
            button(
              { class: 'quiet danger' },
              attempt(() => client.leave(feed.sessionId).then(() => dialog.close())),
              'Leave the conversation',
            ),
          ]),
    );
  };

  const watch = (): void => {
    const ids = feed.members.state
      .get()
      .items.map(({ userId }) => userId)
      .slice(0, 100);
    if (ids.join() === watched || ids.length === 0) return;
    watched = ids.join();
    watching?.release();
    watching = client.presence.watch(feed.sessionId, ids);
    watching.state.subscribe(render);
  };

  const endings = [
    feed.members.state.subscribe(() => {
      watch();
      render();
    }),
    feed.session.subscribe(() => {
      render();
      renderParts();
    }),
  ];
  const dialog = openDialog('Members', [above, list, more, problems.element, below], () => {
    for (const end of endings) end();
    watching?.release();
    problems.destroy();
  });
  watch();
  render();
  renderParts();
  void feed.members.load();
};

const roleChoice = (
  name: string,
  role: MemberRole,
  myRole: MemberRole,
  choose: (role: MemberRole) => void,
): HTMLElement => {
  // Only owners make owners and admins.
  const offered = roles.filter((each) => each === role || (myRole === 'OWNER' ? true : outranks(myRole, each)));
  const select = el(
    'select',
    { class: 'role', 'aria-label': `Role of ${name}` },
    ...offered.map((each) => el('option', { value: each, selected: each === role }, wordOf(each))),
  );
  select.addEventListener('change', () => {
    const chosen = roles.find((each) => each === select.value);
    if (chosen !== undefined) choose(chosen);
  });
  return select;
};

const nameForm = (feed: SessionFeed, save: (name: string | null) => Promise<void>): HTMLElement => {
  const input = el('input', { type: 'text', id: 'room-name', maxlength: 100, dir: 'auto', autocomplete: 'off' });
  input.value = feed.session.get().name ?? '';
  const form = el(
    'form',
    { class: 'inline-form' },
    el('label', { for: 'room-name', class: 'field-label' }, 'Name of the conversation'),
    input,
    el('button', { type: 'submit', class: 'primary' }, 'Save'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = input.value.trim();
    void save(name === '' ? null : name);
  });
  return form;
};

const addForm = (feed: SessionFeed, add: (userId: string) => Promise<void>): HTMLElement => {
  const input = el('input', {
    type: 'text',
    id: 'add-member',
    list: 'add-member-people',
    autocomplete: 'off',
    placeholder: 'User id',
  });
  const there = new Set(feed.members.state.get().items.map(({ userId }) => userId));
  const known = demoPeople.filter(({ userId }) => !there.has(userId));
  const form = el(
    'form',
    { class: 'inline-form' },
    el('label', { for: 'add-member', class: 'field-label' }, 'Add somebody'),
    input,
    el(
      'datalist',
      { id: 'add-member-people' },
      ...known.map(({ userId, name }) => el('option', { value: userId }, name)),
    ),
    el('button', { type: 'submit', class: 'primary' }, 'Add'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const userId = input.value.trim();
    input.value = '';
    if (userId !== '') void add(userId);
  });
  return form;
};
