import { describe, expect, it } from 'vitest';
import { sayMany } from './many-lines.ts';
import { onStage } from './stage.ts';

/** Higher than it is long: few of them fill a screen. */
const tall = (n: number): string => `Line ${n} of many${'\nand more'.repeat(4)}`;

describe('The page', () => {
  const { alone, open, openAt, pair, people, sessionOf } = onStage({ tolerates: /ERR_FAILED/ });

  it('carries messages both ways, live', async () => {
    const { ann, bob } = await pair('Both ways');
    await ann.say('Hello Bob');
    await bob.row('Hello Bob').waitFor();
    await bob.say('Hello Ann');
    await ann.row('Hello Ann').waitFor();
    expect(await ann.rows.count()).toBe(2);
    expect(await bob.rows.count()).toBe(2);
    expect(await bob.page.locator('.author').first().textContent()).toBe('Ann');
  });

  it('11: shows an own message at once, and keeps its node when the server acknowledges', async () => {
    const { ann } = await alone('At once');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage') === true) await held;
      await route.continue();
    });
    await ann.say('On its way');
    const row = ann.row('On its way');
    expect(await row.getAttribute('data-progress')).toBe('queued');
    expect(await ann.field.inputValue()).toBe('');
    const node = await row.elementHandle();

    answer();
    await ann.acknowledged.waitFor();
    expect(await ann.rows.count()).toBe(1);
    expect(await ann.rows.evaluate((now, before) => now === before, node)).toBe(true);
  });

  it('shows who is typing, and lets it lapse', async () => {
    const { ann, bob } = await pair('Typing');
    await bob.field.pressSequentially('Let me th');
    await ann.typing.getByText('Bob is typing…').waitFor();
    await ann.typing.getByText('Bob is typing…').waitFor({ state: 'hidden' });
    await bob.field.pressSequentially('ink');
    await ann.typing.getByText('Bob is typing…').waitFor();
    await bob.field.press('Enter');
    await ann.row('Let me think').waitFor();
    expect(await ann.typing.isVisible()).toBe(false);
  });

  it('keeps the history and the person over a reload', async () => {
    const { ann } = await alone('Reload');
    await ann.say('Remember me');
    await ann.acknowledged.waitFor();
    await ann.field.fill('A draft');
    await ann.page.reload();
    await ann.row('Remember me').waitFor();
    expect(await ann.field.inputValue()).toBe('A draft');
    expect(await ann.page.locator('.side-foot .person-name').textContent()).toBe('Ann');
  });

  it('shows markup and scripts as the text they are', async () => {
    const { ann, bob } = await pair('<img src=x onerror="window.hacked=1">');
    const hostile = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"><b>bold</b>';
    await ann.say(hostile);
    const bubble = bob.page.locator('.bubble');
    await bubble.waitFor();
    expect(await bubble.textContent()).toBe(hostile);
    expect(await bubble.locator('*').count()).toBe(0);
    expect(await bob.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await bob.page.locator('img').count()).toBe(0);
  });

  it('does not move what is read when older messages come above it', async () => {
    const sessionId = await sessionOf('ann', ['bob'], { name: 'History' });
    await sayMany(await people('ann'), sessionId, 60, (n) => `Line ${n} of the history`);
    const ann = await openAt('ann', sessionId);
    await ann.row('Line 60 of').waitFor();
    expect(await ann.row('Line 1 of').count()).toBe(0);
    const moved = await ann.scroller.evaluate(async (box) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = () => [...box.querySelectorAll<HTMLElement>('.message')];
      const isOldestThere = () => rows().some((row) => row.textContent.includes('Line 1 of'));
      box.scrollTop = 100;
      await frame();
      const seen = rows().find((row) => row.getBoundingClientRect().top > box.getBoundingClientRect().top);
      const before = seen?.getBoundingClientRect().top ?? Number.NaN;
      await new Promise<void>((come) => {
        const look = (): void => {
          if (!isOldestThere()) return;
          observer.disconnect();
          come();
        };
        const observer = new MutationObserver(look);
        observer.observe(box, { subtree: true, childList: true });
        look();
      });
      await frame();
      return (seen?.getBoundingClientRect().top ?? 0) - before;
    });
    expect(Math.abs(moved)).toBeLessThan(1);
    expect(await ann.rows.count()).toBe(60);
  });

  it('stays where one reads when a message comes, says so, and follows at the bottom', async () => {
    const { ann, bob: bobAtHttp, sessionId } = await alone('Follow');
    for (let n = 1; n <= 12; n++) await bobAtHttp.send(sessionId, `f${n}`, tall(n));
    await ann.row('Line 12 of').waitFor();
    const fromBottom = () => ann.scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(fromBottom).toBeLessThan(2);

    await ann.scroller.evaluate((box) => {
      box.scrollTop = 200;
    });
    const pill = ann.page.locator('.pill');
    await pill.waitFor();
    const before = await ann.scroller.evaluate((box) => box.scrollTop);
    await bobAtHttp.send(sessionId, 'f13', tall(13));
    await pill.getByText('1 new message').waitFor();
    expect(await ann.scroller.evaluate((box) => box.scrollTop)).toBe(before);
    await pill.click();
    await expect.poll(fromBottom).toBeLessThan(2);
    await pill.waitFor({ state: 'detached' });
  });

  it('goes where one scrolls, also in the moment in which its height changes', async () => {
    const { ann, bob: bobAtHttp, sessionId } = await alone('Both at once');
    for (let n = 1; n <= 12; n++) await bobAtHttp.send(sessionId, `b${n}`, tall(n));
    await ann.row('Line 12 of').waitFor();
    const stays = await ann.scroller.evaluate(async (box) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      box.style.maxHeight = `${box.clientHeight - 40}px`;
      await frame();
      await frame();
      const follows = box.scrollHeight - box.scrollTop - box.clientHeight;
      box.style.maxHeight = '';
      box.scrollTop = 100;
      await frame();
      await frame();
      return { follows, at: box.scrollTop };
    });
    expect(stays.follows).toBeLessThan(2);
    expect(stays.at).toBe(100);
  });

  it('counts what is unread, and marks it read when it is looked at', async () => {
    const { ann, bob, sessionId } = await pair('Unread');
    await bob.leave();
    await ann.say('First');
    await ann.say('Second');
    await ann.acknowledged.nth(1).waitFor();
    const badge = bob.page.locator(`[data-session="${sessionId}"] .badge`);
    await bob.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await badge.getByText('2').waitFor();
    await expect.poll(() => bob.page.title()).toMatch(/^\(\d+\+?\) Parley$/);

    const marked = bob.page.waitForResponse(
      (response) => response.request().postData()?.includes('markMessageAsRead') === true,
    );
    await bob.open(sessionId);
    await bob.page.locator('.unread').waitFor();
    await badge.waitFor({ state: 'hidden' });
    await marked;
    await bob.page.reload();
    await bob.row('Second').waitFor();
    expect(await bob.page.locator('.unread').count()).toBe(0);
  });

  it('keeps a refused message with the reason, and sends it again or forgets it', async () => {
    const { ann, bob } = await pair('Refused');
    let refusals = 2;
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage') !== true || refusals === 0) return route.continue();
      refusals -= 1;
      const message = 'unable to send the message; the session takes no new messages';
      const body = JSON.stringify({ data: { sendMessage: null }, errors: [{ errorType: 'SessionReadOnly', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    await ann.say('To be sent again');
    await ann.say('To be forgotten');
    const failed = ann.page.locator('.message[data-progress="failed"]');
    await failed.nth(1).waitFor();
    expect(await failed.first().getByRole('alert').textContent()).toBe('Not sent: the session takes no new messages');

    await ann.row('To be forgotten').getByRole('button', { name: 'Delete' }).click();
    await ann.row('To be sent again').getByRole('button', { name: 'Try again' }).click();
    await bob.row('To be sent again').waitFor();
    await ann.acknowledged.waitFor();
    await expect.poll(() => ann.rows.count()).toBe(1);
  });

  it('says what is the matter where there is nothing to show', async () => {
    const ann = await open('ann');
    await ann.page.getByText('No conversation open').waitFor();
    await ann.page.evaluate(() => {
      location.hash = '#/s/00000000-0000-4000-8000-000000000000';
    });
    await ann.page.getByText('This conversation did not open').waitFor();
    await ann.newSession('Nothing said', 'Cat');
    await ann.page.getByText('No messages yet').first().waitFor();
    await ann.page.route('**/graphql', (route) => route.abort());
    await ann.page.reload();
    await ann.page.getByText('Conversations did not load').waitFor();
    const again = ann.page.getByRole('navigation').getByRole('button', { name: 'Try again' });
    const asked = ann.page.waitForRequest('**/graphql');
    await again.click();
    await asked;
    await ann.page.unroute('**/graphql');
    // The page may have asked again by itself by then, and the button be gone.
    const clicked = again.click({ timeout: 5_000 }).catch(() => undefined);
    await ann.page.locator('.session-title', { hasText: 'Nothing said' }).waitFor();
    await clicked;
  });

  it('fits a width of 320 pixels, one side at a time', async () => {
    const { ann, sessionId } = await alone(`A name ${'that goes on '.repeat(5)}`.trim());
    await ann.say('x'.repeat(400));
    await ann.page.setViewportSize({ width: 320, height: 560 });
    const overflow = () => ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBe(0);
    expect(await ann.scroller.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    expect(await ann.page.locator('.side').isVisible()).toBe(false);
    await ann.page.getByRole('link', { name: 'Back to conversations' }).click();
    expect(await overflow()).toBe(0);
    await ann.page.locator(`[data-session="${sessionId}"]`).click();
    await ann.row('xxx').waitFor();
    expect(await ann.page.locator('.side').isVisible()).toBe(false);
  });

  it('34: can be used without a mouse, and names everything that can be used', async () => {
    const ann = await open('ann');
    await ann.page.getByRole('button', { name: 'New', exact: true }).focus();
    await ann.page.keyboard.press('Enter');
    const dialog = ann.page.getByRole('dialog', { name: 'New conversation' });
    await dialog.waitFor();
    await ann.page.keyboard.press('Space');
    for (let n = 0; n < 12; n++) {
      await ann.page.keyboard.press('Tab');
      // The focus may visit the browser's own parts, but nothing behind the dialog.
      expect(await ann.page.evaluate(() => document.activeElement?.closest('.shell') === null)).toBe(true);
    }
    await ann.page.getByLabel('Name (optional)').focus();
    await ann.page.keyboard.type('By keyboard');
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('heading', { level: 1, name: 'By keyboard' }).waitFor();
    await ann.live();
    await expect.poll(() => ann.field.evaluate((field) => field === document.activeElement)).toBe(true);
    await ann.page.keyboard.type('Typed where the focus is');
    await ann.page.keyboard.press('Enter');
    await ann.row('Typed where the focus is').waitFor();
    const nameless = await ann.page.evaluate(() =>
      [...document.querySelectorAll('button, a, input, textarea')]
        .filter((each) => each.checkVisibility())
        .filter((each) => `${each.textContent}${each.getAttribute('aria-label') ?? ''}`.trim() === '')
        .map((each) => each.outerHTML),
    );
    expect(nameless).toEqual([]);
    expect(await ann.page.locator('[aria-live="polite"]').count()).toBe(1);
  });
});
