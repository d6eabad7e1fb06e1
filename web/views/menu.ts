import { button, el } from '../dom.ts';
import type { Child } from '../dom.ts';

export interface MenuItem {
  readonly label: string;
  readonly press: () => void;
  /** Stands in a row with its neighbours of the same sort. */
  readonly compact?: boolean;
  readonly danger?: boolean;
  readonly content?: Child;
}

/** Keeps the menu in the window, under its button where there is room. */
const place = (menu: HTMLElement, anchor: HTMLElement): void => {
  const [at, own] = [anchor.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = at.bottom + 4;
  const top = below + own.height > innerHeight ? Math.max(4, at.top - own.height - 4) : below;
  const left = Math.min(Math.max(4, at.right - own.width), innerWidth - own.width - 4);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
};

/**
 * Opens a menu at a button. Arrow keys move in it; Escape, a press outside or a choice closes it and gives the focus back:
 * it is a native popover.
 */
export const openMenu = (anchor: HTMLElement, label: string, items: readonly MenuItem[]): void => {
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'auto' });
  const entries = items.map(({ label: name, press, compact = false, danger = false, content = name }) =>
    button(
      {
        class: 'menu-item',
        role: 'menuitem',
        tabindex: -1,
        'aria-label': name,
        'data-compact': compact,
        'data-danger': danger,
      },
      () => {
        menu.hidePopover();
        press();
      },
      content,
    ),
  );
  const row = entries.filter((_, at) => items[at]?.compact === true);
  const rest = entries.filter((_, at) => items[at]?.compact !== true);
  menu.append(...(row.length > 0 ? [el('div', { class: 'menu-row', role: 'none' }, ...row)] : []), ...rest);
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  menu.addEventListener('keydown', (event) => {
    const all = [...row, ...rest];
    const at = all.findIndex((entry) => entry === document.activeElement);
    const step = steps[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? undefined : (at + step) % all.length;
    if (event.key === 'Tab') menu.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to)?.focus();
  });
  menu.addEventListener('toggle', (event) => {
    if (event instanceof ToggleEvent && event.newState === 'closed') {
      anchor.setAttribute('aria-expanded', 'false');
      menu.remove();
    }
  });
  // A modal dialog takes the use of everything that is not in it.
  (anchor.closest('dialog') ?? document.body).append(menu);
  anchor.setAttribute('aria-expanded', 'true');
  menu.showPopover();
  place(menu, anchor);
  (row[0] ?? rest[0])?.focus();
};
