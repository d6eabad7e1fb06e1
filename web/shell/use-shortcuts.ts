import type { SessionSummary } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { useEvent } from '../parts/use-event.ts';
import { isShortcut } from './shortcuts.ts';
import type { ShortcutName } from './shortcuts.ts';

export type Shown = 'new' | 'discover' | 'switcher' | 'shortcuts' | 'blocked' | 'notifications';

/** The shortcuts that work wherever one is, unless a dialog is open. */
export const useShortcuts = (
  openId: string | undefined,
  open: (id: string) => void,
  show: (what: Shown) => void,
): void => {
  const client = useChatClient();
  const goBy = (step: number, wanted: (session: SessionSummary) => boolean): void => {
    const { items } = client.sessions.state.get();
    const at = items.findIndex(({ id }) => id === openId);
    // From nowhere the first step leads to the first.
    const rest = step > 0 ? items.slice(at + 1) : items.slice(0, Math.max(at, 0)).reverse();
    const next = rest.find(wanted) ?? (at > 0 && step > 0 ? items.slice(0, at).find(wanted) : undefined);
    if (next !== undefined) open(next.id);
  };
  const handlers: readonly (readonly [ShortcutName, () => void])[] = [
    ['switcher', () => show('switcher')],
    ['help', () => show('shortcuts')],
    ['create', () => show('new')],
    ['filter', () => document.querySelector<HTMLElement>('.list-filter')?.focus()],
    ['previous', () => goBy(-1, () => true)],
    ['nextUnread', () => goBy(1, ({ unreadCount }) => unreadCount > 0)],
    ['next', () => goBy(1, () => true)],
  ];
  useEvent(window, 'keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const [, run] = handlers.find(([name]) => isShortcut(name, event)) ?? [];
    if (run === undefined) return;
    event.preventDefault();
    run();
  });
};
