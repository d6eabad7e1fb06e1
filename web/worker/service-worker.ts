/**
 * The page's service worker, `/sw.js`: shows pushes, and what is clicked. It caches nothing and answers no request, so that
 * every version of the page is served as if there were none.
 */
import type { Pages, PageWindow } from './notices.ts';
import { openClicked, showPushed } from './notices.ts';

declare const self: ServiceWorkerGlobalScope;

const pages: Pages = {
  async all(): Promise<readonly PageWindow[]> {
    // Pages that were open before this worker are pages, too.
    return self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  },
  open: (address) => self.clients.openWindow(address),
};

// A worker that only shows what it is told has nothing that a page of an earlier version could miss.
self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('push', (event) => {
  event.waitUntil(showPushed(event.data?.text() ?? '', self.registration, pages));
});

self.addEventListener('notificationclick', (event) => {
  event.waitUntil(openClicked(event.notification, pages));
});

/** The push service gave another address, or took the old one away. Who is signed in, the pages know. */
const subscribeAnew = async ({ oldSubscription }: PushSubscriptionChangeEvent): Promise<void> => {
  if (oldSubscription !== null) await self.registration.pushManager.subscribe(oldSubscription.options);
  for (const page of await pages.all()) page.postMessage({ kind: 'subscribed-anew' });
};

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAnew(event)));
