import { describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { answerHeld } from './held.ts';
import { onStage } from './stage.ts';

describe('The list of conversations and what surrounds it', () => {
  const { open, people, sessionOf } = onStage({ ownParley: true, tolerates: /ERR_FAILED|ERR_INTERNET_DISCONNECTED/ });

  it(
    'offers a demo to whoever has no conversations, fills it within seconds, and only once',
    { timeout: 90_000 },
    async () => {
      const ann = await open('ann');
      await ann.page.getByText('No conversations yet').waitFor();
      await ann.page.getByRole('button', { name: 'Fill with a demo' }).click();
      await ann.page.locator('.demo-offer').waitFor({ state: 'detached', timeout: 60_000 });
      await expect.poll(() => ann.page.locator('.session').count()).toBe(4);
      await ann.page.locator('.session', { hasText: 'Study group' }).click();
      // Some dozens of messages, one after the other, and what is done to them: that is much for a busy machine.
      await ann.row('nicely done').getByText('💡').waitFor({ timeout: 60_000 });
      await ann.page.locator('.session', { hasText: 'Sums that Python can check' }).click();
      await ann.row('def holds').waitFor();
      expect(await ann.page.locator('.toast:not(:empty)').count()).toBe(0);
      // Cat has them from Ann, and is offered nothing.
      const cat = await open('cat');
      await cat.page.locator('.session').nth(3).waitFor();
      expect(await cat.page.locator('.demo-offer').count()).toBe(0);
    },
  );

  it('calls a direct conversation by the name of the other, and shows whether they are there', async () => {
    const id = await sessionOf('ann', ['bob'], { kind: 'DIRECT', name: null });
    const bob = await open('bob');
    await bob.inList(id).getByText('Ann', { exact: true }).waitFor();
    const ann = await open('ann');
    // Who opened it elsewhere, and was not answered, has to ask for the members.
    await ann.inList(id).getByText('Bob', { exact: true }).waitFor();
    await bob.inList(id).locator('.presence[data-status="ONLINE"]').waitFor();

    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Busy' }).click();
    await bob.inList(id).locator('.presence[data-status="BUSY"]').waitFor();
    await ann.page.getByRole('button', { name: /^You: Ann Busy/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Say what you do…' }).click();
    await ann.page.getByLabel('Shown beside your name').fill('Marking homework');
    await ann.page.keyboard.press('Enter');
    await bob.inList(id).getByText('(busy · Marking homework)').waitFor({ state: 'attached' });
    await ann.page.reload();
    await ann.page
      .getByRole('button', { name: /^You: Ann Busy/ })
      .getByText('Marking homework')
      .waitFor();
  });

  it('marks what is muted and what is archived, and counts the one but not the other in the title', async () => {
    const id = await sessionOf('ann', ['bob'], { name: 'Rather quiet' });
    const [ann, bobAtHttp] = await people('ann', 'bob');
    const bob = await open('bob');
    await bob.inList(id).waitFor();
    const before = await bob.page.title();
    await bobAtHttp.ask(
      'mutation ($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { notifications } }',
      { input: { sessionId: id, notifications: 'NONE' } },
    );
    await bob.look();
    await bob.inList(id).getByText(', muted').waitFor({ state: 'attached' });
    await ann.send(id, 'q1', 'Pssst');
    await bob.inList(id).locator('.badge[data-silent]').getByText('1').waitFor();
    expect(await bob.page.title()).toBe(before);
    await ann.get('archiveChatSession', documents.archiveChatSession.document, { sessionId: id });
    await bob.inList(id).getByText(', archived').waitFor({ state: 'attached' });
  });

  it('18: goes anywhere by a few letters with Ctrl+K, also from where one types', async () => {
    const first = await sessionOf('bob', ['ann'], { name: 'Ángles and arcs' });
    const room = await sessionOf('cat', [], { kind: 'PUBLIC', name: 'Zebra stripes' });
    await sessionOf('cat', [], { kind: 'PUBLIC', name: 'Quagga quarters' });
    const ann = await open('ann');
    await ann.inList(first).click();
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
    await ann.page.getByRole('option').first().filter({ hasText: 'Ángles and arcs' }).waitFor();
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('heading', { level: 1, name: 'Ángles' }).waitFor();
    expect(await ann.field.inputValue()).toBe('Half a sentence');

    await ann.page.keyboard.press('Control+k');
    const late = await answerHeld(ann.page, 'discoverSessions');
    await field.fill('quagga');
    await late.answered;
    const overtaking = ann.page.waitForResponse((response) => response.request().postData()?.includes('qqq') === true);
    await field.fill('qqq');
    await overtaking;
    await late.arrived();
    expect(await ann.page.getByRole('option').count()).toBe(0);

    // Faster than any list is drawn; and in the moment in which this dialog goes, all of the page is drawn anew.
    await field.evaluate((input) => {
      const again = (): void => {
        history.replaceState(null, '', '#/');
        window.dispatchEvent(new HashChangeEvent('hashchange'));
      };
      window.addEventListener('close', again, { capture: true, once: true });
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'find a room');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    await ann.page.getByRole('dialog', { name: 'Find a room' }).waitFor();
  });

  it('18: shows all shortcuts on ?, but never to whoever types one', async () => {
    const id = await sessionOf('ann', ['bob'], { name: 'Questions' });
    const ann = await open('ann');
    await ann.inList(id).click();
    await ann.field.pressSequentially('Really?');
    expect(await ann.field.inputValue()).toBe('Really?');
    expect(await ann.page.getByRole('dialog').count()).toBe(0);
    await ann.inList(id).focus();
    await ann.page.keyboard.press('?');
    const dialog = ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Go to a conversation or a room').waitFor();
    await ann.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await ann.inList(id).evaluate((row) => row === document.activeElement)).toBe(true);
    await ann.page.keyboard.press('Alt+n');
    await ann.page.getByRole('dialog', { name: 'New conversation' }).waitFor();
  });

  it('moves through the list by arrow keys and to the next unread one, and narrows it by name', async () => {
    const ids: string[] = [];
    for (const name of ['Filter one', 'Filter two', 'Filter three', 'Filter four', 'Filter five', 'Filter six']) {
      ids.push(await sessionOf('cat', ['bob'], { name }));
    }
    const bob = await open('bob');
    const filter = bob.page.getByRole('searchbox', { name: 'Filter conversations' });
    await filter.waitFor();
    await bob.page.keyboard.press('/');
    await bob.page.keyboard.type('o filt');
    await expect
      .poll(() => bob.page.locator('.session-title').allTextContents())
      .toEqual(['Filter four', 'Filter two', 'Filter one']);
    await bob.page.keyboard.press('ArrowDown');
    await bob.page.keyboard.press('ArrowDown');
    await bob.page.keyboard.press('Enter');
    await bob.page.getByRole('heading', { level: 1, name: 'Filter two' }).waitFor();
    await filter.fill('nothing is called so');
    await bob.page.getByText('No conversation is called that.').waitFor();
    await filter.press('Escape');
    expect(await filter.inputValue()).toBe('');

    const [cat] = await people('cat');
    await cat.send(ids[0] ?? '', 'u1', 'Anybody here?');
    await bob
      .inList(ids[0] ?? '')
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

  it('32: says that the list is loading, that it is empty, and that it is not up to date', async () => {
    const bob = await open('bob');
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
    await bob.look();
    await bob.page.getByText(/^Not up to date/).waitFor();
    expect(await bob.page.locator('.session').count()).toBeGreaterThan(0);
    await bob.page.unroute('**/graphql');
    await bob.look();
    await bob.page.getByText(/^Not up to date/).waitFor({ state: 'detached' });
  });

  it('pages through a thousand conversations as one scrolls', async () => {
    const id = await sessionOf('cat', ['ann'], { name: 'The pattern of all' });
    const ann = await open('ann');
    await ann.inList(id).waitFor();
    const [annAtHttp] = await people('ann');
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

  it('shows invitations, to accept and to decline', async () => {
    const [one, other] = await Promise.all([
      sessionOf('bob', [], { kind: 'PRIVATE', name: 'Come in' }),
      sessionOf('bob', [], { kind: 'PRIVATE', name: 'Rather not' }),
    ]);
    const [bob] = await people('bob');
    for (const id of [one, other]) {
      await bob.get('inviteUsers', documents.inviteUsers.document, { sessionId: id, userIds: ['cat'] });
    }
    const cat = await open('cat');
    const invitations = cat.page.getByRole('region', { name: 'Invitations' });
    await invitations.getByRole('button', { name: 'Decline the invitation to Rather not' }).waitFor();
    const older = await answerHeld(cat.page, 'myInvites');
    await cat.look();
    await older.answered;
    const third = await sessionOf('bob', [], { kind: 'PRIVATE', name: 'Also here' });
    await bob.get('inviteUsers', documents.inviteUsers.document, { sessionId: third, userIds: ['cat'] });
    await cat.look();
    await invitations.locator('.invite', { hasText: 'Also here' }).waitFor();
    await older.arrived();
    expect(await invitations.locator('.invite').count()).toBe(3);
    await invitations.getByRole('button', { name: 'Decline the invitation to Also here' }).click();
    await invitations.locator('.invite', { hasText: 'Also here' }).waitFor({ state: 'detached' });
    const late = await answerHeld(cat.page, 'myInvites');
    await cat.look();
    await late.answered;
    await invitations.getByRole('button', { name: 'Decline the invitation to Rather not' }).click();
    await invitations.locator('.invite', { hasText: 'Rather not' }).waitFor({ state: 'detached' });
    // What was read before comes in now, and brings nothing back.
    await late.arrived();
    expect(await invitations.locator('.invite').allInnerTexts()).toEqual([expect.stringContaining('Come in')]);
    await invitations.getByRole('button', { name: 'Accept the invitation to Come in' }).click();
    await cat.page.getByRole('heading', { level: 1, name: 'Come in' }).waitFor();
    await invitations.waitFor({ state: 'detached' });
    expect(await cat.inList(other).count()).toBe(0);
  });

  it('38: needs no sideways scroll at 320 pixels, nor magnified four times', async () => {
    await sessionOf('ann', ['bob'], { name: 'A name that does not fit anywhere '.repeat(2).trim() });
    // 1280 by 760 pixels at 400 % are these.
    for (const [width, height] of [
      [320, 568],
      [320, 190],
    ] as const) {
      const bob = await open('bob', { width, height });
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
      await bob.page.getByRole('dialog').waitFor({ state: 'detached' });
      await bob.page.keyboard.press('?');
      await bob.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      expect(await overflow()).toEqual([]);
      await bob.page.keyboard.press('Escape');
    }
  });

  it('lets one skip the list, and names its landmarks', async () => {
    const ann = await open('ann');
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
