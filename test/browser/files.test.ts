import { describe, expect, it } from 'vitest';
import { aPicture } from '../builders/pictures.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

describe('Files on the page', () => {
  const { alone, pair } = onStage({ tolerates: /ERR_FAILED/ });
  const attach = (who: Visitor, name: string, mimeType: string, buffer: Buffer) =>
    who.page.locator('.attach-line input[type=file]').setInputFiles({ name, mimeType, buffer });

  it('a picture is shown to the other one as soon as it was looked at', async () => {
    const { ann, bob } = await pair('Pictures');
    await attach(ann, 'house.png', 'image/png', await aPicture('png', 640, 480));
    for (const who of [ann, bob]) {
      const picture = who.row('house.png').locator('img.file-picture');
      await picture.waitFor();
      await expect
        .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
        .toBe(384);
    }
    await ann.page.locator('.upload').waitFor({ state: 'detached' });
  });

  it('a picture that did not come is asked for again on a press', async () => {
    const { ann, bob } = await pair('Lost pictures');
    await bob.page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('query FileUrl') ? route.abort() : route.continue(),
    );
    await attach(ann, 'house.png', 'image/png', await aPicture('png', 640, 480));
    const row = bob.row('house.png');
    await row.getByText('The picture did not come.').waitFor();
    await bob.page.unroute('**/graphql');
    await row.getByRole('button', { name: 'Try again' }).click();
    await row.locator('img.file-picture').waitFor();
  });

  it('any other file is saved under its name', async () => {
    const { ann, bob } = await pair('Notes');
    await attach(ann, 'Grüße.txt', 'text/plain', Buffer.from('hello'));
    const button = bob.row('Grüße.txt').getByRole('button', { name: 'Download Grüße.txt' });
    await button.waitFor();
    const downloading = bob.page.waitForEvent('download');
    await button.click();
    expect((await downloading).suggestedFilename()).toBe('Grüße.txt');
  });

  it('that Parley does not take is refused in words, and can be put away', async () => {
    const { ann } = await alone('Refused');
    await attach(ann, 'page.html', 'text/html', Buffer.from('<p>'));
    await ann.page.getByText('Unable to request the upload; Parley takes no such files.').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send page.html' }).click();
    await ann.page.locator('.upload').waitFor({ state: 'detached' });
  });
});
