import { el } from '../dom.ts';
import { hueOf } from '../people.ts';

/** A coloured initial. Decorative: the name stands beside it. */
export const avatar = (userId: string, name: string): HTMLElement => {
  const [initial = '?'] = [...name.trim()];
  return el('span', { class: 'avatar', 'data-hue': hueOf(userId), 'aria-hidden': 'true' }, initial.toUpperCase());
};
