import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { findBrowser } from '../support/browser.ts';
import type { FoundBrowser } from '../support/browser.ts';
import { SEND } from '../support/graphql.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import { visit } from './pages.ts';
import type { VisitOptions, Visitor } from './pages.ts';

type Name = 'ann' | 'bob' | 'cat';

describe('The list of conversations and what surrounds it', () => {
  let found: FoundBrowser;
  let parley: Parley;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    found = await findBrowser();
    if (found.browser !== undefined) parley = await startParley();
  });
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.close()));
    visitors = [];
    // What a test cuts off on purpose the page may mention.
    expect(complaints.filter((text) => !/ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
  });
  afterAll(async () => {
    if (found.browser === undefined) return;
    await found.browser.close();
    await parley.stop();
  });

  const open = async (ctx: TestContext, userId: Name, options?: VisitOptions): Promise<Visitor> => {
    if (found.browser === undefined) return ctx.skip(found.missing);
    const visitor = await visit(found.browser, parley.url, userId, options);
    visitors.push(visitor);
    return visitor;
  };
  const sessionOf = async (owner: Name, input: Record<string, unknown>): Promise<string> => {
    const [person] = await people(parley, owner);
    const { id } = await person.createSession([], input);
    return id;
  };
  const rowOf = ({ page }: Visitor, id: string) => page.locator(`.session[data-session="${id}"]`);
  const look = ({ page }: Visitor) => page.evaluate(() => window.dispatchEvent(new Event('focus')));

  it('offers a demo to whoever has no conversations, fills it within seconds, and only once', async (ctx) => {
    const ann = await open(ctx, 'ann');
    await ann.page.getByText('No conversations yet').waitFor();
    await ann.page.getByRole('button', { name: 'Fill with a demo' }).click();
    await ann.page.locator('.demo-offer').waitFor({ state: 'detached' });
    expect(await ann.page.locator('.session').count()).toBe(4);
    await ann.page.locator('.session', { hasText: 'Study group' }).click();
    await ann.row('nicely done').getByText('💡').waitFor();
    await ann.page.locator('.session', { hasText: 'Sums that Python can check' }).click();
    await ann.row('def holds').waitFor();
    expect(await ann.page.locator('.toast:not(:empty)').count()).toBe(0);
    // Cat has them from Ann, and is offered nothing.
    const cat = await open(ctx, 'cat');
    await cat.page.locator('.session').nth(3).waitFor();
    expect(await cat.page.locator('.demo-offer').count()).toBe(0);
  });

  it('calls a direct conversation by the name of the other, and shows whether they are there', async (ctx) => {
    const id = await sessionOf('ann', { kind: 'DIRECT', memberIds: ['bob'], name: null });
    const bob = await open(ctx, 'bob');
    await rowOf(bob, id).getByText('Ann', { exact: true }).waitFor();
    const ann = await open(ctx, 'ann');
    // Who opened it elsewhere, and was not answered, has to ask for the members.
    await rowOf(ann, id).getByText('Bob', { exact: true }).waitFor();
    await rowOf(bob, id).locator('.presence[data-status="ONLINE"]').waitFor();

    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Busy' }).click();
    await rowOf(bob, id).locator('.presence[data-status="BUSY"]').waitFor();
    await ann.page.getByRole('button', { name: /^You: Ann Busy/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Say what you do…' }).click();
    await ann.page.getByLabel('Shown beside your name').fill('Marking homework');
    await ann.page.keyboard.press('Enter');
    await rowOf(bob, id).getByText('(busy · Marking homework)').waitFor({ state: 'attached' });
    await ann.page.reload();
    await ann.page
      .getByRole('button', { name: /^You: Ann Busy/ })
      .getByText('Marking homework')
      .waitFor();
  });

  it('marks what is muted and what is archived, and counts the one but not the other in the title', async (ctx) => {
    const id = await sessionOf('ann', { name: 'Rather quiet', memberIds: ['bob'] });
    const [ann, bobAtHttp] = await people(parley, 'ann', 'bob');
    const bob = await open(ctx, 'bob');
    await rowOf(bob, id).waitFor();
    const before = await bob.page.title();
    await bobAtHttp.ask(
      'mutation ($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { notifications } }',
      { input: { sessionId: id, notifications: 'NONE' } },
    );
    await look(bob);
    await rowOf(bob, id).getByText(', muted').waitFor({ state: 'attached' });
    await ann.send(id, 'q1', 'Pssst');
    await rowOf(bob, id).locator('.badge[data-silent]').getByText('1').waitFor();
    expect(await bob.page.title()).toBe(before);
    await ann.get('archiveChatSession', documents.archiveChatSession.document, { sessionId: id });
    await rowOf(bob, id).getByText(', archived').waitFor({ state: 'attached' });
  });

  it('18: goes anywhere by a few letters with Ctrl+K, also from where one types', async (ctx) => {
    const first = await sessionOf('bob', { name: 'Ángles and arcs', memberIds: ['ann'] });
    const room = await sessionOf('cat', { kind: 'PUBLIC', name: 'Zebra stripes', memberIds: [] });
    const ann = await open(ctx, 'ann');
    await rowOf(ann, first).click();
    await ann.field.fill('Half a sentence');
    await ann.page.keyboard.press('Control+k');
    const field = ann.page.getByRole('combobox', { name: 'Go to' });
    await field.waitFor();
    await field.pressSequentially('zebr');
    await ann.page.getByRole('option', { name: /Zebra stripes public room/ }).waitFor();
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('heading', { level: 1, name: 'Zebra stripes' }).waitFor();
    expect(ann.openSession()).toBe(room);

    await ann.page.keyboard.press('Control+k');
    await field.pressSequentially('angarc');
    expect(await ann.page.getByRole('option').first().textContent()).toContain('Ángles and arcs');
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('heading', { level: 1, name: 'Ángles' }).waitFor();
    expect(await ann.field.inputValue()).toBe('Half a sentence');

    await ann.page.keyboard.press('Control+k');
    await field.pressSequentially('find a room');
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('dialog', { name: 'Find a room' }).waitFor();
  });

  it('18: shows all shortcuts on ?, but never to whoever types one', async (ctx) => {
    const id = await sessionOf('ann', { name: 'Questions', memberIds: ['bob'] });
    const ann = await open(ctx, 'ann');
    await rowOf(ann, id).click();
    await ann.field.pressSequentially('Really?');
    expect(await ann.field.inputValue()).toBe('Really?');
    expect(await ann.page.getByRole('dialog').count()).toBe(0);
    await rowOf(ann, id).focus();
    await ann.page.keyboard.press('?');
    const dialog = ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Go to a conversation or a room').waitFor();
    await ann.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await rowOf(ann, id).evaluate((row) => row === document.activeElement)).toBe(true);
    await ann.page.keyboard.press('Alt+n');
    await ann.page.getByRole('dialog', { name: 'New conversation' }).waitFor();
  });

  it('moves through the list by arrow keys and to the next unread one, and narrows it by name', async (ctx) => {
    const ids: string[] = [];
    for (const name of ['Filter one', 'Filter two', 'Filter three', 'Filter four', 'Filter five', 'Filter six']) {
      ids.push(await sessionOf('cat', { name, memberIds: ['bob'] }));
    }
    const bob = await open(ctx, 'bob');
    const filter = bob.page.getByRole('searchbox', { name: 'Filter conversations' });
    await filter.waitFor();
    await bob.page.keyboard.press('/');
    await bob.page.keyboard.type('o filt');
    await bob.page.locator('.session').nth(3).waitFor({ state: 'detached' });
    expect(await bob.page.locator('.session-title').allTextContents()).toEqual([
      'Filter four',
      'Filter two',
      'Filter one',
    ]);
    await bob.page.keyboard.press('ArrowDown');
    await bob.page.keyboard.press('ArrowDown');
    await bob.page.keyboard.press('Enter');
    await bob.page.getByRole('heading', { level: 1, name: 'Filter two' }).waitFor();
    await filter.fill('nothing is called so');
    await bob.page.getByText('No conversation is called that.').waitFor();
    await filter.press('Escape');
    expect(await filter.inputValue()).toBe('');

    const [cat] = await people(parley, 'cat');
    await cat.send(ids[0] ?? '', 'u1', 'Anybody here?');
    await rowOf(bob, ids[0] ?? '')
      .locator('.badge')
      .getByText('1')
      .waitFor();
    // It is the newest now: the first one from nowhere.
    await bob.page.evaluate(() => {
      location.hash = '#/';
    });
    await bob.page.getByText('No conversation open').waitFor();
    await bob.page.keyboard.press('Alt+Shift+ArrowDown');
    await bob.page.getByRole('heading', { level: 1, name: 'Filter one' }).waitFor();
    await bob.page.keyboard.press('Alt+ArrowDown');
    await bob.page.getByRole('heading', { level: 1, name: 'Filter six' }).waitFor();
    await bob.page.keyboard.press('Alt+ArrowUp');
    await bob.page.getByRole('heading', { level: 1, name: 'Filter one' }).waitFor();
  });

  it('32: says that the list is loading, that it is empty, and that it is not up to date', async (ctx) => {
    const bob = await open(ctx, 'bob');
    await bob.page.locator('.session').first().waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await bob.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('myChatSessions') === true) await held;
      await route.continue();
    });
    await bob.page.reload();
    await bob.page.getByText('Loading conversations…').waitFor();
    release();
    await bob.page.locator('.session').first().waitFor();
    await bob.page.unroute('**/graphql');

    await bob.page.route('**/graphql', (route) => route.abort());
    await look(bob);
    await bob.page.getByText(/^Not up to date/).waitFor();
    expect(await bob.page.locator('.session').count()).toBeGreaterThan(0);
    await bob.page.unroute('**/graphql');
    await look(bob);
    await bob.page.getByText(/^Not up to date/).waitFor({ state: 'detached' });
  });

  it('pages through a thousand conversations as one scrolls', async (ctx) => {
    const id = await sessionOf('cat', { name: 'The pattern of all', memberIds: ['ann'] });
    const ann = await open(ctx, 'ann');
    await rowOf(ann, id).waitFor();
    const [annAtHttp] = await people(parley, 'ann');
    const { items } = await annAtHttp.get<{ items: readonly object[] }>(
      'myChatSessions',
      documents.myChatSessions.document,
      { limit: 1 },
    );
    // One of the server's, many times over: what is asked here is the page.
    const pageAfter = (from: number) => ({
      items: Array.from({ length: Math.min(30, 1000 - from) }, (_, at) => ({
        ...items[0],
        id: `00000000-0000-4000-8000-${String(from + at).padStart(12, '0')}`,
        name: `Conversation ${from + at}`,
        lastActivityAt: new Date(Date.UTC(2026, 0, 1) - (from + at) * 60_000).toISOString(),
      })),
      pageInfo: { endCursor: String(Math.min(1000, from + 30)), hasNextPage: from + 30 < 1000 },
    });
    await ann.page.route('**/graphql', (route) => {
      const asked = route.request().postData() ?? '';
      if (!asked.includes('myChatSessions')) return route.continue();
      const from = Number(/"after":"(\d+)"/.exec(asked)?.[1] ?? 0);
      return route.fulfill({ json: { data: { myChatSessions: pageAfter(from) } } });
    });
    await ann.page.reload();
    await ann.page.getByText('Conversation 29', { exact: true }).waitFor({ state: 'attached' });
    await ann.page.evaluate(async () => {
      const list = document.querySelector('.session-list');
      while (list !== null && document.querySelectorAll('.session').length < 1000) {
        list.scrollTop = list.scrollHeight;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    expect(await ann.page.locator('.session').count()).toBe(1000);
    expect(await ann.page.getByRole('button', { name: 'Show older conversations' }).count()).toBe(0);
    await ann.page.getByRole('searchbox', { name: 'Filter conversations' }).fill('Conversation 987');
    await ann.page.locator('.session').nth(1).waitFor({ state: 'detached' });
    await ann.page.unroute('**/graphql');
  });

  it('shows invitations, to accept and to decline', async (ctx) => {
    const [one, other] = await Promise.all([
      sessionOf('bob', { kind: 'PRIVATE', name: 'Come in', memberIds: [] }),
      sessionOf('bob', { kind: 'PRIVATE', name: 'Rather not', memberIds: [] }),
    ]);
    const [bob] = await people(parley, 'bob');
    for (const id of [one, other]) {
      await bob.get('inviteUsers', documents.inviteUsers.document, { sessionId: id, userIds: ['cat'] });
    }
    const cat = await open(ctx, 'cat');
    const invitations = cat.page.getByRole('region', { name: 'Invitations' });
    await invitations.getByRole('button', { name: 'Decline the invitation to Rather not' }).click();
    await invitations.locator('.invite', { hasText: 'Rather not' }).waitFor({ state: 'detached' });
    await invitations.getByRole('button', { name: 'Accept the invitation to Come in' }).click();
    await cat.page.getByRole('heading', { level: 1, name: 'Come in' }).waitFor();
    await invitations.waitFor({ state: 'detached' });
    expect(await rowOf(cat, other).count()).toBe(0);
  });

  it('lists whom one blocks, and takes them back', async (ctx) => {
    const [cat] = await people(parley, 'cat');
    await cat.get('blockUser', documents.blockUser.document, { userId: 'bob' });
    const visitor = await open(ctx, 'cat');
    await visitor.page.getByRole('button', { name: /^You: Cat/ }).click();
    await visitor.page.getByRole('menuitem', { name: 'Blocked people…' }).click();
    await visitor.page.getByRole('button', { name: 'Unblock Bob' }).click();
    await visitor.page.getByText('You block nobody').waitFor();
  });

  it('keeps the colours that were chosen', async (ctx) => {
    const ann = await open(ctx, 'ann');
    const background = () => ann.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Dark colours' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await ann.page.reload();
    await ann.page.locator('.side-foot').waitFor();
    expect(await background()).toBe(dark);
    await ann.page.emulateMedia({ colorScheme: 'dark' });
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Light colours' }).click();
    expect(await background()).toBe(light);
  });

  it('counts at the bell what one was notified of, and lists, follows and clears it', async (ctx) => {
    const id = await sessionOf('bob', { name: 'Bells', memberIds: ['ann'] });
    const [bob] = await people(parley, 'bob');
    const ann = await open(ctx, 'ann');
    await rowOf(ann, id).waitFor();
    await bob.get('sendMessage', SEND, {
      input: { sessionId: id, clientMessageId: 'm1', content: { text: 'What do you say, @Ann?' }, mentions: ['ann'] },
    });
    await rowOf(ann, id).getByText('@1').waitFor();
    const bell = ann.page.getByRole('button', { name: /^Notifications/ });
    await ann.page.getByRole('button', { name: /^Notifications \d+ new/ }).waitFor();
    await bell.click();
    const centre = ann.page.getByRole('dialog', { name: 'Notifications' });
    const entry = centre.getByRole('button', { name: /bob mentioned you in Bells/ });
    await entry.waitFor();
    await ann.page.locator('.bell-badge:not(:empty)').waitFor({ state: 'detached' });
    await entry.click();
    await ann.page.getByRole('heading', { level: 1, name: 'Bells' }).waitFor();
    await bell.click();
    await centre.getByRole('button', { name: 'Clear the list' }).click();
    await centre.getByText('Nothing new').waitFor();
    await ann.page.reload();
    await bell.click();
    await centre.getByText('Nothing new').waitFor();
  });

  it('keeps how one wants to be notified: everywhere, at which hours, and of which conversation', async (ctx) => {
    const id = await sessionOf('ann', { name: 'Only when I am meant', memberIds: ['bob'] });
    const ann = await open(ctx, 'ann');
    await rowOf(ann, id).waitFor();
    const settings = async () => {
      await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
      await ann.page.getByRole('menuitem', { name: 'Notifications…' }).click();
      await ann.page.getByRole('switch', { name: 'Quiet hours' }).waitFor();
    };
    await settings();
    const saved = ann.page.waitForResponse((response) => response.request().postData()?.includes('07:15') === true);
    await ann.page.getByRole('switch', { name: 'Quiet hours' }).check();
    await ann.page.getByLabel('to', { exact: true }).fill('07:15');
    await saved;
    await ann.page.getByLabel('Notify me of: Only when I am meant').selectOption('NONE');
    await rowOf(ann, id).getByText(', muted').waitFor({ state: 'attached' });
    await ann.page.reload();
    await settings();
    expect(await ann.page.getByLabel('to', { exact: true }).inputValue()).toBe('07:15');
    expect(await ann.page.getByLabel('Notify me of: Only when I am meant').inputValue()).toBe('NONE');
    const off = ann.page.waitForResponse((response) => response.request().postData()?.includes('quietHours') === true);
    await ann.page.getByRole('switch', { name: 'Quiet hours' }).uncheck();
    await off;
  });

  it('39: asks for notifications on a click alone, notifies while hidden, and leaves muted ones silent', async (ctx) => {
    const id = await sessionOf('bob', { name: 'Loud', memberIds: ['ann'] });
    const quiet = await sessionOf('bob', { name: 'Silent', memberIds: ['ann'] });
    const [bob, annAtHttp] = await people(parley, 'bob', 'ann');
    await annAtHttp.ask(
      'mutation ($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { notifications } }',
      {
        input: { sessionId: quiet, notifications: 'NONE' },
      },
    );
    const ann = await open(ctx, 'ann');
    await rowOf(ann, id).waitFor();
    await ann.page.evaluate(() => {
      const log: string[] = [];
      class Told {
        static permission = 'default';
        static requestPermission(): Promise<string> {
          log.push('asked');
          Told.permission = 'granted';
          return Promise.resolve('granted');
        }
        onclick: (() => void) | undefined;
        constructor(title: string, options: { readonly body: string }) {
          log.push(`${title} | ${options.body}`);
        }
      }
      Object.assign(window, { Notification: Told, told: log });
    });
    const told = () => ann.page.evaluate(() => [...(Reflect.get(window, 'told') as string[])]);
    const seen = (state: string) =>
      ann.page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    expect(await told()).toEqual([]);
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Notifications…' }).click();
    const sound = ann.page.getByRole('switch', { name: 'With a sound' });
    expect(await sound.isChecked()).toBe(false);
    await ann.page.getByRole('switch', { name: 'Notify me while I look at something else' }).check();
    expect(await told()).toEqual(['asked']);
    expect(await sound.isChecked()).toBe(false);
    await ann.page.keyboard.press('Escape');

    await bob.send(id, 'l1', 'Said while one looks');
    await rowOf(ann, id).getByText('Bob: Said while one looks').waitFor();
    await seen('hidden');
    await bob.send(quiet, 's1', 'Into the silence');
    await rowOf(ann, quiet).getByText('Bob: Into the silence').waitFor();
    await bob.send(id, 'l2', 'Said while nobody looks');
    await rowOf(ann, id).getByText('Bob: Said while nobody looks').waitFor();
    expect(await told()).toEqual(['asked', 'Loud | bob: Said while nobody looks']);
    expect(await ann.page.title()).toMatch(/^\(\d+\) Parley$/);
    await seen('visible');
  });

  it('39: says how to allow notifications where they were denied', async (ctx) => {
    const ann = await open(ctx, 'ann');
    await ann.page.evaluate(() => {
      Object.assign(window, { Notification: Object.assign(() => undefined, { permission: 'denied' }) });
    });
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Notifications…' }).click();
    await ann.page.getByText(/Your browser blocks notifications/).waitFor();
    expect(await ann.page.getByRole('switch', { name: /^Notify me while/ }).isDisabled()).toBe(true);
  });

  it('38: needs no sideways scroll at 320 pixels, nor magnified four times', async (ctx) => {
    await sessionOf('ann', { name: 'A name that does not fit anywhere '.repeat(2).trim(), memberIds: ['bob'] });
    // 1280 by 760 pixels at 400 % are these.
    for (const [width, height] of [
      [320, 568],
      [320, 190],
    ] as const) {
      const bob = await open(ctx, 'bob', { width, height });
      await bob.page.locator('.session').first().waitFor();
      const overflow = () =>
        bob.page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('.side, .session-list, dialog')]
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map((box) => box.className),
        );
      expect(await overflow()).toEqual([]);
      await bob.page.getByRole('button', { name: /^You: Bob/ }).click();
      await bob.page.getByRole('menuitem', { name: 'Notifications…' }).click();
      await bob.page.getByRole('switch', { name: 'Quiet hours' }).waitFor();
      expect(await overflow()).toEqual([]);
      await bob.page.keyboard.press('Escape');
      await bob.page.keyboard.press('?');
      await bob.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      expect(await overflow()).toEqual([]);
      await bob.page.keyboard.press('Escape');
    }
  });

  it('lets one skip the list, and names its landmarks', async (ctx) => {
    const ann = await open(ctx, 'ann');
    await ann.page.locator('.session').first().waitFor();
    await ann.page.keyboard.press('Tab');
    await ann.page.getByRole('button', { name: 'Skip to the conversation' }).waitFor();
    await ann.page.keyboard.press('Enter');
    expect(await ann.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    expect(await ann.page.locator('html').getAttribute('lang')).toBe('en');
    for (const [role, name] of [
      ['navigation', 'Conversations'],
      ['complementary', 'Conversations and you'],
    ] as const) {
      expect(await ann.page.getByRole(role, { name }).count()).toBe(1);
    }
  });
});
