import { useSyncExternalStore } from 'react';

/** What this browser does when something comes and nobody looks: asked for on a click, kept in the browser. */
export interface BrowserWishes {
  readonly isOn: boolean;
  readonly hasSound: boolean;
}

/** `none`: this browser shows no notifications at all. */
export type Leave = 'none' | NotificationPermission;

const key = 'parley.browser-notices';
const listeners = new Set<() => void>();

const read = (): BrowserWishes => {
  const words = (localStorage.getItem(key) ?? '').split(' ');
  return { isOn: words.includes('on'), hasSound: words.includes('sound') };
};

let held: { readonly text: string | null; readonly wishes: BrowserWishes } | undefined;

export const browserWishes = (): BrowserWishes => {
  const text = localStorage.getItem(key);
  if (held?.text !== text) held = { text, wishes: read() };
  return held.wishes;
};

export const setBrowserWishes = ({ isOn, hasSound }: BrowserWishes): void => {
  localStorage.setItem(key, `${isOn ? 'on' : 'off'}${hasSound ? ' sound' : ''}`);
  for (const listener of [...listeners]) listener();
};

export const leaveOf = (): Leave => ('Notification' in window ? Notification.permission : 'none');

/** Call it on a click and nowhere else: browsers refuse, and people resent, what is asked for unasked. */
export const askForLeave = async (): Promise<Leave> => {
  const leave = leaveOf() === 'default' ? await Notification.requestPermission() : leaveOf();
  if (leave === 'granted') setBrowserWishes({ ...browserWishes(), isOn: true });
  else for (const listener of [...listeners]) listener();
  return leave;
};

const ownerKey = 'parley.pushed-to';

/** Whether this user is told by pushes in this browser, so that its tabs need not. One user of a browser is. */
export const isPushedTo = (userId: string): boolean => localStorage.getItem(ownerKey) === userId;

export const setPushedTo = (userId: string | undefined): void => {
  if (userId === undefined) localStorage.removeItem(ownerKey);
  else localStorage.setItem(ownerKey, userId);
  for (const listener of [...listeners]) listener();
};

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const useBrowserWishes = (): BrowserWishes => useSyncExternalStore(subscribe, browserWishes);
export const useIsPushedTo = (userId: string): boolean => useSyncExternalStore(subscribe, () => isPushedTo(userId));
export const useLeave = (): Leave => useSyncExternalStore(subscribe, leaveOf);
