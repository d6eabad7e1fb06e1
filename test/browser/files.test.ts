import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { aPicture } from '../builders/pictures.ts';
import { findBrowser } from '../support/browser.ts';
import type { FoundBrowser } from '../support/browser.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { visit } from './pages.ts';
import type { Visitor } from './pages.ts';

describe('Files on the page', () => {
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
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    if (found.browser === undefined) return;
    await found.browser.close();
    await parley.stop();
  });

  const open = async (ctx: TestContext, userId: 'ann' | 'bob'): Promise<Visitor> => {
    if (found.browser === undefined) return ctx.skip(found.missing);
    const visitor = await visit(found.browser, parley.url, userId);
    visitors.push(visitor);
    return visitor;
  };
  const pair = async (ctx: TestContext, name: string) => {
    const [ann, bob] = [await open(ctx, 'ann'), await open(ctx, 'bob')];
    await bob.open(await ann.newSession(name, 'Bob'));
    await Promise.all([ann.live(), bob.live()]);
    return { ann, bob };
  };
  const attach = (who: Visitor, name: string, mimeType: string, buffer: Buffer) =>
    who.page.locator('.attach-line input[type=file]').setInputFiles({ name, mimeType, buffer });

  it('a picture is shown to the other one as soon as it was looked at', async (ctx) => {
    const { ann, bob } = await pair(ctx, 'Pictures');
    await attach(ann, 'house.png', 'image/png', await aPicture('png', 640, 480));
    for (const who of [ann, bob]) {
      const picture = who.row('house.png').locator('img.file-picture');
      await picture.waitFor();
      await expect
        .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
        .toBe(384);
    }
    expect(await ann.page.locator('.upload').count()).toBe(0);
  });

  it('any other file is saved under its name', async (ctx) => {
    const { ann, bob } = await pair(ctx, 'Notes');
    await attach(ann, 'Grüße.txt', 'text/plain', Buffer.from('hello'));
    const button = bob.row('Grüße.txt').getByRole('button', { name: 'Download Grüße.txt' });
    await button.waitFor();
    const downloading = bob.page.waitForEvent('download');
    await button.click();
    expect((await downloading).suggestedFilename()).toBe('Grüße.txt');
  });

  it('that Parley does not take is refused in words, and can be put away', async (ctx) => {
    const { ann } = await pair(ctx, 'Refused');
    await attach(ann, 'page.html', 'text/html', Buffer.from('<p>'));
    await ann.page.getByText('Unable to request the upload; Parley takes no such files.').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send page.html' }).click();
    expect(await ann.page.locator('.upload').count()).toBe(0);
  });
});
