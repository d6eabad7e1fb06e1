import type { ChatClient } from '../../client/core/index.ts';
import { goTo } from '../shell/route.ts';
import { readNews } from '../worker/news-for-pages.ts';
import { closeOf } from '../worker/notices.ts';
import { textAt } from '../worker/pushed.ts';
import { isPushedTo, setPushedTo } from './browser-notices.ts';

/** A browser has one subscription for all of its tabs: what is done to it is done in turn. */
let last: Promise<unknown> = Promise.resolve();

const inTurn = (act: () => Promise<void>): Promise<void> => {
  const done = last.then(act);
  last = done.catch(() => undefined);
  return done;
};

/**
 * Has this user pushed to in this browser, as long as the answered function is not called: subscribes and registers, again
 * where the subscription changes, goes where a notification is clicked, and takes away those of what was read. Where the
 * browser has no push service nothing is pushed, and open tabs tell by themselves.
 *
 * @param publicKey the public one of the installation's VAPID keys.
 */
export const keepPush = (client: ChatClient, publicKey: string): (() => void) => {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return () => undefined;
  const leaving = new AbortController();
  const { signal } = leaving;
  const begin = (): void => {
    void inTurn(async () => {
      if (!signal.aborted) await register(client, publicKey);
    }).catch(() => undefined);
  };
  const hear = ({ data }: MessageEvent<unknown>): void => {
    const news = readNews(data);
    if (news?.kind === 'open-session') goTo({ kind: 'session', sessionId: news.sessionId });
    else if (news !== undefined && isPushedTo(client.userId)) begin();
  };
  begin();
  navigator.serviceWorker.addEventListener('message', hear, { signal });
  const stopClearing = clearRead(client, signal);
  return () => {
    leaving.abort();
    stopClearing();
  };
};

/** Nothing is pushed to this user in this browser any more. Where the server is not told, its next push finds nobody. */
export const endPush = (client: ChatClient): Promise<void> =>
  inTurn(async () => {
    if (!isPushedTo(client.userId)) return;
    setPushedTo(undefined);
    const registration = await navigator.serviceWorker.getRegistration('/');
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
    if (registration !== undefined) await closeOf(registration, () => true);
    await client.notifications.unregisterDevice(deviceId());
  });

const register = async (client: ChatClient, publicKey: string): Promise<void> => {
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const { endpoint, keys: { p256dh, auth } = {} } = (await subscribed(pushManager, publicKey)).toJSON();
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return;
  await client.notifications.registerDevice({
    deviceId: deviceId(),
    platform: 'WEB',
    webPush: { endpoint, p256dh, auth },
    locale: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  setPushedTo(client.userId);
};

/** One that was made with another pair of keys is of no use. Rejects where the browser has no push service. */
const subscribed = async (pushManager: PushManager, publicKey: string): Promise<PushSubscription> => {
  const held = await pushManager.getSubscription();
  if (held !== null && base64UrlOf(held.options.applicationServerKey) === publicKey) return held;
  await held?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
};

const base64UrlOf = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The browser's own, as its subscription is: tabs come and go. */
const deviceId = (): string => {
  const held = localStorage.getItem('parley.push-device') ?? crypto.randomUUID();
  localStorage.setItem('parley.push-device', held);
  return held;
};

/** Takes away the notifications of sessions that were read, here or elsewhere: browsers take no push that shows nothing. */
const clearRead = (client: ChatClient, signal: AbortSignal): (() => void) => {
  let known = new Set<string>();
  const look = (): void => {
    const read = client.sessions.state.get().items.filter(({ unreadCount }) => unreadCount === 0);
    const fresh = new Set(read.map(({ id }) => id).filter((id) => !known.has(id)));
    known = new Set(read.map(({ id }) => id));
    if (fresh.size > 0) void close(fresh);
  };
  const close = async (sessionIds: ReadonlySet<string>): Promise<void> => {
    const registration = await navigator.serviceWorker.getRegistration('/');
    if (registration !== undefined)
      await closeOf(registration, (data) => sessionIds.has(textAt(data, 'sessionId') ?? ''));
  };
  window.addEventListener(
    'focus',
    () => {
      known = new Set();
      look();
    },
    { signal },
  );
  look();
  return client.sessions.state.subscribe(look);
};
