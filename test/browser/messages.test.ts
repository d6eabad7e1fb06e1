import { describe, expect, it } from 'vitest';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

describe('The page, beyond plain text', () => {
  const { alone, open, pair, people } = onStage();

  it('shows every kind readably, and whatever was typed as text', async () => {
    const { ann, bob, sessionId } = await alone('Kinds');
    const hostile = '<img src=x onerror="window.hacked=1">';
    const source = `print('${hostile}')\n`;
    await bob.post(sessionId, 'code', { kind: 'CODE', content: { code: { language: 'PYTHON', source } } });
    await bob.post(sessionId, 'math', { kind: 'MATH_FORMULA', content: { formula: { tex: '\\frac{1}{2}' } } });
    const place = { latitude: 51.5, longitude: -0.12, label: 'javascript:alert(1)' };
    await bob.post(sessionId, 'where', { kind: 'LOCATION', content: { location: place } });
    const poll = { question: `Which ${hostile}?`, options: [hostile, 'the other'] };
    await bob.post(sessionId, 'poll', { kind: 'POLL', content: { poll } });

    const code = ann.page.locator('.message[data-kind="CODE"]');
    await code.waitFor();
    expect(await code.locator('pre').textContent()).toBe(source);
    expect(await code.locator('.caption').textContent()).toBe('Python · 1 line');
    expect(await ann.page.locator('.formula').textContent()).toBe('\\frac{1}{2}');
    const link = ann.page.getByRole('link', { name: 'javascript:alert(1)', exact: true });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/www\.openstreetmap\.org\//);
    expect(await link.getAttribute('rel')).toContain('noopener');
    await ann.page.locator('.question').getByText(hostile).waitFor();
    expect(await ann.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await ann.page.locator('img').count()).toBe(0);
  });

  it('votes in a poll, and closes it', async () => {
    const { ann, bob, sessionId } = await pair('Poll');
    const [bobAtHttp] = await people('bob');
    const poll = { question: 'When?', options: ['Monday', 'Tuesday'] };
    await bobAtHttp.post(sessionId, 'poll', { kind: 'POLL', content: { poll } });
    const option = (visitor: Visitor, name: string) => visitor.page.getByRole('button', { name });
    await option(ann, 'Monday').click();
    await option(bob, 'Monday').getByText('1 vote').waitFor();
    await ann.page.locator('.option[aria-pressed="true"]', { hasText: 'Monday' }).waitFor();
    await option(ann, 'Tuesday').click();
    await option(bob, 'Tuesday').getByText('1 vote').waitFor();
    await option(bob, 'Monday').getByText('0 votes').waitFor();
    await bob.page.getByRole('button', { name: 'Close the poll' }).click();
    await ann.page.getByText('1 voter · closed').waitFor();
    expect(await option(ann, 'Monday').isDisabled()).toBe(true);
  });

  it('reacts, replies, edits and deletes, by keyboard alone, and the other sees it at once', async () => {
    const { ann, bob } = await pair('Actions');
    await ann.say('A question');
    await bob.row('A question').waitFor();

    const more = bob.row('A question').getByRole('button', { name: 'Actions for the message of Ann' });
    await more.focus();
    await bob.page.keyboard.press('Enter');
    const menu = bob.page.getByRole('menu', { name: 'What to do' });
    await menu.waitFor();
    await bob.page.keyboard.press('ArrowRight');
    await bob.page.keyboard.press('ArrowLeft');
    await bob.page.keyboard.press('Enter');
    await ann.row('A question').getByRole('button', { name: '👍, 1' }).waitFor();
    const own = bob.row('A question').getByRole('button', { name: '👍, 1, yours among them' });
    await own.waitFor();
    await own.click();
    await ann.page.locator('.reaction').waitFor({ state: 'detached' });

    await more.click();
    await menu.getByRole('menuitem', { name: 'Reply', exact: true }).click();
    await bob.page.getByText('Replying to Ann').waitFor();
    await bob.field.pressSequentially('An answer');
    await bob.field.press('Enter');
    await ann.row('An answer').locator('.quote').getByText('A question').waitFor();

    const mine = ann.page.locator('.message[data-own]');
    await mine.hover();
    await mine.getByRole('button', { name: 'Actions for the message of you' }).click();
    await ann.page.getByRole('menuitem', { name: 'Edit' }).click();
    await ann.editing();
    expect(await ann.field.inputValue()).toBe('A question');
    await ann.field.fill('A better question');
    await ann.field.press('Enter');
    await bob.row('A better question').first().waitFor();
    await bob.page.locator('.foot-mark', { hasText: 'edited' }).waitFor();
    await bob.row('An answer').locator('.quote').getByText('A better question').waitFor();

    await mine.getByRole('button', { name: 'Actions for the message of you' }).click();
    await ann.page.getByRole('menuitem', { name: 'Delete' }).click();
    await bob.page.locator('.message[data-deleted]').getByText('This message was deleted').waitFor();
    await bob.row('An answer').locator('.quote').getByText('This message was deleted').waitFor();
    expect(await bob.rows.count()).toBe(2);
  });

  it('talks in a thread, apart from the course of the session', async () => {
    const { ann, bob } = await pair('Threads');
    await ann.say('The root');
    await bob.row('The root').getByRole('button', { name: 'Actions for the message of Ann' }).click();
    await bob.page.getByRole('menuitem', { name: 'Reply in a thread' }).click();
    const atBob = bob.page.getByRole('dialog', { name: 'Thread' });
    await atBob.getByLabel('Message', { exact: true }).fill('In the thread');
    await bob.page.keyboard.press('Enter');
    await ann.page.getByRole('button', { name: '1 reply' }).click();
    const atAnn = ann.page.getByRole('dialog', { name: 'Thread' });
    await atAnn.locator('.bubble').getByText('In the thread').waitFor();
    await atAnn.getByLabel('Message', { exact: true }).fill('An answer there');
    await ann.page.keyboard.press('Enter');
    await atBob.locator('.bubble').getByText('An answer there').waitFor();
    expect(await atBob.locator('.bubble').allTextContents()).toEqual(['The root', 'In the thread', 'An answer there']);
    await atBob.locator('.message').nth(2).getByRole('button', { name: 'Actions for the message of Ann' }).click();
    await bob.page.getByRole('menuitem', { name: 'React with 🎉' }).click();
    await atAnn.getByRole('button', { name: '🎉, 1' }).waitFor();
    await bob.page.keyboard.press('Escape');
    expect(await bob.page.locator('.scroller .bubble').allTextContents()).toEqual(['The root']);
  });

  it('pins a message and takes the pin away, where that is permitted', async () => {
    const { ann, bob } = await pair('Pins');
    await ann.say('Keep this');
    await bob.row('Keep this').waitFor();
    const choose = async (name: string): Promise<void> => {
      await ann.row('Keep this').getByRole('button', { name: 'Actions for the message of you' }).click();
      await ann.page.getByRole('menuitem', { name, exact: true }).click();
    };
    await choose('Pin');
    await bob.page.locator('.system').getByText('Ann pinned a message').waitFor();
    // Whether it is pinned is asked for a moment after it was told.
    const offersUnpin = async (): Promise<boolean> => {
      await ann.row('Keep this').getByRole('button', { name: 'Actions for the message of you' }).click();
      const offers = await ann.page.getByRole('menuitem', { name: 'Unpin' }).isVisible();
      await ann.page.keyboard.press('Escape');
      await ann.page.getByRole('menu').waitFor({ state: 'detached' });
      return offers;
    };
    await expect.poll(offersUnpin, { timeout: 10_000 }).toBe(true);
    await choose('Unpin');
    await bob.page.locator('.system').getByText('Ann took a pin away').waitFor();
    await bob.row('Keep this').getByRole('button', { name: 'Actions for the message of Ann' }).click();
    await bob.page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
    expect(await bob.page.getByRole('menuitem', { name: 'Pin' }).count()).toBe(0);
    expect(await bob.page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
  });

  it('closes a menu with Escape, and gives the focus back', async () => {
    const { ann } = await alone('Menu');
    await ann.say('Hello');
    await ann.acknowledged.waitFor();
    const more = ann.row('Hello').getByRole('button', { name: 'Actions for the message of you' });
    await more.focus();
    await ann.page.keyboard.press('Enter');
    await ann.page.getByRole('menu').waitFor();
    await ann.page.keyboard.press('Escape');
    await ann.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await more.evaluate((button) => document.activeElement === button)).toBe(true);
  });

  it('says how far an own message got: sent, delivered, read', async () => {
    const { ann, bob } = await pair('Ticks');
    await ann.say('Seen at once');
    await ann.page.locator('.message[data-progress="read"]').waitFor();
    expect(await ann.row('Seen at once').locator('.progress').textContent()).toBe('Read');
    await bob.leave();
    await ann.say('Only received');
    await ann.page.locator('.message[data-progress="delivered"]').waitFor();
    expect(await ann.row('Only received').locator('.progress').textContent()).toBe('Delivered');
  });

  it('tells what becomes of a session, and renames it for everyone', async () => {
    const { ann, bob, sessionId } = await pair('Before');
    await ann.page.getByRole('button', { name: 'Members' }).click();
    const panel = ann.page.getByRole('dialog', { name: 'Members' });
    await panel.getByLabel('Name of the conversation').fill('After <b>');
    await panel.getByRole('button', { name: 'Save' }).click();
    await bob.page.getByRole('heading', { level: 1, name: 'After <b>' }).waitFor();
    await bob.page.locator(`[data-session="${sessionId}"]`).getByText('After <b>').waitFor();
    await bob.page.locator('.system[data-event="SESSION_UPDATED"]').waitFor();

    await panel.getByLabel('Add somebody').fill('cat');
    await panel.getByRole('button', { name: 'Add' }).click();
    await panel.locator('[data-member="cat"]').waitFor();
    await bob.page.locator('.system').getByText('Ann added Cat').waitFor();
    await panel.getByLabel('Role of Bob').selectOption('MODERATOR');
    await bob.page.locator('.system').getByText('Ann changed the role of you to moderator').waitFor();
    await panel.locator('[data-member="cat"]').getByRole('button', { name: 'Mute for an hour Cat' }).click();
    await panel.locator('[data-member="cat"]').getByText('muted until').waitFor();

    await bob.page.getByRole('button', { name: 'Members' }).click();
    const atBob = bob.page.getByRole('dialog', { name: 'Members' });
    await atBob.locator('[data-member="cat"]').getByRole('button', { name: 'Remove Cat' }).click();
    await ann.page.locator('.system').getByText('Bob removed Cat').waitFor();
    expect(await atBob.locator('[data-member="ann"] button').count()).toBe(0);
    expect(await atBob.getByLabel('Name of the conversation').count()).toBe(0);
  });

  it('ends what is open for whoever is removed, and takes it out of their list', async () => {
    const { ann, bob, sessionId } = await pair('Removal');
    const [annAtHttp] = await people('ann');
    await annAtHttp.get(
      'removeMember',
      `mutation Remove($s: ID!) { removeMember(sessionId: $s, userId: "bob") { seq } }`,
      {
        s: sessionId,
      },
    );
    await bob.page.getByText('You are not, or no longer, in this conversation.').waitFor();
    await bob.page.locator(`[data-session="${sessionId}"]`).waitFor({ state: 'detached' });
    await ann.page.locator('.system').getByText('You removed Bob').waitFor();
  });

  it('brings a session that somebody else opens into the list, live', async () => {
    const bob = await open('bob');
    await bob.page.locator('.session-list').waitFor();
    const [ann] = await people('ann');
    const { id } = await ann.createSession(['bob'], { name: 'Out of the blue' });
    await ann.send(id, 'first', 'Look here');
    const entry = bob.page.locator(`[data-session="${id}"]`);
    await entry.getByText('Look here').waitFor();
    await entry.locator('.badge').getByText('1').waitFor();
  });

  it('finds a public room, joins it, and leaves it', async () => {
    const name = `Chess club ${Date.now()}`;
    const [ann] = await people('ann');
    await ann.createSession([], { kind: 'PUBLIC', name });
    const bob = await open('bob');
    await bob.page.getByRole('button', { name: 'Find a room' }).click();
    await bob.page.getByLabel('Public rooms').fill('Chess');
    await bob.page.getByRole('button', { name: `Join ${name}` }).click();
    await bob.page.getByRole('heading', { level: 1, name }).waitFor();
    await bob.live();
    await bob.say('Hello, all');
    await bob.acknowledged.waitFor();
    await bob.page.getByRole('button', { name: 'Members' }).click();
    await bob.page.getByRole('button', { name: 'Leave the conversation' }).click();
    await bob.page.getByText('You are not, or no longer, in this conversation.').waitFor();
    await bob.page.locator('.session', { hasText: name }).waitFor({ state: 'detached' });
  });

  it('shows in a direct session whether the other is there', async () => {
    const cat = await open('cat');
    const ann = await open('ann');
    await ann.page.getByRole('button', { name: 'New', exact: true }).click();
    await ann.page.getByRole('dialog').getByText('Cat', { exact: true }).click();
    await ann.page.getByLabel('Kind').selectOption('DIRECT');
    await ann.page.getByRole('button', { name: 'Create' }).click();
    await ann.page.getByRole('heading', { level: 1, name: 'Cat' }).waitFor();
    await ann.page.locator('.chat-head .presence[data-status="ONLINE"]').waitFor();
    await ann.page.locator('.chat-title').getByText('online').waitFor();
    await cat.page.getByRole('button', { name: 'Switch person' }).click();
    await ann.page.locator('.chat-head .presence').waitFor({ state: 'detached' });
    await ann.page.locator('.chat-title').getByText('offline').waitFor();
  });
});
