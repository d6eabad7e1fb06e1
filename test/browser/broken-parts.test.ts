import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { findBrowser } from '../support/browser.ts';
import type { FoundBrowser } from '../support/browser.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';

describe('A part of the page that cannot be fetched', () => {
  let found: FoundBrowser;
  let parley: Parley;
  let sessionId = '';

  beforeAll(async () => {
    found = await findBrowser();
    if (found.browser === undefined) return;
    parley = await startParley();
    const [ann] = await people(parley, 'ann');
    sessionId = (await ann.createSession(['bob'], { name: 'Still in the list' })).id;
  });
  afterAll(async () => {
    if (found.browser === undefined) return;
    await found.browser.close();
    await parley.stop();
  });

  const fileOf = (part: string): string => `**/part-${part}-*.js`;

  /** The page, in a browser that does not get one of its files. */
  const arriveWithout = async (ctx: TestContext, part: string): Promise<Page> => {
    if (found.browser === undefined) return ctx.skip(found.missing);
    const page = await (await found.browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    await page.route(fileOf(part), (route) => route.abort());
    await page.goto(`${parley.url}/#/s/${sessionId}`);
    await page.locator('[data-user="ann"]').click();
    return page;
  };
  const title = (page: Page) => page.locator('.session-title', { hasText: 'Still in the list' });
  const field = (page: Page) => page.getByLabel('Message', { exact: true });

  it('is missed in its own place, beside the list, and is there when the page is loaded again', async (ctx) => {
    const page = await arriveWithout(ctx, 'chat-pane');
    const notice = page.getByRole('main').getByRole('alert');
    await notice.getByText('This part did not load').waitFor();
    await title(page).waitFor();
    await page.unroute(fileOf('chat-pane'));
    await notice.getByRole('button', { name: 'Reload' }).click();
    await field(page).waitFor();
    expect(await notice.count()).toBe(0);
    await page.context().close();
  });

  it('leaves no blank page when it is the whole app', async (ctx) => {
    const page = await arriveWithout(ctx, 'signed');
    await page.getByRole('alert').getByText('This part did not load').waitFor();
    await page.unroute(fileOf('signed'));
    await page.getByRole('button', { name: 'Reload' }).click();
    await title(page).waitFor();
    await page.context().close();
  });

  for (const { part, button, dialog } of [
    { part: 'notification-centre', button: /^Notifications/, dialog: 'Notifications' },
    { part: 'new-session', button: /^New$/, dialog: 'New conversation' },
  ]) {
    it(`leaves the page as it is when ${part} does not open, and opens it after a reload`, async (ctx) => {
      const page = await arriveWithout(ctx, part);
      await field(page).fill('A thought');
      const opener = page.getByRole('button', { name: button }).first();
      await opener.click();
      await page.getByText('Unable to open this; it did not load').waitFor();
      await page.unroute(fileOf(part));
      await page.reload();
      await opener.click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      expect(await field(page).inputValue()).toBe('A thought');
      await page.context().close();
    });
  }

  it('is missed in the panel that waits for it', async (ctx) => {
    const page = await arriveWithout(ctx, 'emoji-panel');
    await page.getByRole('button', { name: 'Emoji', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Emoji' });
    await panel.getByText('This part did not load').waitFor();
    expect(await panel.getByRole('button', { name: 'Reload' }).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
