import { textAt } from './pushed.ts';

/** What the service worker tells the pages. */
export type NewsForPages =
  /** A notification of this session was clicked. */
  | { readonly kind: 'open-session'; readonly sessionId: string }
  /** The browser's subscription is another one: it is to be registered. */
  | { readonly kind: 'subscribed-anew' };

/** `undefined` for what somebody else sent. */
export const readNews = (data: unknown): NewsForPages | undefined => {
  const kind = textAt(data, 'kind');
  if (kind === 'subscribed-anew') return { kind };
  const sessionId = textAt(data, 'sessionId');
  return kind === 'open-session' && sessionId !== undefined ? { kind, sessionId } : undefined;
};
