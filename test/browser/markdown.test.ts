import { describe, expect, it } from 'vitest';
import { sideways, stumblingBlocks } from './axe.ts';
import { onStage } from './stage.ts';

const everything = `# A plan
**Bold**, *italic*, ~~gone~~ and \`code\`
on two lines, for @ann

> said before

1. first
2. second

[words](https://example.org/a) and https://example.org/b
\`\`\`python
print("**not bold**")
\`\`\``;

const hostile = `**x** [press](javascript:window.hacked=1) ![pic](https://example.org/p.png)
<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script>
[https://bank.example](https://thief.example)`;

describe('Markdown on the page', () => {
  const { alone, openAt, people, sessionOf } = onStage();

  it('is set as it was meant, within what can be read by everyone', async () => {
    const { ann, bob, sessionId } = await alone('Markdown');
    await bob.send(sessionId, 'm1', everything);
    const bubble = ann.rows.first().locator('.bubble');
    await bubble.locator('.markdown').waitFor();
    expect(await bubble.locator('strong').allTextContents()).toEqual(['A plan', 'Bold']);
    expect(await bubble.locator('em').textContent()).toBe('italic');
    expect(await bubble.locator('del').textContent()).toBe('gone');
    expect(await bubble.locator('p > code').textContent()).toBe('code');
    expect(await bubble.locator('blockquote').textContent()).toBe('said before');
    expect(await bubble.locator('ol > li').allTextContents()).toEqual(['first', 'second']);
    // The base of the page takes the marks off lists; here they are what was written.
    const marker = bubble.locator('ol').evaluate((element) => getComputedStyle(element).listStyleType);
    expect(await marker).toBe('decimal');
    expect(await bubble.locator('.code code').textContent()).toBe('print("**not bold**")');
    await bubble.locator('.code [data-token]').first().waitFor();
    const links = await bubble
      .locator('a')
      .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]));
    expect(links).toEqual([
      ['https://example.org/a', 'noopener noreferrer nofollow'],
      ['https://example.org/b', 'noopener noreferrer nofollow'],
    ]);
    expect(await bubble.getAttribute('dir')).toBe('auto');
    // A heading is as large as a text, and lines end where they did.
    const sizes = await bubble.evaluate((element) => [
      getComputedStyle(element).fontSize,
      ...[...element.querySelectorAll('p, strong, li')].map((part) => getComputedStyle(part).fontSize),
    ]);
    expect(new Set(sizes).size).toBe(1);
    expect(await bubble.locator('.markdown > p').nth(1).innerText()).toBe(
      'Bold, italic, gone and code\non two lines, for @ann',
    );
    expect(await stumblingBlocks(ann.page)).toEqual([]);
    await ann.page.setViewportSize({ width: 320, height: 640 });
    expect(await sideways(ann.page)).toEqual([]);
  });

  it('is its words alone where a message is a line: in the list, and above an answer', async () => {
    const { ann, bob, sessionId } = await alone('Lines');
    await bob.send(sessionId, 'm1', '**Read** [this page](https://example.org/a) about `2 * 3`');
    const words = 'Read this page about 2 * 3';
    await expect.poll(() => ann.inList(sessionId).locator('.session-preview').textContent()).toContain(words);
    await ann.rows.first().hover();
    await ann.rows.first().getByRole('button', { name: 'Actions for the message of Bob' }).click();
    await ann.page.getByRole('menuitem', { name: 'Reply', exact: true }).click();
    await ann.page.locator('.composer-about').getByText(words).waitFor();
    await ann.field.fill('An answer');
    await ann.field.press('Enter');
    expect(await ann.row('An answer').locator('.quote').textContent()).toContain(words);
  });

  it('is nothing that does anything', async () => {
    const { ann, bob, sessionId } = await alone('Hostile');
    await bob.send(sessionId, 'm1', hostile);
    const bubble = ann.rows.first().locator('.bubble');
    await bubble.locator('.markdown strong').waitFor();
    expect(await bubble.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      'https://example.org/p.png',
    ]);
    // What pretends to be an address and is another one is shown as it was typed.
    expect(await bubble.textContent()).toContain('[https://bank.example](https://thief.example)');
    expect(await bubble.locator('img, script').count()).toBe(0);
    expect(await bubble.textContent()).toContain('[press](javascript:window.hacked=1)');
    expect(await bubble.textContent()).toContain('<img src=x onerror="window.hacked=1">');
    expect(await ann.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('moves nothing that is being read when it is set, however late that is', { timeout: 60_000 }, async () => {
    const sessionId = await sessionOf('ann', ['bob'], { name: 'Late' });
    const [bob] = await people('bob');
    for (let at = 0; at < 4; at += 1) await bob.send(sessionId, `m${at}`, `${everything}\n${at}`);
    for (let at = 0; at < 26; at += 1) await bob.send(sessionId, `p${at}`, `Plain ${String.fromCodePoint(97 + at)}`);
    const ann = await openAt('ann', await sessionOf('ann', ['bob'], { name: 'Empty' }));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await ann.page.route(/part-markdown-content/, async (route) => {
      await held;
      await route.continue();
    });
    await ann.open(sessionId);
    await ann.live();
    const painted = (): Promise<unknown> =>
      ann.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await ann.row('Plain n').waitFor();
    const watched = ann.row('Plain n');
    await watched.evaluate((row) => row.scrollIntoView({ block: 'center' }));
    await painted();
    const before = (await watched.boundingBox())?.y;
    expect(await ann.page.locator('.markdown').count()).toBe(0);
    release();
    await ann.page.locator('.markdown').first().waitFor({ state: 'attached' });
    await painted();
    expect((await watched.boundingBox())?.y).toBeCloseTo(before ?? 0, 0);
  });

  it('is written with keys around what is selected, and copied as it was typed', async () => {
    const { ann } = await alone('Keys');
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ann.field.fill('word');
    for (const key of ['Control+b', 'Control+i', 'Control+e']) {
      await ann.field.press('Control+a');
      await ann.field.press(key);
    }
    expect(await ann.field.inputValue()).toBe('`_**word**_`');
    await ann.field.fill('one two');
    await ann.field.press('Shift+Control+ArrowLeft');
    await ann.field.press('Control+b');
    expect(await ann.field.inputValue()).toBe('one **two**');
    await ann.field.press('Control+b');
    expect(await ann.field.inputValue()).toBe('one two');
    await ann.field.press('Control+b');
    await ann.field.press('Enter');
    await ann.row('one two').locator('strong').waitFor();
    await ann.acknowledged.waitFor();
    await ann.rows.first().getByRole('button', { name: 'Actions for the message of you' }).click();
    await ann.page.getByRole('menuitem', { name: 'Copy text' }).click();
    await expect.poll(() => ann.page.evaluate(() => navigator.clipboard.readText())).toBe('one **two**');
    await ann.page.locator('body').press('?');
    await ann.page.getByRole('dialog').getByText('**bold**').waitFor();
  });
});
