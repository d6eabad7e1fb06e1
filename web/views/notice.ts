import { button, el } from '../dom.ts';
import { icon } from '../icons.ts';

export interface Notice {
  readonly kind: 'empty' | 'loading' | 'error';
  readonly title: string;
  readonly text?: string;
  readonly action?: readonly [label: string, press: () => void];
}

/** What stands where content would: none yet, on its way, or out of reach. */
export const notice = ({ kind, title, text, action }: Notice): HTMLElement =>
  el(
    'div',
    { class: 'notice', 'data-kind': kind, role: kind === 'error' ? 'alert' : 'status' },
    kind === 'loading' ? el('span', { class: 'spinner' }) : icon(kind === 'error' ? 'warning' : 'chat'),
    el('p', { class: 'notice-title' }, title),
    text === undefined ? undefined : el('p', { class: 'muted' }, text),
    action === undefined ? undefined : button({ class: 'primary' }, action[1], action[0]),
  );
