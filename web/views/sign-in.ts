import { button, el } from '../dom.ts';
import type { View } from '../dom.ts';
import { demoPeople } from '../people.ts';
import type { Person } from '../people.ts';
import { avatar } from './avatar.ts';

/** Who do you want to be in this tab? */
export const signInView = (choose: (person: Person) => void): View => {
  const people = demoPeople.map((person) =>
    el(
      'li',
      {},
      button(
        { class: 'person', 'data-user': person.userId },
        () => choose(person),
        avatar(person.userId, person.name),
        el(
          'span',
          { class: 'person-text' },
          el('span', { class: 'person-name' }, person.name),
          el('span', { class: 'muted' }, person.role),
        ),
      ),
    ),
  );
  const element = el(
    'main',
    { class: 'sign-in' },
    el(
      'div',
      { class: 'sign-in-card' },
      el('p', { class: 'brand' }, 'Parley'),
      el('h1', {}, 'Who are you today?'),
      el(
        'p',
        { class: 'muted' },
        'Open a second tab as somebody else to talk to yourself. Each tab remembers its own person.',
      ),
      el('ul', { class: 'people', role: 'list' }, ...people),
    ),
  );
  return { element, destroy: () => element.remove() };
};
