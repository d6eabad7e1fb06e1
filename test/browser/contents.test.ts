import { describe, expect, it } from 'vitest';
import { aPicture } from '../builders/pictures.ts';
import { sideways, smallTargets, stumblingBlocks } from './axe.ts';
import { give } from './give.ts';
import { onStage } from './stage.ts';

const forms = ['Code', 'Formula', 'Poll', 'Location'] as const;

describe('Everything that a message can be', () => {
  const { alone, open } = onStage();

  it('23: makes links of addresses on the web and of nothing else', async () => {
    const { ann, bob, sessionId } = await alone('Links');
    const text = 'See https://example.org/a_(b), or (http://example.com/x). javascript:alert(1) data:text/html,x';
    await bob.send(sessionId, 'links', text);
    const row = ann.row('See ');
    await row.waitFor();
    expect(await row.locator('.bubble').textContent()).toBe(text);
    const links = await row
      .locator('.bubble a')
      .evaluateAll((all) =>
        all.map((link) => [link.textContent, link.getAttribute('href'), link.getAttribute('target')]),
      );
    expect(links).toEqual([
      ['https://example.org/a_(b)', 'https://example.org/a_(b)', '_blank'],
      ['http://example.com/x', 'http://example.com/x', '_blank'],
    ]);
    expect(await row.locator('.bubble a').first().getAttribute('rel')).toContain('noopener');
  });

  it('25: enlarges one to three emoji, and no more', async () => {
    const { ann, bob, sessionId } = await alone('Large');
    for (const [at, text] of ['👍🏽', '🎉 ❤️ 👨‍👩‍👧', '🎉🎉🎉🎉', '12', '©', '🎉 yes'].entries()) {
      await bob.send(sessionId, `e${at}`, text);
    }
    await ann.row('🎉 yes').waitFor();
    expect(await ann.page.locator('.emoji-only').allTextContents()).toEqual(['👍🏽', '🎉 ❤️ 👨‍👩‍👧']);
  });

  it('26: highlights code, copies it, and scrolls it inside its message', async () => {
    const { ann } = await alone('Code');
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const source = `const s = '<img src=x onerror="window.hacked=1">'; // ${'long '.repeat(60)}\nreturn s;\n`;
    await ann.add('Code');
    const dialog = ann.page.getByRole('dialog', { name: 'Code' });
    await dialog.getByLabel('Language').selectOption('TypeScript');
    await dialog.getByLabel('Code', { exact: true }).fill(source);
    await dialog.getByRole('button', { name: 'Send' }).click();
    const row = ann.page.locator('.message[data-kind="CODE"]');
    await row.locator('[data-token="keyword"]').first().getByText('const').waitFor();
    expect(await row.locator('[data-token="string"]').first().textContent()).toContain('<img src=x');
    expect(await row.locator('pre').textContent()).toBe(source);
    expect(await ann.page.evaluate(() => 'hacked' in window)).toBe(false);
    await row.getByRole('button', { name: 'Copy the code' }).click();
    await row.getByText('Copied').waitFor();
    expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(source);
    const frame = row.getByRole('group', { name: 'TypeScript code' });
    expect(await frame.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    expect(await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);

    // Code is written anew where it was written first.
    await ann.acknowledged.waitFor();
    await ann.field.press('ArrowUp');
    await dialog.getByLabel('Code', { exact: true }).fill('let t = 1;\n');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => row.locator('pre').textContent()).toBe('let t = 1;\n');
    expect(await ann.rows.count()).toBe(1);
  });

  it('27: sets a formula as it is written, and shows the source of bad TeX', async () => {
    const { ann } = await alone('TeX');
    await ann.add('Formula');
    const dialog = ann.page.getByRole('dialog', { name: 'Formula' });
    const tex = dialog.getByLabel('TeX', { exact: true });
    await tex.fill('\\frac{1}{');
    await dialog.getByText('This TeX cannot be set').waitFor();
    expect(await dialog.locator('.formula').isVisible()).toBe(true);
    await tex.fill('\\href{javascript:alert(1)}{x}');
    await dialog.locator('.katex').waitFor();
    expect(await dialog.locator('a').count()).toBe(0);
    await tex.fill('\\frac{1}{2}');
    await dialog.locator('.katex .mfrac').waitFor();
    await dialog.getByRole('button', { name: 'Send' }).click();
    const row = ann.page.locator('.message[data-kind="MATH_FORMULA"]');
    await row.locator('.katex .mfrac').waitFor();
    const font = () =>
      ann.page.evaluate(() =>
        [...document.fonts].some((face) => face.family.includes('KaTeX') && face.status === 'loaded'),
      );
    await expect.poll(font).toBe(true);
    expect(await row.locator('.formula').isVisible()).toBe(false);
  });

  it('B15: asks in a poll, counts exactly, and names who voted where that is allowed', async () => {
    const { ann } = await alone('Ask');
    const bob = await open('bob');
    await bob.open(ann.openSession());
    await ann.add('Poll');
    const dialog = ann.page.getByRole('dialog', { name: 'Poll' });
    await dialog.getByLabel('Question').fill('When?');
    await dialog.getByLabel('Answer 1', { exact: true }).fill('Monday');
    await dialog.getByLabel('Answer 2', { exact: true }).fill('Monday');
    await dialog.getByText('Two answers are the same.').waitFor();
    await dialog.getByLabel('Answer 2', { exact: true }).fill('Tuesday');
    await dialog.getByRole('button', { name: 'Another answer' }).click();
    await dialog.getByLabel('Answer 3', { exact: true }).fill('Never');
    await dialog.getByLabel('Several answers may be chosen').check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    for (const name of ['Monday', 'Tuesday']) await bob.page.getByRole('button', { name }).click();
    await ann.page.getByRole('button', { name: 'Tuesday 1 vote' }).waitFor();
    await ann.page.getByRole('button', { name: 'Monday' }).click();
    await bob.page.getByRole('button', { name: 'Monday 2 votes' }).waitFor();
    await bob.page.getByText('2 voters · several answers').waitFor();
    await bob.page.getByRole('button', { name: 'Who voted' }).click();
    const voters = bob.page.getByRole('dialog', { name: 'Who voted' });
    await voters.locator('.voters', { hasText: 'Monday' }).getByText('Ann, Bob').waitFor();
    expect(await voters.locator('.voters', { hasText: 'Never' }).getByText('0 votes').count()).toBe(1);
  });

  it('asks for the place on a press alone, and says why there is none', async () => {
    const { ann } = await alone('Where');
    await ann.context.setGeolocation({ latitude: 48.2, longitude: 16.37 });
    await ann.add('Location');
    const dialog = ann.page.getByRole('dialog', { name: 'Location' });
    await dialog.getByRole('button', { name: 'Find where I am' }).click();
    await dialog.getByRole('alert').getByText('This page may not know where you are').waitFor();
    await ann.context.grantPermissions(['geolocation']);
    await dialog.getByRole('button', { name: 'Find where I am' }).click();
    await dialog.getByText('48.20000, 16.37000').waitFor();
    await dialog.getByLabel('What is there').fill('The café');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await ann.page.getByRole('link', { name: 'The café' }).waitFor();
  });

  it('37, 38: what is written with, and every kind that is shown, has names, contrast and room', async () => {
    const { ann, bob, sessionId } = await alone('Access');
    const source = '// A comment\nconst text = "words" + 12;\nexport class Name { value: number; }\n';
    await bob.post(sessionId, 'c', { kind: 'CODE', content: { code: { language: 'TYPESCRIPT', source } } });
    await bob.post(sessionId, 'f', { kind: 'MATH_FORMULA', content: { formula: { tex: '\\frac{1}{2}' } } });
    const poll = { question: 'When?', options: ['Monday', 'Tuesday'] };
    await bob.post(sessionId, 'p', { kind: 'POLL', content: { poll } });
    await bob.send(sessionId, 't', 'See https://example.org');
    await ann.say('Mine, with https://example.org and @bob');
    const file = { name: 'a.png', mimeType: 'image/png', buffer: await aPicture('png', 64, 64) };
    await ann.page.locator('.attach-line input').setInputFiles(file);
    await ann.row('a.png').locator('img').waitFor();
    await ann.page.locator('.katex').waitFor();
    await ann.page.locator('[data-token]').first().waitFor();
    await ann.field.fill('@b');
    await ann.page.getByRole('listbox').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await stumblingBlocks(ann.page)).toEqual([]);
      expect(await smallTargets(ann.page)).toEqual([]);
    }
    await ann.page.setViewportSize({ width: 320, height: 640 });
    expect(await sideways(ann.page)).toEqual([]);
    await ann.field.fill('');
    for (const name of forms) {
      await ann.add(name);
      await ann.page.getByRole('dialog', { name }).getByRole('button', { name: 'Cancel' }).waitFor();
      expect(await stumblingBlocks(ann.page)).toEqual([]);
      expect(await smallTargets(ann.page)).toEqual([]);
      expect(await sideways(ann.page)).toEqual([]);
      await ann.page.keyboard.press('Escape');
      await ann.page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
    }
    await give(ann, 'paste', 'shot.png', 'image/png', await aPicture('png', 320, 200));
    await ann.page.getByRole('dialog', { name: 'Send this file?' }).getByRole('img').waitFor();
    expect(await stumblingBlocks(ann.page)).toEqual([]);
    expect(await sideways(ann.page)).toEqual([]);
  });
});
