import type { KeyboardEvent } from 'react';

/** What arrow keys move between: messages and what the system says of them. */
const stops = ':scope > [data-key]';

/** Moves the focus from one message to another. Keys pressed on what is inside of a message are left to that. */
export const moveAmongMessages = (event: KeyboardEvent<HTMLElement>): void => {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || target.parentElement !== currentTarget) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(stops)];
  const at = all.indexOf(target);
  const to = key === 'ArrowUp' ? at - 1 : key === 'ArrowDown' ? at + 1 : key === 'Home' ? 0 : all.length - 1;
  if (key !== 'ArrowUp' && key !== 'ArrowDown' && key !== 'Home' && key !== 'End') return;
  event.preventDefault();
  all[Math.max(0, to)]?.focus();
};
