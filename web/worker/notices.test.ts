import { describe, expect, it } from 'vitest';
import { readNews } from './news-for-pages.ts';
import type { NewsForPages } from './news-for-pages.ts';
import { openClicked, showPushed } from './notices.ts';
import type { Pages, PageWindow, Shelf, ShownNotice } from './notices.ts';

const sessionId = '00000000-0000-4000-8000-000000000001';

const push = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    category: 'message',
    title: 'Bob in Fractions',
    body: 'Look at this',
    badge: 1,
    collapseId: `${sessionId}.4`,
    threadId: sessionId,
    data: { kind: 'message', sessionId, messageId: `${sessionId}.4` },
    ...more,
  });

/** What a browser shows: of the same tag the last. */
class FakeShelf implements Shelf {
  shown: (NotificationOptions & { readonly title: string })[] = [];

  async showNotification(title: string, options: NotificationOptions): Promise<void> {
    this.shown = [...this.shown.filter(({ tag }) => tag === '' || tag !== options.tag), { title, ...options }];
  }

  async getNotifications(): Promise<readonly ShownNotice[]> {
    return this.shown.map((one) => ({
      data: one.data,
      close: () => {
        this.shown = this.shown.filter((other) => other !== one);
      },
    }));
  }

  get titles(): readonly string[] {
    return this.shown.map(({ title }) => title);
  }
}

class FakePage implements PageWindow {
  readonly heard: NewsForPages[] = [];
  wasFocused = false;

  constructor(
    readonly url: string,
    readonly focused = false,
  ) {}

  async focus(): Promise<void> {
    this.wasFocused = true;
  }

  postMessage(news: NewsForPages): void {
    this.heard.push(news);
  }
}

const at = (place: string): string => `https://chat.example/#/s/${place}`;

class FakePages implements Pages {
  readonly opened: string[] = [];
  readonly pages: readonly FakePage[];

  constructor(...pages: readonly FakePage[]) {
    this.pages = pages;
  }

  async all(): Promise<readonly PageWindow[]> {
    return this.pages;
  }

  async open(address: string): Promise<void> {
    this.opened.push(address);
  }
}

describe('A push', () => {
  it('shows what it says, once for each thing it is about', async () => {
    const shelf = new FakeShelf();
    for (const body of ['Look', 'Look at this']) await showPushed(push({ body }), shelf, new FakePages());
    await showPushed(push({ collapseId: 'another' }), shelf, new FakePages());
    expect(shelf.shown.map(({ title, body }) => `${title}: ${body ?? ''}`)).toEqual([
      'Bob in Fractions: Look at this',
      'Bob in Fractions: Look at this',
    ]);
  });

  it('shows nothing of a session that somebody is looking at, and of any other', async () => {
    const shelf = new FakeShelf();
    await showPushed(push(), shelf, new FakePages(new FakePage(at(`${sessionId}/m/x.1`), true)));
    expect(shelf.titles).toEqual([]);
    for (const page of [new FakePage(at(sessionId)), new FakePage(at(`${sessionId.slice(0, -1)}2`), true)]) {
      await showPushed(push({ collapseId: page.url }), shelf, new FakePages(page));
    }
    expect(shelf.titles).toHaveLength(2);
  });

  it('that clears takes away what was shown of its thread, and shows nothing', async () => {
    const shelf = new FakeShelf();
    await showPushed(push(), shelf, new FakePages());
    await showPushed(push({ collapseId: 'call-1', threadId: 'call-1', title: 'Cat calls' }), shelf, new FakePages());
    await showPushed(JSON.stringify({ category: 'clear', threadId: sessionId }), shelf, new FakePages());
    expect(shelf.titles).toEqual(['Cat calls']);
  });

  it.each(['', 'no JSON', '[]', '{"title":1}'])(
    'that cannot be read shows that there is something: %j',
    async (text) => {
      const shelf = new FakeShelf();
      await showPushed(text, shelf, new FakePages());
      expect(shelf.titles).toEqual(['Parley']);
    },
  );
});

describe('A click on a notification', () => {
  const clicked = async (pages: FakePages, data: unknown = { threadId: sessionId, sessionId }): Promise<boolean> => {
    let isClosed = false;
    await openClicked({ data, close: () => (isClosed = true) }, pages);
    return isClosed;
  };

  it('goes to the session on the page that is looked at, or shows it, or on any that is open', async () => {
    const [other, showing] = [new FakePage('https://chat.example/'), new FakePage(at(sessionId))];
    const looked = new FakePage('https://chat.example/', true);
    for (const [pages, expected] of [
      [[other, showing, looked], looked],
      [[other, showing], showing],
      [[other], other],
    ] as const) {
      expect(await clicked(new FakePages(...pages))).toBe(true);
      expect([expected.wasFocused, expected.heard]).toEqual([true, [{ kind: 'open-session', sessionId }]]);
    }
  });

  it('opens a page at the session where none is open, and at the list where it is about none', async () => {
    const pages = new FakePages();
    await clicked(pages);
    await clicked(pages, null);
    expect(pages.opened).toEqual([`/#/s/${sessionId}`, '/']);
  });
});

describe('What a page is told', () => {
  it('is read, whoever sends something else', () => {
    expect(readNews({ kind: 'open-session', sessionId })).toEqual({ kind: 'open-session', sessionId });
    expect(readNews({ kind: 'subscribed-anew' })).toEqual({ kind: 'subscribed-anew' });
    for (const other of [null, 'x', { kind: 'open-session' }, { kind: 'other', sessionId }]) {
      expect(readNews(other)).toBeUndefined();
    }
  });
});
