import { describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { sayMany } from './many-lines.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

describe('The panel of a room', () => {
  const { openAt, people, sessionOf } = onStage();

  /** Opens the panel at one of its tabs. */
  const panel = async ({ page }: Visitor, tab: string): Promise<Locator> => {
    await page.getByRole('button', { name: 'Members', exact: true }).click();
    await page.getByRole('dialog', { name: 'Members' }).waitFor();
    await page.getByRole('tab', { name: tab }).click();
    const dialog = page.getByRole('dialog', { name: tab });
    await dialog.waitFor();
    return dialog;
  };

  const room = (memberIds: readonly string[], more: Record<string, unknown> = {}): Promise<string> =>
    sessionOf('ann', memberIds, { kind: 'PRIVATE', name: 'A room', ...more });

  it('32: offers a member nothing that they may not do, and says why where they would look for it', async () => {
    const bob = await openAt('bob', await room(['bob', 'cat']));
    const dialog = await panel(bob, 'Members');
    await dialog.locator('[data-member="cat"]').waitFor();
    expect(await dialog.locator('.member :is(button, select)').count()).toBe(0);
    await dialog.getByText('Owners and admins add people here.').waitFor();
    const reasons = {
      Requests: 'Owners, admins and moderators answer requests to join.',
      Banned: 'Owners, admins and moderators see who is banned.',
      About: 'Owners and admins change what the conversation is called and how it is described.',
      Settings: 'Owners and admins change these settings.',
      'Audit log': 'Owners and admins read the audit log.',
    };
    for (const [tab, reason] of Object.entries(reasons)) {
      await bob.page.getByRole('tab', { name: tab }).click();
      await bob.page.getByText(reason).waitFor();
      expect(await bob.page.getByRole('tabpanel').locator('input, textarea, select, .primary').count()).toBe(0);
    }
  });

  it('34: moves between the tabs with the arrow keys', async () => {
    const ann = await openAt('ann', await room(['bob']));
    const dialog = await panel(ann, 'Members');
    await dialog.getByRole('tab', { name: 'Members' }).focus();
    await ann.page.keyboard.press('ArrowDown');
    await ann.page.getByRole('dialog', { name: 'Requests' }).waitFor();
    await ann.page.keyboard.press('End');
    await ann.page.getByRole('dialog', { name: 'Audit log' }).waitFor();
    await ann.page.getByText('Nobody was looked up so far.').waitFor();
    expect(await ann.page.evaluate(() => document.activeElement?.textContent)).toBe('Audit log');
  });

  it('finds one of many members, beyond the first page of them', async () => {
    const guests = Array.from({ length: 120 }, (_, at) => `guest-${String(at).padStart(3, '0')}`);
    const sessionId = await room(guests.slice(0, 40));
    const [ann] = await people('ann');
    for (const from of [40, 80]) {
      const userIds = guests.slice(from, from + 40);
      await ann.get(
        'addMembers',
        'mutation A($s: ID!, $u: [ID!]!) { addMembers(sessionId: $s, userIds: $u) { seq } }',
        {
          s: sessionId,
          u: userIds,
        },
      );
    }
    const visitor = await openAt('ann', sessionId);
    const dialog = await panel(visitor, 'Members');
    await dialog.locator('[data-member="guest-050"]').waitFor();
    expect(await dialog.locator('[data-member="guest-119"]').count()).toBe(0);
    await dialog.getByLabel('Search members').fill('guest-119');
    await dialog.locator('[data-member="guest-119"]').waitFor();
    expect(await dialog.locator('.member').count()).toBe(1);
  });

  it('bans with a reason, tells it to those who may lift the ban, and lifts it', async () => {
    const ann = await openAt('ann', await room(['bob', 'cat']));
    await panel(ann, 'Members');
    await ann.page.getByRole('button', { name: 'More for Cat' }).click();
    await ann.page.getByRole('menuitem', { name: 'Ban with a reason …' }).click();
    const asking = ann.page.getByRole('dialog', { name: 'Ban Cat' });
    await asking.getByLabel('Reason (optional)').fill('Was loud');
    await asking.getByRole('button', { name: 'Ban', exact: true }).click();
    await ann.page.locator('[data-member="cat"]').waitFor({ state: 'detached' });
    await ann.page.getByRole('tab', { name: 'Banned' }).click();
    await ann.page.locator('[data-person="cat"]').getByText('Was loud').waitFor();
    await ann.page.getByRole('button', { name: 'Unban Cat' }).click();
    await ann.page.getByText('Nobody is banned.').waitFor();
  });

  it('answers requests to join', async () => {
    const name = `By appointment ${Date.now()}`;
    const sessionId = await room([], { kind: 'PUBLIC', name, settings: { requireApproval: true } });
    const [bob, cat] = await people('bob', 'cat');
    const ask = 'mutation R($s: ID!) { requestToJoin(sessionId: $s, note: "May I?") { userId } }';
    for (const person of [bob, cat]) await person.get('requestToJoin', ask, { s: sessionId });
    const ann = await openAt('ann', sessionId);
    const dialog = await panel(ann, 'Requests');
    await dialog.locator('[data-person="bob"]').getByText('May I?').waitFor();
    await dialog.getByRole('button', { name: 'Approve Bob' }).click();
    await dialog.locator('[data-person="bob"]').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Decline Cat' }).click();
    await dialog.getByText('Nobody is waiting to be let in.').waitFor();
    await ann.page.getByRole('tab', { name: 'Members' }).click();
    await ann.page.locator('[data-member="bob"]').waitFor();
    expect(await ann.page.locator('[data-member="cat"]').count()).toBe(0);
  });

  it('invites somebody, and takes the invitation back', async () => {
    const ann = await openAt('ann', await room(['bob']));
    const dialog = await panel(ann, 'Requests');
    await dialog.getByLabel('Invite somebody').fill('cat');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await dialog.locator('[data-person="cat"]').getByText('invited until').waitFor();
    await dialog.getByRole('button', { name: 'Withdraw the invitation of Cat' }).click();
    await dialog.locator('[data-person="cat"]').waitFor({ state: 'detached' });
  });

  it('changes what was changed of the settings, and nothing else', async () => {
    const sessionId = await room(['bob']);
    const ann = await openAt('ann', sessionId);
    const dialog = await panel(ann, 'Settings');
    await dialog.getByRole('switch', { name: 'Every member may invite' }).check();
    await dialog.getByLabel('Video').uncheck();
    await dialog.getByLabel('Largest file, in MB').fill('2.5');
    await dialog.getByLabel('Delete messages after so many days').fill('30');
    await dialog.getByLabel('Slow mode').fill('15');
    await dialog.getByLabel('Moderation', { exact: true }).selectOption('STRICT');
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await expect.poll(() => dialog.getByRole('button', { name: 'Save settings' }).isDisabled()).toBe(true);
    const [annAtHttp] = await people('ann');
    const read = `query S($s: ID!) { chatSession(sessionId: $s) { settings {
      allowInvites requireApproval maxFileSize allowedFileTypes messageRetentionDays slowModeSeconds moderationLevel
    } } }`;
    const session = await annAtHttp.get<{ readonly settings: { readonly allowedFileTypes: readonly string[] } }>(
      'chatSession',
      read,
      { s: sessionId },
    );
    expect(session.settings).toMatchObject({
      allowInvites: true,
      requireApproval: false,
      maxFileSize: 2_621_440,
      messageRetentionDays: 30,
      slowModeSeconds: 15,
      moderationLevel: 'STRICT',
    });
    expect(session.settings.allowedFileTypes).toContain('image/png');
    expect(session.settings.allowedFileTypes).not.toContain('video/mp4');
    await dialog.getByRole('button', { name: 'Freeze' }).click();
    await dialog.getByRole('button', { name: 'Unfreeze' }).waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await dialog.getByText('This conversation is archived: it is kept for reading.').waitFor();
    await dialog.getByRole('button', { name: 'Unarchive' }).click();
    await dialog.getByRole('button', { name: 'Archive', exact: true }).waitFor();
  });

  it('describes the room, and says what is wrong with a description', async () => {
    const sessionId = await room(['bob']);
    const ann = await openAt('ann', sessionId);
    const dialog = await panel(ann, 'About');
    await dialog.getByLabel('Description').fill('All about bees');
    await dialog.getByLabel('Tags').fill('bees, garden, bees');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => dialog.getByLabel('Tags').inputValue()).toBe('bees, garden');
    await dialog.getByLabel('Address of the picture').fill('http://example.org/plain.png');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Unable to').waitFor();
    const bob = await openAt('bob', sessionId);
    await (await panel(bob, 'About')).getByText('All about bees').waitFor();
  });

  it('keeps what one prefers, for oneself alone', async () => {
    const sessionId = await room(['bob']);
    const bob = await openAt('bob', sessionId);
    const dialog = await panel(bob, 'My preferences');
    await dialog.getByLabel('Notify me of').selectOption('NONE');
    await dialog.getByLabel('My own name for this conversation').fill('Bees, of all things');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByRole('button', { name: 'Silence' }).click();
    await dialog.getByText('No notifications until').waitFor();
    await bob.page.keyboard.press('Escape');
    await bob.page.locator(`[data-session="${sessionId}"]`).getByText('Bees, of all things').waitFor();
    await bob.page.reload();
    await bob.field.waitFor();
    const again = await panel(bob, 'My preferences');
    expect(await again.getByLabel('Notify me of').inputValue()).toBe('NONE');
    await again.getByRole('button', { name: 'Notify me again' }).click();
    await again.getByRole('button', { name: 'Silence' }).waitFor();
  });

  it('blocks a member, and unblocks them', async () => {
    const bob = await openAt('bob', await room(['bob', 'cat']));
    const dialog = await panel(bob, 'Members');
    await dialog.locator('[data-member="cat"]').waitFor();
    await bob.page.getByRole('tab', { name: 'My preferences' }).click();
    const preferences = bob.page.getByRole('dialog', { name: 'My preferences' });
    await preferences.getByLabel('Block this person').selectOption('cat');
    await preferences.getByRole('button', { name: 'Block', exact: true }).click();
    await preferences.getByRole('button', { name: 'Unblock Cat' }).click();
    await preferences.getByText('You blocked nobody.').waitFor();
  });

  it('hands the room over to somebody else', async () => {
    const ann = await openAt('ann', await room(['bob']));
    await panel(ann, 'Members');
    await ann.page.getByRole('button', { name: 'More for Bob' }).click();
    await ann.page.getByRole('menuitem', { name: 'Make the owner …' }).click();
    await ann.page.getByRole('button', { name: 'Hand it over' }).click();
    await ann.page.locator('[data-member="bob"] .member-text > .muted', { hasText: 'Owner' }).waitFor();
    await ann.page.locator('[data-member="ann"] .member-text > .muted', { hasText: 'Admin' }).waitFor();
    expect(await ann.page.locator('[data-member="bob"] button').count()).toBe(0);
  });

  it('shows what is pinned above the messages, goes there, and takes it away', async () => {
    const sessionId = await room(['bob']);
    const [annAtHttp] = await people('ann');
    const pin = 'mutation P($m: ID!, $u: AWSDateTime) { pinMessage(messageId: $m, until: $u) { seq } }';
    for (const [at, until] of [null, new Date(Date.now() + 86_400_000).toISOString()].entries()) {
      const { id } = await annAtHttp.send(sessionId, `pinned-${at}`, `Pinned ${at}`);
      await annAtHttp.get('pinMessage', pin, { m: id, u: until });
    }
    const ann = await openAt('ann', sessionId);
    const bar = ann.page.getByRole('region', { name: 'Pinned messages' });
    await bar.getByText('Pinned 1').click();
    await expect.poll(() => ann.page.evaluate(() => document.activeElement?.textContent)).toContain('Pinned 1');
    await bar.getByRole('button', { name: 'All 2 pinned messages' }).click();
    const dialog = ann.page.getByRole('dialog', { name: 'Pinned messages' });
    expect(await dialog.locator('.pin').nth(0).textContent()).toContain('until');
    await dialog.locator('.pin').nth(0).getByRole('button', { name: 'Take the pin' }).click();
    await expect.poll(() => dialog.locator('.pin').count(), { timeout: 10_000 }).toBe(1);
    await dialog.getByText('Pinned 0').waitFor();
  });

  it('finds messages whatever their accents, goes from one to the next, and loads earlier ones to search', async () => {
    const sessionId = await room(['bob']);
    const [annAtHttp, bobAtHttp] = await people('ann', 'bob');
    await annAtHttp.send(sessionId, 'oldest', 'The oldest café of all');
    await sayMany([annAtHttp, bobAtHttp], sessionId, 55, (n) => `Line ${n}`);
    await bobAtHttp.send(sessionId, 'one', 'A CAFE, perhaps');
    await annAtHttp.send(sessionId, 'two', 'Which Café?');
    const ann = await openAt('ann', sessionId);
    await ann.row('Which Café?').waitFor();
    await ann.page.getByRole('button', { name: 'Search', exact: true }).click();
    const search = ann.page.getByRole('search');
    const field = search.getByLabel('Search messages');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await field.fill('cafe');
    const status = search.getByRole('status');
    await status.getByText('2 found').waitFor();
    expect(await search.locator('mark').allTextContents()).toEqual(['Café', 'CAFE']);
    await field.press('Enter');
    await status.getByText('1 of 2').waitFor();
    await ann.page.keyboard.press('F3');
    await status.getByText('2 of 2').waitFor();
    await expect.poll(() => ann.page.evaluate(() => document.activeElement?.textContent)).toContain('A CAFE, perhaps');
    await ann.page.keyboard.press('Shift+F3');
    await status.getByText('1 of 2').waitFor();
    await search.getByRole('button', { name: 'Load earlier to search more' }).click();
    await status.getByText('1 of 3').waitFor();
    await search.getByText('This is everything that was said here.').waitFor();
    await search.getByLabel('From').selectOption({ label: 'bob' });
    await status.getByText('1 found').waitFor();
    await search.getByLabel('Kind').selectOption('POLL');
    await status.getByText('Nothing found').waitFor();
    await search.getByLabel('Kind').selectOption('');
    // Faster than the list is drawn.
    await field.evaluate(async (input) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'line 55');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    await status.getByText('1 of 1').waitFor();
    await field.press('Escape');
    await search.waitFor({ state: 'detached' });
  });

  it('goes to a day', async () => {
    const sessionId = await room(['bob']);
    await sayMany(await people('ann'), sessionId, 60, (n) => `Line ${n}.`);
    const ann = await openAt('ann', sessionId);
    await ann.row('Line 60.').waitFor();
    await ann.page.getByRole('button', { name: 'Search', exact: true }).click();
    const today = await ann.page.evaluate(() => new Date().toLocaleDateString('sv'));
    await ann.page.getByLabel('Go to a day').fill(today);
    await ann.page.getByRole('button', { name: 'Go', exact: true }).click();
    await ann.row('Line 1.').waitFor();
  });
});
