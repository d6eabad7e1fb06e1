import type { NewsForPages } from './news-for-pages.ts';
import { readPushed, textAt } from './pushed.ts';

/** A notification that is shown. */
export interface ShownNotice {
  readonly data: unknown;
  close(): void;
}

/** What shows notifications: a ServiceWorkerRegistration. */
export interface Shelf {
  showNotification(title: string, options: NotificationOptions): Promise<void>;
  getNotifications(): Promise<readonly ShownNotice[]>;
}

/** An open page: a WindowClient. */
export interface PageWindow {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  postMessage(news: NewsForPages): void;
}

/** All pages of this origin: what a service worker knows of its clients. */
export interface Pages {
  all(): Promise<readonly PageWindow[]>;
  open(address: string): Promise<unknown>;
}

/** Shows what was pushed, or takes away what was read elsewhere. What someone is looking at is not shown. */
export const showPushed = async (text: string, shelf: Shelf, pages: Pages): Promise<void> => {
  const pushed = readPushed(text);
  if (pushed.kind === 'clear') {
    await closeOf(shelf, (data) => textAt(data, 'threadId') === pushed.threadId);
    return;
  }
  const { title, body, tag, threadId, sessionId } = pushed;
  if (sessionId !== undefined && (await pages.all()).some((page) => page.focused && shows(page, sessionId))) return;
  await shelf.showNotification(title, { body, tag, data: { threadId, sessionId } });
};

/** Takes away the notifications whose data is of some kind. */
export const closeOf = async (
  shelf: Pick<Shelf, 'getNotifications'>,
  isMeant: (data: unknown) => boolean,
): Promise<void> => {
  for (const notice of await shelf.getNotifications()) if (isMeant(notice.data)) notice.close();
};

/** A click on a notification: to its session on a page that is open, the one that is looked at if any; else on a new one. */
export const openClicked = async (notice: ShownNotice, pages: Pages): Promise<void> => {
  notice.close();
  const sessionId = textAt(notice.data, 'sessionId');
  const open = await pages.all();
  const page = open.find(({ focused }) => focused) ?? open.find((one) => shows(one, sessionId)) ?? open[0];
  if (page === undefined) {
    await pages.open(sessionId === undefined ? '/' : addressOf(sessionId));
    return;
  }
  if (sessionId !== undefined) page.postMessage({ kind: 'open-session', sessionId });
  await page.focus();
};

const addressOf = (sessionId: string): string => `/#/s/${sessionId}`;

const shows = ({ url }: PageWindow, sessionId: string | undefined): boolean =>
  sessionId !== undefined && `${new URL(url).hash}/`.startsWith(`#/s/${sessionId}/`);
