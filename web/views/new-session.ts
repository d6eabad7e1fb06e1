import { ChatError, Limits } from '../../client/core/index.ts';
import type { ChatClient, SessionKind, SessionSummary } from '../../client/core/index.ts';
import { button, el } from '../dom.ts';
import { icon } from '../icons.ts';
import { demoPeople } from '../people.ts';
import type { Person } from '../people.ts';
import { avatar } from './avatar.ts';

const kinds: readonly (readonly [SessionKind, string])[] = [
  ['GROUP', 'Group'],
  ['DIRECT', 'Direct: the two of you, once'],
  ['PRIVATE', 'Private: by invitation'],
  ['PUBLIC', 'Public: anyone may find it and join'],
  ['ANNOUNCEMENT', 'Announcement: only moderators write'],
];

/**
 * Asks for members and a name, and creates the session. A native modal dialog keeps the focus inside and gives it back.
 */
export const openNewSession = (client: ChatClient, me: Person, created: (session: SessionSummary) => void): void => {
  const others = demoPeople.filter(({ userId }) => userId !== me.userId);
  const choices = others.map((person) => {
    const box = el('input', { type: 'checkbox', name: 'member', value: person.userId });
    box.addEventListener('change', () => showProblem(undefined));
    const label = el(
      'label',
      { class: 'choice' },
      box,
      avatar(person.userId, person.name),
      el('span', {}, person.name),
      el('span', { class: 'muted' }, person.role),
    );
    return { person, box, label };
  });
  const name = el('input', {
    id: 'session-name',
    type: 'text',
    maxlength: Limits.sessionNameLength,
    autocomplete: 'off',
    dir: 'auto',
    placeholder: 'For example: Fractions, Thursday',
  });
  const kind = el(
    'select',
    { id: 'session-kind', class: 'role' },
    ...kinds.map(([value, label]) => el('option', { value }, label)),
  );
  const problem = el('p', { class: 'problem', role: 'alert' });
  const submit = el('button', { type: 'submit', class: 'primary' }, 'Create');
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'new-session-title' });
  const close = (): void => dialog.close();

  const showProblem = (text: string | undefined): void => {
    problem.textContent = text ?? '';
  };
  const create = async (): Promise<void> => {
    const members = choices.filter(({ box }) => box.checked).map(({ person }) => person);
    const chosen = kinds.map(([value]) => value).find((value) => value === kind.value) ?? 'GROUP';
    if (members.length === 0 && chosen !== 'PUBLIC') {
      showProblem('Choose at least one person.');
      choices[0]?.box.focus();
      return;
    }
    submit.disabled = true;
    try {
      const given = name.value.trim();
      const shared = given === '' ? [me, ...members].map((person) => person.name).join(', ') : given;
      const session = await client.createSession({
        kind: chosen,
        memberIds: members.map(({ userId }) => userId),
        ...(chosen === 'DIRECT' ? {} : { name: shared }),
      });
      close();
      created(session);
    } catch (cause) {
      showProblem(cause instanceof ChatError ? cause.message : 'Something went wrong; nothing was created.');
    } finally {
      submit.disabled = false;
    }
  };

  const form = el(
    'form',
    {},
    el(
      'div',
      { class: 'dialog-head' },
      el('h2', { id: 'new-session-title' }, 'New conversation'),
      button({ class: 'icon-button', 'aria-label': 'Close' }, close, icon('close')),
    ),
    el('fieldset', {}, el('legend', {}, 'With'), el('div', { class: 'choices' }, ...choices.map(({ label }) => label))),
    el('label', { for: 'session-kind', class: 'field-label' }, 'Kind'),
    kind,
    el('label', { for: 'session-name', class: 'field-label' }, 'Name (optional)'),
    name,
    problem,
    el('div', { class: 'dialog-actions' }, button({ class: 'quiet' }, close, 'Cancel'), submit),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void create();
  });
  dialog.append(form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  choices[0]?.box.focus();
};
