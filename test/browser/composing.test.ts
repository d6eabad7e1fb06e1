import { describe, expect, it } from 'vitest';
import { changeSettings } from './room-settings.ts';
import { onStage } from './stage.ts';

describe('Composing a message', () => {
  const stage = onStage();
  const { alone, open, people } = stage;

  it('14: sends once what is sent twice at once, and what is sent in one tab is no draft in another', async () => {
    const { ann, sessionId } = await alone('Once');
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

  it('16: leaves Enter to a composition, and to a list that is open; Shift+Enter begins a line', async () => {
    const { ann } = await alone('Enter');
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

  it('17: edits the last own reply of a thread there', async () => {
    const { ann, bob, sessionId } = await alone('Thread edit');
    await bob.send(sessionId, 'root', 'The root');
    await ann.row('The root').getByRole('button', { name: 'Actions for the message of bob' }).click();
    await ann.page.getByRole('menuitem', { name: 'Reply in a thread' }).click();
    const thread = ann.page.getByRole('dialog', { name: 'Thread' });
    const field = thread.getByLabel('Message', { exact: true });
    await field.fill('A replay');
    await field.press('Enter');
    await thread.locator('.message[data-own]:is([data-progress="sent"], [data-progress="delivered"])').waitFor();
    await field.press('ArrowUp');
    await ann.editing();
    expect(await field.inputValue()).toBe('A replay');
    await field.fill('A reply');
    await field.press('Enter');
    await thread
      .locator('.message[data-own]', { hasText: 'A reply' })
      .locator('.foot-mark', { hasText: 'edited' })
      .waitFor();
  });

  it('15: keeps a draft per session and thread, also over a closed tab, and forgets it when it is sent', async () => {
    const { ann, bob, sessionId } = await alone('Drafts');
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

  it('17: edits the last own message with Up, and Escape gives the draft back', async () => {
    const { ann, bob, sessionId } = await alone('Up');
    await ann.say('First');
    await ann.say('Secnod');
    await ann.acknowledged.nth(1).waitFor();
    await bob.send(sessionId, 'b', 'Of somebody else');
    await ann.row('Of somebody else').waitFor();
    await ann.field.press('ArrowUp');
    await ann.editing();
    expect(await ann.field.inputValue()).toBe('Secnod');
    await ann.field.press('Escape');
    expect(await ann.field.inputValue()).toBe('');
    await ann.field.press('ArrowUp');
    await ann.editing();
    await ann.field.fill('Second');
    await ann.field.press('Enter');
    await ann.row('Second').locator('.foot-mark', { hasText: 'edited' }).waitFor();
    expect(await ann.rows.count()).toBe(3);

    // Where something is written, Up moves in it.
    await ann.field.fill('Begun');
    await ann.field.press('ArrowUp');
    expect(await ann.field.inputValue()).toBe('Begun');
  });

  it('17: gives an edit back that the server refused', async () => {
    const { ann } = await alone('Refused edit');
    await ann.say('Before');
    await ann.acknowledged.waitFor();
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('editMessage') !== true) return route.continue();
      const message = 'unable to edit the message; it is too old';
      const body = JSON.stringify({ data: { editMessage: null }, errors: [{ errorType: 'EditWindowOver', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    await ann.field.press('ArrowUp');
    await ann.editing();
    await ann.field.fill('After');
    await ann.field.press('Enter');
    await ann.page.locator('.toast').getByText('it is too old').waitFor();
    await ann.page.locator('.composer-about').getByText('Editing').waitFor();
    expect(await ann.field.inputValue()).toBe('After');
  });

  it('mentions a member with the keyboard alone, and shows the name to whom it concerns', async () => {
    const { ann, bob, sessionId } = await alone('Mentions');
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
    await bob.post(sessionId, 'm', { content: { text: 'Yes, @Ann and @Cat' }, mentions: ['ann'] });
    await ann.row('Yes').locator('.mention[data-me]').getByText('@Ann').waitFor();
    expect(await ann.row('Yes').locator('.mention').count()).toBe(1);

    await ann.field.pressSequentially('@b');
    await list.waitFor();
    await ann.field.press('Escape');
    await list.waitFor({ state: 'detached' });
    expect(await ann.field.inputValue()).toBe('@b');
  });

  it('puts an emoji where the caret is, found by its name in data of our own', async () => {
    const { ann } = await alone('Emoji');
    const elsewhere: string[] = [];
    ann.page.on('request', (request) => {
      if (!request.url().startsWith(stage.parley.url)) elsewhere.push(request.url());
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

  it('says how many characters are left before the limit, and sends none too many', async () => {
    const { ann } = await alone('Limit');
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

  it('22: takes pasted HTML as the text that it is', async () => {
    const { ann } = await alone('Paste');
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ann.page.evaluate(async () => {
      const html = new Blob(['<b onclick="x()">bold</b><script>window.hacked = 1</script>'], { type: 'text/html' });
      const text = new Blob(['bold'], { type: 'text/plain' });
      await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': text })]);
    });
    await ann.field.focus();
    await ann.page.keyboard.press('Control+v');
    await expect.poll(() => ann.field.inputValue()).toBe('bold');
    expect(await ann.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('B10: writes under an alias where the session allows it, until it is told otherwise', async () => {
    const { ann, sessionId } = await alone('Alias');
    await ann.page.getByRole('button', { name: 'Add to the message' }).click();
    await ann.page.getByRole('menuitem', { name: 'Poll', exact: true }).waitFor();
    expect(await ann.page.getByRole('menuitem', { name: 'Write anonymously' }).count()).toBe(0);
    await ann.page.keyboard.press('Escape');
    const [annAtHttp] = await people('ann');
    await changeSettings(annAtHttp, sessionId, { allowAnonymous: true });
    await ann.page.locator('.system[data-event="SETTINGS_CHANGED"]').waitFor();
    await ann.add('Write anonymously');
    await ann.page.locator('.composer-alias').getByText('You write').waitFor();
    await ann.say('Guess who');
    await ann.acknowledged.waitFor();
    await ann.row('Guess who').locator('.foot-mark', { hasText: 'anonymous' }).waitFor();
    await ann.page.getByRole('button', { name: 'Write under my own name' }).click();
    await ann.say('It was me');
    await ann.acknowledged.nth(1).waitFor();
    expect(await ann.row('It was me').locator('.foot-mark').getByText('anonymous').count()).toBe(0);
  });

  it('counts down slow mode, and says to whom is muted how long that lasts', async () => {
    const ann = await open('ann');
    const [bob] = await people('bob');
    const { id } = await bob.createSession(['ann'], { name: 'Slow' });
    await changeSettings(bob, id, { slowModeSeconds: 30 });
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
});
