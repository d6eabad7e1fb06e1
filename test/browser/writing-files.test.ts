import { describe, expect, it } from 'vitest';
import { aPicture } from '../builders/pictures.ts';
import { give } from './give.ts';
import { changeSettings } from './room-settings.ts';
import { onStage } from './stage.ts';

describe('Files and voice messages, as they are written', () => {
  // An upload whose way is cut off is something to complain of.
  const stage = onStage({ tolerates: /ERR_FAILED/ });
  const { alone, open, people } = stage;

  it('19: shows a pasted picture before it is sent, with words for those who do not see it', async () => {
    const { ann } = await alone('Pasted');
    await give(ann, 'paste', 'shot.png', 'image/png', await aPicture('png', 320, 200));
    const dialog = ann.page.getByRole('dialog', { name: 'Send this file?' });
    await dialog.getByRole('img').waitFor();
    expect(await ann.rows.count()).toBe(0);
    await dialog.getByLabel('Alt text').fill('A red field');
    await dialog.getByLabel('Caption').fill('Look');
    await dialog.getByRole('button', { name: 'Send' }).click();
    const picture = ann.row('Look').getByRole('img', { name: 'A red field' });
    await picture.waitFor();
    expect(await ann.page.locator('.composer-field').inputValue()).toBe('');
  });

  it('20: takes what is dropped on the chat, and has a button for those who drop nothing', async () => {
    const { ann } = await alone('Dropped');
    // From now on, since a page that is told so late shows the system's own.
    const choosing = ann.page.waitForEvent('filechooser');
    await give(ann, 'drop', 'notes.txt', 'text/plain', Buffer.from('hello'));
    const dialog = ann.page.getByRole('dialog', { name: 'Send this file?' });
    await dialog.getByText('Up to 50 MB').waitFor();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await ann.row('notes.txt').getByRole('button', { name: 'Download notes.txt' }).waitFor();
    const attach = ann.page.getByRole('button', { name: 'Attach files' });
    await attach.focus();
    await ann.page.keyboard.press('Enter');
    await (await choosing).setFiles({ name: 'more.txt', mimeType: 'text/plain', buffer: Buffer.from('more') });
    await ann.row('more.txt').waitFor();
  });

  it('21: says what is allowed before anything is uploaded', async () => {
    const { ann, sessionId } = await alone('Rules');
    const [annAtHttp] = await people('ann');
    await changeSettings(annAtHttp, sessionId, { maxFileSize: 1_048_576, allowedFileTypes: ['image/png'] });
    await ann.page.locator('.attach[title*="Up to 1 MB: pictures."]').waitFor();
    const asked: string[] = [];
    ann.page.on('request', (request) => {
      if (request.postData()?.includes('requestUpload') === true) asked.push('requestUpload');
    });
    await give(ann, 'drop', 'notes.txt', 'text/plain', Buffer.from('hello'));
    const dialog = ann.page.getByRole('dialog', { name: 'Send this file?' });
    await dialog.getByText('It will not be sent: the session takes no such files.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const big = Buffer.alloc(1_048_577);
    await ann.page.locator('.attach-line input').setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer: big });
    await ann.page.locator('.upload').getByText('the file is larger than 1048576 bytes').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send big.png' }).click();
    expect(asked).toEqual([]);
    await changeSettings(annAtHttp, sessionId, { allowFileUploads: false });
    await ann.page.getByRole('button', { name: 'Attach files' }).waitFor({ state: 'detached' });
  });

  it('21: shows how far an upload is, and takes it back', async () => {
    const { ann } = await alone('Cancel');
    let arrived = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    // What goes to the store goes nowhere.
    await ann.page.route(
      (url) => !url.href.startsWith(stage.parley.url),
      () => arrived(),
    );
    const file = { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.alloc(200_000, 'a') };
    const taken = ann.page.waitForRequest((request) => request.postData()?.includes('cancelUpload') === true);
    await ann.page.locator('.attach-line input').setInputFiles(file);
    await begun;
    await ann.page.getByRole('progressbar', { name: 'How much of long.txt is uploaded' }).waitFor();
    await ann.page.locator('.upload').getByText('of 200 KB').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send long.txt' }).click();
    await taken;
    expect(await ann.page.locator('.upload').count()).toBe(0);
    expect(await ann.rows.count()).toBe(0);
  });

  it('21: tries an upload again that was refused', async () => {
    const { ann } = await alone('Again');
    let refusals = 1;
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('requestUpload') !== true || refusals === 0) return route.continue();
      refusals -= 1;
      const message = 'unable to request the upload; the database said no';
      const body = JSON.stringify({ data: { requestUpload: null }, errors: [{ errorType: 'Forbidden', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    const file = { name: 'again.txt', mimeType: 'text/plain', buffer: Buffer.from('again') };
    await ann.page.locator('.attach-line input').setInputFiles(file);
    await ann.page.locator('.upload').getByText('the database said no').waitFor();
    await ann.page.getByRole('button', { name: 'Try again to upload again.txt' }).click();
    await ann.row('again.txt').waitFor();
    expect(await ann.page.locator('.upload').count()).toBe(0);
  });

  it('21: says of a file that it is being looked at, and that it was not taken', async () => {
    const { ann } = await alone('Rejected');
    const eicar = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;
    const file = { name: 'virus.txt', mimeType: 'text/plain', buffer: Buffer.from(eicar) };
    await ann.page.locator('.attach-line input').setInputFiles(file);
    // Looked at before the message was there, it is refused with the message; and else shown in it as what it is.
    await ann
      .row('virus.txt')
      .getByText(/It did not pass the check|Not sent/)
      .first()
      .waitFor();
    expect(await ann.row('virus.txt').getByRole('button', { name: 'Download virus.txt' }).count()).toBe(0);
  });

  it('28: keeps the place of a picture before it is there', async () => {
    const { ann } = await alone('Place');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('fileUrl') === true) await held;
      await route.continue();
    });
    const file = { name: 'wide.png', mimeType: 'image/png', buffer: await aPicture('png', 300, 600) };
    await ann.page.locator('.attach-line input').setInputFiles(file);
    const row = ann.row('wide.png');
    await row.locator('[data-state="CLEAN"]').waitFor();
    const before = await row.boundingBox();
    answer();
    await row.locator('img.file-picture').waitFor();
    expect((await row.boundingBox())?.height).toBe(before?.height);
  });

  it('B1: records a voice message, which the other one plays', async () => {
    const { ann } = await alone('Voice');
    const bob = await open('bob');
    await bob.open(ann.openSession());
    await ann.page.getByRole('button', { name: 'Record a voice message' }).click();
    await ann.page.getByRole('timer').getByText('0:02').waitFor();
    expect(await ann.page.locator('.recorder-levels i').count()).toBeGreaterThan(3);
    await ann.page.getByRole('button', { name: 'Send the voice message' }).click();
    const row = bob.page.locator('.message[data-kind="AUDIO"]');
    await row.locator('.caption').getByText('0:02').waitFor();
    await row.getByRole('button', { name: 'Play' }).click();
    await row.getByRole('button', { name: 'Pause' }).waitFor();
    await row.locator('.sound-time').getByText('0:01').waitFor();
  });

  it('explains why it cannot record where the microphone is refused', async () => {
    const { ann } = await alone('No voice');
    await ann.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await ann.page.getByRole('button', { name: 'Record a voice message' }).click();
    await ann.page.getByRole('alert').getByText('This page may not use your microphone').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send it' }).click();
    await ann.field.waitFor();
  });
});
