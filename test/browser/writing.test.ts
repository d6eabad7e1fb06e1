import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { aPicture } from '../builders/pictures.ts';
import { findBrowser } from '../support/browser.ts';
import type { FoundBrowser } from '../support/browser.ts';
import { SEND } from '../support/graphql.ts';
import type { Person } from '../support/graphql.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import { sideways, smallTargets, stumblingBlocks } from './axe.ts';
import { visit } from './pages.ts';
import type { Visitor } from './pages.ts';

const forms = ['Code', 'Formula', 'Poll', 'Location'] as const;

describe('Writing, and what was written, on the page', () => {
  let found: FoundBrowser;
  let parley: Parley;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    found = await findBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    if (found.browser !== undefined) parley = await startParley();
  });
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.close()));
    visitors = [];
    // Tests that cut the way of a file see their browser complain of it.
    expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
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

  /** Ann, in a new session with Bob, who is at a plain HTTP client. */
  const alone = async (ctx: TestContext, name: string) => {
    const ann = await open(ctx, 'ann');
    const sessionId = await ann.newSession(name, 'Bob');
    await ann.live();
    const [bob] = await people(parley, 'bob');
    return { ann, bob, sessionId };
  };
  const send = (person: Person, sessionId: string, id: string, input: Record<string, unknown>): Promise<unknown> =>
    person.get('sendMessage', SEND, { input: { sessionId, clientMessageId: id, ...input } });
  const settings = (person: Person, sessionId: string, changed: Record<string, unknown>): Promise<unknown> =>
    person.get(
      'updateSessionSettings',
      `mutation Settings($input: UpdateSessionSettingsInput!) { updateSessionSettings(input: $input) { seq } }`,
      { input: { sessionId, settings: changed } },
    );
  const add = async (who: Visitor, name: string): Promise<void> => {
    await who.page.getByRole('button', { name: 'Add to the message' }).click();
    await who.page.getByRole('menuitem', { name, exact: true }).click();
  };
  /** Gives files to the page, as a paste into the field or a drop on the chat does. */
  const give = (who: Visitor, kind: 'paste' | 'drop', name: string, mediaType: string, bytes: Buffer): Promise<void> =>
    who.page.evaluate(
      ([how, fileName, type, encoded]) => {
        const data = new DataTransfer();
        const held = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        data.items.add(new File([held], fileName, { type }));
        if (how === 'paste') {
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector('.composer-field')?.dispatchEvent(event);
          return;
        }
        for (const step of ['dragenter', 'dragover', 'drop']) {
          const event = new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector('.scroller')?.dispatchEvent(event);
        }
      },
      [kind, name, mediaType, bytes.toString('base64')] as const,
    );

  it('14: sends once what is sent twice at once, and what is sent in one tab is no draft in another', async (ctx) => {
    const { ann, sessionId } = await alone(ctx, 'Once');
    const second = await ann.context.newPage();
    await second.goto(ann.page.url());
    await second.locator('[data-user="ann"]').click();
    await second.evaluate((id) => {
      location.hash = `#/s/${id}`;
    }, sessionId);
    const other = second.getByLabel('Message', { exact: true });
    await other.waitFor();
    await ann.field.fill('Only once');
    await expect.poll(() => other.inputValue()).toBe('Only once');
    await ann.page.getByRole('button', { name: 'Send', exact: true }).dblclick();
    await expect.poll(() => other.inputValue()).toBe('');
    await other.press('Enter');
    await ann.acknowledged.waitFor();
    await second.locator('.message').waitFor();
    await ann.say('Then');
    await second.locator('.message', { hasText: 'Then' }).waitFor();
    expect(await second.locator('.message').count()).toBe(2);
    expect(await ann.rows.count()).toBe(2);
    await second.close();
  });

  it('16: leaves Enter to a composition, and to a list that is open; Shift+Enter begins a line', async (ctx) => {
    const { ann } = await alone(ctx, 'Enter');
    await ann.field.pressSequentially('に');
    await ann.field.dispatchEvent('compositionstart');
    await ann.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await ann.field.evaluate((field) => {
      // Safari tells of the end first.
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    expect(await ann.rows.count()).toBe(0);
    await ann.field.press('Shift+Enter');
    await ann.field.pressSequentially('two');
    await ann.field.press('Enter');
    await ann.acknowledged.waitFor();
    expect(await ann.page.locator('.bubble').textContent()).toBe('に\ntwo');
  });

  it('17: edits the last own reply of a thread there', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Thread edit');
    await bob.send(sessionId, 'root', 'The root');
    await ann.row('The root').getByRole('button', { name: 'Actions for the message of bob' }).click();
    await ann.page.getByRole('menuitem', { name: 'Reply in a thread' }).click();
    const thread = ann.page.getByRole('dialog', { name: 'Thread' });
    const field = thread.getByLabel('Message', { exact: true });
    await field.fill('A replay');
    await field.press('Enter');
    await thread.locator('.message[data-own]:is([data-progress="sent"], [data-progress="delivered"])').waitFor();
    await field.press('ArrowUp');
    expect(await field.inputValue()).toBe('A replay');
    await field.fill('A reply');
    await field.press('Enter');
    await thread
      .locator('.message[data-own]', { hasText: 'A reply' })
      .locator('.foot-mark', { hasText: 'edited' })
      .waitFor();
  });

  it('15: keeps a draft per session and thread, also over a closed tab, and forgets it when it is sent', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Drafts');
    const root = await bob.send(sessionId, 'root', 'The root');
    await ann.field.fill('For the session');
    await ann.row('The root').getByRole('button', { name: 'Actions for the message of bob' }).click();
    await ann.page.getByRole('menuitem', { name: 'Reply in a thread' }).click();
    const thread = ann.page.getByRole('dialog', { name: 'Thread' });
    await thread.getByLabel('Message', { exact: true }).fill('For the thread');
    await ann.page.evaluate(() => sessionStorage.clear());
    const stored = await ann.page.evaluate(() => Object.fromEntries(Object.entries<unknown>(localStorage)));
    expect(stored[`parley.draft.ann.${sessionId}`]).toBe('For the session');
    expect(stored[`parley.draft.ann.${sessionId}.${root.id}`]).toBe('For the thread');

    await ann.page.reload();
    await ann.page.locator('[data-user="ann"]').click();
    await ann.open(sessionId);
    expect(await ann.field.inputValue()).toBe('For the session');
    await ann.field.press('Enter');
    await ann.acknowledged.waitFor();
    await ann.page.reload();
    await ann.row('For the session').waitFor();
    expect(await ann.field.inputValue()).toBe('');
  });

  it('17: edits the last own message with Up, and Escape gives the draft back', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Up');
    await ann.say('First');
    await ann.say('Secnod');
    await ann.acknowledged.nth(1).waitFor();
    await bob.send(sessionId, 'b', 'Of somebody else');
    await ann.row('Of somebody else').waitFor();
    await ann.field.press('ArrowUp');
    expect(await ann.field.inputValue()).toBe('Secnod');
    await ann.page.locator('.composer-about').getByText('Editing').waitFor();
    await ann.field.press('Escape');
    expect(await ann.field.inputValue()).toBe('');
    await ann.field.press('ArrowUp');
    await ann.field.fill('Second');
    await ann.field.press('Enter');
    await ann.row('Second').locator('.foot-mark', { hasText: 'edited' }).waitFor();
    expect(await ann.rows.count()).toBe(3);

    // Where something is written, Up moves in it.
    await ann.field.fill('Begun');
    await ann.field.press('ArrowUp');
    expect(await ann.field.inputValue()).toBe('Begun');
  });

  it('17: gives an edit back that the server refused', async (ctx) => {
    const { ann } = await alone(ctx, 'Refused edit');
    await ann.say('Before');
    await ann.acknowledged.waitFor();
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('editMessage') !== true) return route.continue();
      const message = 'unable to edit the message; it is too old';
      const body = JSON.stringify({ data: { editMessage: null }, errors: [{ errorType: 'EditWindowOver', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    await ann.field.press('ArrowUp');
    await ann.field.fill('After');
    await ann.field.press('Enter');
    await ann.page.locator('.toast').getByText('it is too old').waitFor();
    await ann.page.locator('.composer-about').getByText('Editing').waitFor();
    expect(await ann.field.inputValue()).toBe('After');
  });

  it('mentions a member with the keyboard alone, and shows the name to whom it concerns', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Mentions');
    await ann.field.pressSequentially('Look, @b');
    const list = ann.page.getByRole('listbox', { name: 'Members to mention' });
    await list.getByRole('option', { name: 'Bob' }).waitFor();
    expect(await ann.field.getAttribute('aria-activedescendant')).toBe(
      await list.getByRole('option', { selected: true }).getAttribute('id'),
    );
    await ann.field.press('Enter');
    expect(await ann.field.inputValue()).toBe('Look, @Bob ');
    expect(await ann.rows.count()).toBe(0);
    await ann.field.pressSequentially('and mail a@bob.example');
    await ann.field.press('Enter');
    await ann.acknowledged.waitFor();
    expect(await ann.row('Look').locator('.mention').allTextContents()).toEqual(['@Bob']);
    const { mentions } = await bob.get<{ mentions: string[] }>(
      'message',
      `query M($id: ID!) { message(messageId: $id) { mentions } }`,
      { id: await ann.row('Look').getAttribute('data-id') },
    );
    expect(mentions).toEqual(['bob']);
    await send(bob, sessionId, 'm', { content: { text: 'Yes, @Ann and @Cat' }, mentions: ['ann'] });
    await ann.row('Yes').locator('.mention[data-me]').getByText('@Ann').waitFor();
    expect(await ann.row('Yes').locator('.mention').count()).toBe(1);

    await ann.field.pressSequentially('@b');
    await list.waitFor();
    await ann.field.press('Escape');
    await list.waitFor({ state: 'detached' });
    expect(await ann.field.inputValue()).toBe('@b');
  });

  it('puts an emoji where the caret is, found by its name in data of our own', async (ctx) => {
    const { ann } = await alone(ctx, 'Emoji');
    const elsewhere: string[] = [];
    ann.page.on('request', (request) => {
      if (!request.url().startsWith(parley.url)) elsewhere.push(request.url());
    });
    await ann.field.fill('ab');
    await ann.field.press('ArrowLeft');
    await ann.page.getByRole('button', { name: 'Emoji', exact: true }).click();
    await ann.page.getByLabel('Search emoji').fill('party popper');
    await ann.page.locator('[frimousse-emoji][data-active]').getByText('🎉').waitFor();
    await ann.page.keyboard.press('Enter');
    expect(await ann.field.inputValue()).toBe('a🎉b');
    expect(await ann.field.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(elsewhere).toEqual([]);
    await ann.page.getByRole('button', { name: 'Emoji', exact: true }).click();
    await ann.page.getByLabel('Search emoji').press('Escape');
    expect(await ann.page.getByLabel('Search emoji').count()).toBe(0);
  });

  it('says how many characters are left before the limit, and sends none too many', async (ctx) => {
    const { ann } = await alone(ctx, 'Limit');
    const count = ann.page.locator('.count');
    await ann.field.fill('x'.repeat(4400));
    expect(await count.textContent()).toBe('');
    await ann.field.fill('x'.repeat(4600));
    expect(await count.textContent()).toBe('400 characters left');
    await ann.field.fill('x'.repeat(5001));
    expect(await count.textContent()).toBe('1 characters too many');
    await ann.field.press('Enter');
    expect(await ann.rows.count()).toBe(0);
  });

  it('22: takes pasted HTML as the text that it is', async (ctx) => {
    const { ann } = await alone(ctx, 'Paste');
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ann.page.evaluate(async () => {
      const html = new Blob(['<b onclick="x()">bold</b><script>window.hacked = 1</script>'], { type: 'text/html' });
      const text = new Blob(['bold'], { type: 'text/plain' });
      await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': text })]);
    });
    await ann.field.focus();
    await ann.page.keyboard.press('Control+v');
    expect(await ann.field.inputValue()).toBe('bold');
    expect(await ann.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('19: shows a pasted picture before it is sent, with words for those who do not see it', async (ctx) => {
    const { ann } = await alone(ctx, 'Pasted');
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

  it('20: takes what is dropped on the chat, and has a button for those who drop nothing', async (ctx) => {
    const { ann } = await alone(ctx, 'Dropped');
    await give(ann, 'drop', 'notes.txt', 'text/plain', Buffer.from('hello'));
    const dialog = ann.page.getByRole('dialog', { name: 'Send this file?' });
    await dialog.getByText('Up to 50 MB').waitFor();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await ann.row('notes.txt').getByRole('button', { name: 'Download notes.txt' }).waitFor();
    const attach = ann.page.getByRole('button', { name: 'Attach files' });
    await attach.focus();
    const choosing = ann.page.waitForEvent('filechooser');
    await ann.page.keyboard.press('Enter');
    await (await choosing).setFiles({ name: 'more.txt', mimeType: 'text/plain', buffer: Buffer.from('more') });
    await ann.row('more.txt').waitFor();
  });

  it('21: says what is allowed before anything is uploaded', async (ctx) => {
    const { ann, sessionId } = await alone(ctx, 'Rules');
    const [annAtHttp] = await people(parley, 'ann');
    await settings(annAtHttp, sessionId, { maxFileSize: 1_048_576, allowedFileTypes: ['image/png'] });
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
    await settings(annAtHttp, sessionId, { allowFileUploads: false });
    await ann.page.getByRole('button', { name: 'Attach files' }).waitFor({ state: 'detached' });
  });

  it('21: shows how far an upload is, and takes it back', async (ctx) => {
    const { ann } = await alone(ctx, 'Cancel');
    let arrived = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    // What goes to the store goes nowhere.
    await ann.page.route(
      (url) => !url.href.startsWith(parley.url),
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

  it('21: tries an upload again that was refused', async (ctx) => {
    const { ann } = await alone(ctx, 'Again');
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
    await ann.page.getByRole('button', { name: 'Upload again.txt again' }).click();
    await ann.row('again.txt').waitFor();
    expect(await ann.page.locator('.upload').count()).toBe(0);
  });

  it('21: says of a file that it is being looked at, and that it was not taken', async (ctx) => {
    const { ann } = await alone(ctx, 'Rejected');
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

  it('28: keeps the place of a picture before it is there', async (ctx) => {
    const { ann } = await alone(ctx, 'Place');
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

  it('23: makes links of addresses on the web and of nothing else', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Links');
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

  it('25: enlarges one to three emoji, and no more', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Large');
    for (const [at, text] of ['👍🏽', '🎉 ❤️ 👨‍👩‍👧', '🎉🎉🎉🎉', '12', '©', '🎉 yes'].entries()) {
      await bob.send(sessionId, `e${at}`, text);
    }
    await ann.row('🎉 yes').waitFor();
    expect(await ann.page.locator('.emoji-only').allTextContents()).toEqual(['👍🏽', '🎉 ❤️ 👨‍👩‍👧']);
  });

  it('26: highlights code, copies it, and scrolls it inside its message', async (ctx) => {
    const { ann } = await alone(ctx, 'Code');
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const source = `const s = '<img src=x onerror="window.hacked=1">'; // ${'long '.repeat(60)}\nreturn s;\n`;
    await add(ann, 'Code');
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

  it('27: sets a formula as it is written, and shows the source of bad TeX', async (ctx) => {
    const { ann } = await alone(ctx, 'TeX');
    await add(ann, 'Formula');
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

  it('B15: asks in a poll, counts exactly, and names who voted where that is allowed', async (ctx) => {
    const { ann } = await alone(ctx, 'Ask');
    const bob = await open(ctx, 'bob');
    await bob.open(ann.openSession());
    await add(ann, 'Poll');
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

  it('asks for the place on a press alone, and says why there is none', async (ctx) => {
    const { ann } = await alone(ctx, 'Where');
    await ann.context.setGeolocation({ latitude: 48.2, longitude: 16.37 });
    await add(ann, 'Location');
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

  it('B1: records a voice message, which the other one plays', async (ctx) => {
    const { ann } = await alone(ctx, 'Voice');
    const bob = await open(ctx, 'bob');
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

  it('explains why it cannot record where the microphone is refused', async (ctx) => {
    const { ann } = await alone(ctx, 'No voice');
    await ann.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await ann.page.getByRole('button', { name: 'Record a voice message' }).click();
    await ann.page.getByRole('alert').getByText('This page may not use your microphone').waitFor();
    await ann.page.getByRole('button', { name: 'Do not send it' }).click();
    await ann.field.waitFor();
  });

  it('B10: writes under an alias where the session allows it, until it is told otherwise', async (ctx) => {
    const { ann, sessionId } = await alone(ctx, 'Alias');
    await ann.page.getByRole('button', { name: 'Add to the message' }).click();
    expect(await ann.page.getByRole('menuitem', { name: 'Write anonymously' }).count()).toBe(0);
    await ann.page.keyboard.press('Escape');
    const [annAtHttp] = await people(parley, 'ann');
    await settings(annAtHttp, sessionId, { allowAnonymous: true });
    await ann.page.locator('.system[data-event="SETTINGS_CHANGED"]').waitFor();
    await add(ann, 'Write anonymously');
    await ann.page.locator('.composer-alias').getByText('You write').waitFor();
    await ann.say('Guess who');
    await ann.acknowledged.waitFor();
    await ann.row('Guess who').locator('.foot-mark', { hasText: 'anonymous' }).waitFor();
    await ann.page.getByRole('button', { name: 'Write under my own name' }).click();
    await ann.say('It was me');
    await ann.acknowledged.nth(1).waitFor();
    expect(await ann.row('It was me').locator('.foot-mark').getByText('anonymous').count()).toBe(0);
  });

  it('counts down slow mode, and says to whom is muted how long that lasts', async (ctx) => {
    const ann = await open(ctx, 'ann');
    const [bob] = await people(parley, 'bob');
    const { id } = await bob.createSession(['ann'], { name: 'Slow' });
    await settings(bob, id, { slowModeSeconds: 30 });
    await ann.open(id);
    await ann.live();
    await ann.say('One');
    await ann.acknowledged.waitFor();
    await ann.say('Two');
    await ann.page
      .locator('.composer-hold')
      .getByText(/Slow mode: your next message is sent in 0:\d\d/)
      .waitFor();
    const until = new Date(Date.now() + 300_000).toISOString();
    await bob.get(
      'muteMember',
      `mutation Mute($s: ID!, $u: AWSDateTime!) { muteMember(sessionId: $s, userId: "ann", until: $u) { seq } }`,
      {
        s: id,
        u: until,
      },
    );
    await ann.page
      .locator('.composer-closed')
      .getByText(/You are muted here. You can write again in [45]:\d\d/)
      .waitFor();
    expect(await ann.field.isVisible()).toBe(false);
  });

  it('37, 38: what is written with, and every kind that is shown, has names, contrast and room', async (ctx) => {
    const { ann, bob, sessionId } = await alone(ctx, 'Access');
    const source = '// A comment\nconst text = "words" + 12;\nexport class Name { value: number; }\n';
    await send(bob, sessionId, 'c', { kind: 'CODE', content: { code: { language: 'TYPESCRIPT', source } } });
    await send(bob, sessionId, 'f', { kind: 'MATH_FORMULA', content: { formula: { tex: '\\frac{1}{2}' } } });
    const poll = { question: 'When?', options: ['Monday', 'Tuesday'] };
    await send(bob, sessionId, 'p', { kind: 'POLL', content: { poll } });
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
      await add(ann, name);
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
