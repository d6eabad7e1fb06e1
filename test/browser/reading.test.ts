import { describe, expect, it } from 'vitest';
import { READ } from '../support/graphql.ts';
import type { Person } from '../support/graphql.ts';
import { withHistory } from './long-history.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

/** Reading: the numbers are those of the list of what a polished chat does. */
describe('Reading', { timeout: 60_000 }, () => {
  let ann: Person;
  let bob: Person;
  const { open, people, sessionOf } = onStage({
    prepare: async (stage) => {
      [ann, bob] = await stage.people('ann', 'bob');
    },
  });

  const created = (name: string): Promise<string> => sessionOf('ann', ['bob'], { name });

  /** Ann at a session with a history that nobody sent. */
  const atHistory = async (name: string, count: number): Promise<[Visitor, string]> => {
    const visitor = await open('ann');
    const id = await created(name);
    await withHistory(visitor.page, id, count);
    await visitor.open(id);
    await visitor.rows.first().waitFor();
    return [visitor, id];
  };
  const fromBottom = (visitor: Visitor): Promise<number> =>
    visitor.scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  const rowOf = (visitor: Visitor, id: string) => visitor.page.locator(`.message[data-id="${id}"]`);

  it('1, 7, 8: opens at the first unread message, and the divider stays while one reads', async () => {
    const id = await created('Unread');
    const sent = [];
    for (let n = 1; n <= 30; n++) sent.push(await bob.send(id, `u${n}`, `Line ${n} of the unread\nand one more`));
    await ann.get('markMessageAsRead', READ, { messageId: sent[9]?.id });
    const visitor = await open('ann');
    await visitor.open(id);
    const divider = visitor.page.locator('.unread');
    await divider.waitFor();
    const below = await divider.evaluate((line) => line.nextElementSibling?.textContent ?? '');
    expect(below).toContain('Line 11 of the unread');
    const places = await visitor.scroller.evaluate((box) => {
      const [line, edge] = [box.querySelector('.unread'), box.getBoundingClientRect()];
      const at = line?.getBoundingClientRect();
      return { top: (at?.top ?? -1) - edge.top, height: edge.height };
    });
    expect(places.top).toBeGreaterThanOrEqual(0);
    expect(places.top).toBeLessThan(places.height);
    await visitor.page.locator('.pill').click();
    await expect.poll(() => fromBottom(visitor)).toBeLessThan(2);
    await bob.send(id, 'after', 'And one while she reads');
    await visitor.row('And one while she reads').waitFor();
    expect(await divider.count()).toBe(1);
  });

  it('2: does not move what is read by a pixel when older messages come above it', async () => {
    const [visitor] = await atHistory('Prepending', 400);
    for (let page = 0; page < 3; page++) {
      const moved = await visitor.scroller.evaluate(async (box) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const rows = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('.message')];
        box.scrollTop = 30;
        await frame();
        const edge = box.getBoundingClientRect().top;
        const seen = rows().find((row) => row.getBoundingClientRect().top > edge);
        const [before, first] = [seen?.getBoundingClientRect().top ?? Number.NaN, rows()[0]?.dataset['key']];
        let most = 0;
        for (let n = 0; n < 600 && rows()[0]?.dataset['key'] === first; n++) await frame();
        const isMore = rows()[0]?.dataset['key'] !== first;
        for (let n = 0; n < 8; n++) {
          most = Math.max(most, Math.abs((seen?.getBoundingClientRect().top ?? 0) - before));
          await frame();
        }
        return { most, isMore };
      });
      expect(moved).toEqual({ most: 0, isMore: true });
    }
  });

  it('3, 4, 5: follows at the bottom, stays where one reads and counts what came, and goes down with what one sends', async () => {
    const visitor = await open('ann');
    const id = await created('Following');
    for (let n = 1; n <= 12; n++) await ann.send(id, `f${n}`, `Line ${n}\nand more\nand more\nand more`);
    await visitor.open(id);
    await visitor.row('Line 12').waitFor();
    await expect.poll(() => fromBottom(visitor)).toBeLessThan(2);
    await visitor.scroller.evaluate((box) => {
      box.scrollTop -= 500;
    });
    const pill = visitor.page.locator('.pill');
    await pill.getByText('To the newest').waitFor();
    const before = await visitor.scroller.evaluate((box) => box.scrollTop);
    await visitor.live();
    await bob.send(id, 'n1', 'News');
    await pill.getByText('1 new message').waitFor();
    expect(await visitor.scroller.evaluate((box) => box.scrollTop)).toBe(before);
    await visitor.say('My own');
    await visitor.row('My own').waitFor();
    await expect.poll(() => fromBottom(visitor)).toBeLessThan(2);
    await pill.waitFor({ state: 'detached' });
    await bob.send(id, 'n2', 'At the bottom');
    await visitor.row('At the bottom').waitFor();
    await expect.poll(() => fromBottom(visitor)).toBeLessThan(2);
  });

  it('6: goes to an old message by its link, loads both sides of it, and comes back to the newest', async () => {
    const visitor = await open('ann');
    const id = await created('Jumping');
    await withHistory(visitor.page, id, 2_000);
    await visitor.page.evaluate((hash) => {
      location.hash = hash;
    }, `#/s/${id}/m/${id}.900`);
    const target = rowOf(visitor, `${id}.900`);
    await target.waitFor();
    await expect.poll(() => target.evaluate((row) => row.dataset['found'])).toBe('');
    const inView = await target.evaluate((row) => {
      const [own, box] = [row.getBoundingClientRect(), row.closest('.scroller')?.getBoundingClientRect()];
      return box !== undefined && own.top >= box.top && own.bottom <= box.bottom;
    });
    expect(inView).toBe(true);
    await rowOf(visitor, `${id}.890`).waitFor({ state: 'attached' });
    await rowOf(visitor, `${id}.910`).waitFor({ state: 'attached' });
    await visitor.scroller.evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
    await rowOf(visitor, `${id}.940`).waitFor({ state: 'attached' });
    await visitor.page.locator('.pill').click();
    await rowOf(visitor, `${id}.2000`).waitFor();
    await expect.poll(() => fromBottom(visitor)).toBeLessThan(2);
  });

  it('9, 10: names each day in local time, and puts one author within five minutes together', async () => {
    const [visitor] = await atHistory('Days', 120);
    // One message in ninety seconds: a London day of winter begins with UTC's.
    const times = await visitor.page
      .locator('.messages > .day + .message time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime') ?? ''));
    expect(times.slice(1).every((time) => time.includes('T00:0'))).toBe(true);
    const groups = await visitor.page.locator('.message').evaluateAll((rows) =>
      rows.map((row) => ({
        own: row.hasAttribute('data-own'),
        first: row.hasAttribute('data-first'),
        last: row.hasAttribute('data-last'),
      })),
    );
    groups.slice(1).forEach(({ own, first }, at) => {
      const before = groups[at];
      expect(first).toBe(before?.last);
      if (own !== before?.own) expect(first).toBe(true);
    });
    expect(groups.filter(({ first }) => !first).length).toBeGreaterThan(10);
  });

  it('12, 13: says in words what became of a message; one that was refused is edited and sent again', async () => {
    const visitor = await open('ann');
    const id = await created('Refused');
    await visitor.open(id);
    await visitor.live();
    let isRefusing = true;
    await visitor.page.route('**/graphql', async (route) => {
      if (!isRefusing || route.request().postData()?.includes('SendMessage') !== true) return route.continue();
      const message = 'unable to send the message; it is not allowed here';
      const body = JSON.stringify({ data: { sendMessage: null }, errors: [{ errorType: 'SessionReadOnly', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    await visitor.say('Mispelled');
    const row = visitor.row('Mispelled');
    await row.getByRole('alert').waitFor();
    expect(await row.locator('.progress').textContent()).toBe('Not sent');
    expect(await row.locator('.progress svg').count()).toBe(1);
    isRefusing = false;
    await row.getByRole('button', { name: 'Edit' }).click();
    await visitor.editing();
    expect(await visitor.field.inputValue()).toBe('Mispelled');
    await visitor.field.fill('Misspelled');
    await visitor.field.press('Enter');
    await visitor.acknowledged.waitFor();
    expect(await visitor.rows.count()).toBe(1);
    expect(await visitor.row('Misspelled').locator('.progress').textContent()).toBe('Sent');
  });

  it('24: folds a long message, and wraps what has no spaces', async () => {
    const visitor = await open('ann');
    const id = await created('Long ones');
    await bob.send(id, 'long', 'A long story. '.repeat(200));
    await bob.send(id, 'wide', 'w'.repeat(500));
    await visitor.open(id);
    const long = visitor.row('A long story.');
    const bubble = long.locator('.bubble');
    const height = (): Promise<number> => bubble.evaluate((box) => box.getBoundingClientRect().height);
    await bubble.waitFor();
    const folded = await height();
    await long.getByRole('button', { name: 'Show more' }).click();
    expect(await height()).toBeGreaterThan(folded * 1.5);
    await long.getByRole('button', { name: 'Show less' }).click();
    expect(await height()).toBe(folded);
    expect(await visitor.scroller.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  });

  it('29: gives each message the direction of its words, and mirrors the page with its own', async () => {
    const visitor = await open('ann');
    const id = await created('Directions');
    await ann.send(id, 'heb', 'שלום לכולם');
    await ann.send(id, 'eng', 'Hello, all');
    await visitor.open(id);
    await visitor.row('Hello, all').waitFor();
    const directions = await visitor.page
      .locator('.bubble')
      .evaluateAll((all) => all.map((bubble) => getComputedStyle(bubble).direction));
    expect(directions).toEqual(['rtl', 'ltr']);
    const side = (): Promise<number> =>
      visitor.page.evaluate(() => {
        const [row, bubble] = [document.querySelector('.message'), document.querySelector('.bubble')];
        const [own, box] = [bubble?.getBoundingClientRect(), row?.getBoundingClientRect()];
        return own === undefined || box === undefined ? 0 : own.left - box.left - (box.right - own.right);
      });
    expect(await side()).toBeGreaterThan(100);
    await visitor.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await side()).toBeLessThan(-100);
  });

  it('30: says that several people are typing when more than three are', async () => {
    const visitor = await open('ann');
    const others = ['bob', 'cat', 'dan', 'eve'] as const;
    const { id } = await ann.createSession(others, { name: 'Typing' });
    await visitor.open(id);
    await visitor.live();
    const typists = await people(...others);
    const typing = `mutation T($s: ID!) { sendTypingIndicator(sessionId: $s, isTyping: true) {
      sessionId userId userName isTyping expiresAt } }`;
    /** What is seen while so many of them go on typing: each signal lapses, and no two are as fast. */
    const seenOf = (count: number) => async (): Promise<string | null> => {
      await Promise.all(typists.slice(0, count).map((typist) => typist.get('sendTypingIndicator', typing, { s: id })));
      return visitor.typing.textContent();
    };
    await expect.poll(seenOf(2)).toMatch(/^\S+ and \S+ are typing…$/);
    await expect.poll(seenOf(typists.length)).toBe('Several people are typing…');
    await visitor.typing.getByText('typing').waitFor({ state: 'hidden' });
  });

  it('33: moves between messages with arrow keys, and opens what can be done with Enter', async () => {
    const [visitor, id] = await atHistory('Keys', 200);
    const focused = (): Promise<string | undefined> =>
      visitor.page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : '',
      );
    expect(await visitor.page.locator('.message[tabindex="0"]').count()).toBe(1);
    await visitor.page.locator('.message[tabindex="0"]').focus();
    expect(await focused()).toBe(`${id}.200`);
    for (let n = 0; n < 3; n++) await visitor.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(`${id}.197`);
    await visitor.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(`${id}.198`);
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('menu', { name: 'What to do' }).waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await focused()).toBe(`${id}.198`);
    await visitor.page.keyboard.press('Home');
    const at = await focused();
    const above = Number(at?.split('.')[1]) - 10;
    expect(above).toBeLessThan(150);
    await rowOf(visitor, `${id}.${above}`).waitFor({ state: 'attached' });
    expect(await focused()).toBe(at);
  });

  it('35: has one polite live region, in which history is silent and what others write is heard once', async () => {
    const visitor = await open('ann');
    const id = await created('Heard');
    for (let n = 1; n <= 3; n++) await bob.send(id, `h${n}`, `Long ago ${n}`);
    await visitor.open(id);
    await visitor.row('Long ago 3').waitFor();
    await visitor.live();
    const region = visitor.page.locator('[aria-live="polite"]');
    expect(await region.count()).toBe(1);
    expect(await region.textContent()).toBe('');
    await bob.send(id, 'heard', 'Do you hear me?');
    await expect.poll(() => region.textContent()).toBe('bob: Do you hear me?');
    await visitor.say('I do');
    await visitor.row('I do').waitFor();
    expect(await region.textContent()).toBe('bob: Do you hear me?');
  });

  it('shows how many replies there are, and how many of them are new', async () => {
    const visitor = await open('ann');
    const id = await created('Threads');
    const root = await ann.send(id, 'root', 'The root');
    const reply = (key: string, text: string): Promise<unknown> =>
      bob.post(id, key, { content: { text }, threadRootId: root.id });
    await reply('r1', 'One');
    await visitor.open(id);
    await visitor.page.getByRole('button', { name: '1 reply 1 new' }).waitFor();
    await reply('r2', 'Two');
    await visitor.page.getByRole('button', { name: '2 replies 2 new' }).click();
    await visitor.page.getByRole('dialog', { name: 'Thread' }).getByText('Two').waitFor();
    await visitor.page.getByRole('button', { name: '2 replies', exact: true }).waitFor();
  });

  it('shows who reacted, who has read it, and what it said before it was changed', async () => {
    const visitor = await open('ann');
    const id = await created('Asked');
    await visitor.open(id);
    await visitor.live();
    await visitor.say('Will you come?');
    await visitor.acknowledged.waitFor();
    const choose = async (name: string): Promise<void> => {
      await visitor.rows.first().getByRole('button', { name: 'Actions for the message of you' }).click();
      await visitor.page.getByRole('menuitem', { name, exact: true }).click();
    };
    await choose('React with 🎉');
    await visitor.page.getByRole('button', { name: '🎉, 1, yours among them' }).waitFor();
    await choose('Who reacted');
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByText('🎉').waitFor();
    await dialog.getByText('Ann', { exact: true }).waitFor();
    await visitor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    const messageId = await visitor.rows.first().getAttribute('data-id');
    await bob.get('markMessageAsRead', READ, { messageId });
    await visitor.page.locator('.message[data-progress="read"]').waitFor();
    await choose('Who has read it');
    await dialog.getByText('Bob', { exact: true }).waitFor();
    await visitor.page.keyboard.press('Escape');

    await choose('Edit');
    await visitor.editing();
    await visitor.field.fill('Will you both come?');
    await visitor.field.press('Enter');
    await visitor.page.locator('.foot-mark', { hasText: 'edited' }).waitFor();
    await choose('Earlier versions');
    await dialog.getByText('Will you come?').waitFor();
  });
});
