import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onStage } from './stage.ts';

describe('A part of the page that cannot be fetched', () => {
  let sessionId = '';
  const stage = onStage({
    prepare: async ({ sessionOf }) => {
      sessionId = await sessionOf('ann', ['bob'], { name: 'Still in the list' });
    },
  });

  const fileOf = (part: string): string => `**/part-${part}-*.js`;

  /** The page, in a browser that does not get one of its files. */
  const arriveWithout = async (part: string): Promise<Page> => {
    const page = await (await stage.context()).newPage();
    page.setDefaultTimeout(20_000);
    await page.route(fileOf(part), (route) => route.abort());
    await page.goto(`${stage.parley.url}/#/s/${sessionId}`);
    await page.locator('[data-user="ann"]').click();
    return page;
  };
  const title = (page: Page) => page.locator('.session-title', { hasText: 'Still in the list' });
  const field = (page: Page) => page.getByLabel('Message', { exact: true });

  it('is missed in its own place, beside the list, and is there when the page is loaded again', async () => {
    const page = await arriveWithout('chat-pane');
    const notice = page.getByRole('main').getByRole('alert');
    await notice.getByText('This part did not load').waitFor();
    await title(page).waitFor();
    await page.unroute(fileOf('chat-pane'));
    await notice.getByRole('button', { name: 'Reload' }).click();
    await field(page).waitFor();
    expect(await notice.count()).toBe(0);
  });

  it('leaves no blank page when it is the whole app', async () => {
    const page = await arriveWithout('signed');
    await page.getByRole('alert').getByText('This part did not load').waitFor();
    await page.unroute(fileOf('signed'));
    await page.getByRole('button', { name: 'Reload' }).click();
    await title(page).waitFor();
  });

  for (const { part, button, dialog } of [
    { part: 'notification-centre', button: /^Notifications/, dialog: 'Notifications' },
    { part: 'new-session', button: /^New$/, dialog: 'New conversation' },
  ]) {
    it(`leaves the page as it is when ${part} does not open, and opens it after a reload`, async () => {
      const page = await arriveWithout(part);
      await field(page).fill('A thought');
      const opener = page.getByRole('button', { name: button }).first();
      await opener.click();
      await page.getByText('Unable to open this; it did not load').waitFor();
      await page.unroute(fileOf(part));
      await page.reload();
      await opener.click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      expect(await field(page).inputValue()).toBe('A thought');
    });
  }

  it('is missed in the panel that waits for it', async () => {
    const page = await arriveWithout('emoji-panel');
    await page.getByRole('button', { name: 'Emoji', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Emoji' });
    await panel.getByText('This part did not load').waitFor();
    expect(await panel.getByRole('button', { name: 'Reload' }).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });
});
