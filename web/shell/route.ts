import { useSyncExternalStore } from 'react';

/** What the address says is shown, so that reload, back and a second tab find it. */
export type Route =
  | { readonly kind: 'home' }
  /** A session, and the message in it that a link points at. */
  | { readonly kind: 'session'; readonly sessionId: string; readonly messageId?: string }
  | { readonly kind: 'gallery' };

const sessionForm = /^#\/s\/([0-9a-f-]{36})(?:\/m\/([0-9a-zA-Z.-]{1,80}))?$/;

const read = (hash: string): Route => {
  if (hash === '#/gallery') return { kind: 'gallery' };
  const [, sessionId, messageId] = sessionForm.exec(hash) ?? [];
  if (sessionId === undefined) return { kind: 'home' };
  return messageId === undefined ? { kind: 'session', sessionId } : { kind: 'session', sessionId, messageId };
};

export const addressOf = (route: Route): string => {
  if (route.kind === 'home') return '#/';
  if (route.kind === 'gallery') return '#/gallery';
  const { sessionId, messageId } = route;
  return messageId === undefined ? `#/s/${sessionId}` : `#/s/${sessionId}/m/${messageId}`;
};

export const goTo = (route: Route): void => {
  location.hash = addressOf(route);
};

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

let last: { readonly hash: string; readonly route: Route } | undefined;
const current = (): Route => {
  if (last?.hash !== location.hash) last = { hash: location.hash, route: read(location.hash) };
  return last.route;
};

/** Where one is. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, current);
