import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'parley.theme';
const listeners = new Set<() => void>();

const current = (): Theme => themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system';

const apply = (): void => {
  const theme = current();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

/** Shows the colours that were chosen in this browser, here and when another tab chooses others. */
export const startTheme = (): void => {
  apply();
  window.addEventListener('storage', (event) => {
    if (event.key !== key) return;
    apply();
    for (const listener of [...listeners]) listener();
  });
};

export const setTheme = (theme: Theme): void => {
  localStorage.setItem(key, theme);
  apply();
  for (const listener of [...listeners]) listener();
};

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, current);
