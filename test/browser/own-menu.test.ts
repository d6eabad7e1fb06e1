import { describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { answerHeld } from './held.ts';
import { onStage } from './stage.ts';

describe('The menu of oneself, and the bell', () => {
  // The list at the bell is the user's own, whichever tests tell them something.
  const { open, people, sessionOf } = onStage({ ownParley: true });

  it('lists whom one blocks, and takes them back', async () => {
    const [cat] = await people('cat');
    for (const userId of ['ann', 'bob']) await cat.get('blockUser', documents.blockUser.document, { userId });
    const visitor = await open('cat');
    await visitor.page.getByRole('button', { name: /^You: Cat/ }).click();
    await visitor.page.getByRole('menuitem', { name: 'Blocked people…' }).click();
    const late = await answerHeld(visitor.page, 'unblockUser');
    await visitor.page.getByRole('button', { name: 'Unblock Ann' }).click();
    await late.answered;
    await visitor.page.getByRole('button', { name: 'Unblock Bob' }).click();
    await visitor.page.getByRole('button', { name: 'Unblock Bob' }).waitFor({ state: 'detached' });
    await late.arrived();
    await visitor.page.getByText('You block nobody').waitFor();
  });

  it('keeps the colours that were chosen', async () => {
    const ann = await open('ann');
    const background = () => ann.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Dark colours' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await ann.page.reload();
    await ann.page.locator('.side-foot').waitFor();
    expect(await background()).toBe(dark);
    await ann.page.emulateMedia({ colorScheme: 'dark' });
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitemradio', { name: 'Light colours' }).click();
    expect(await background()).toBe(light);
  });

  it('counts at the bell what one was notified of, and lists, follows and clears it', async () => {
    const id = await sessionOf('bob', ['ann'], { name: 'Bells' });
    const [bob] = await people('bob');
    const ann = await open('ann');
    await ann.inList(id).waitFor();
    await bob.post(id, 'm1', { content: { text: 'What do you say, @Ann?' }, mentions: ['ann'] });
    await ann.inList(id).getByText('@1').waitFor();
    const bell = ann.page.getByRole('button', { name: /^Notifications/ });
    await ann.page.getByRole('button', { name: /^Notifications \d+ new/ }).waitFor();
    await bell.click();
    const centre = ann.page.getByRole('dialog', { name: 'Notifications' });
    const entry = centre.getByRole('button', { name: /bob mentioned you in Bells/ });
    await entry.waitFor();
    await ann.page.locator('.bell-badge:not(:empty)').waitFor({ state: 'detached' });
    await entry.click();
    await ann.page.getByRole('heading', { level: 1, name: 'Bells' }).waitFor();
    await bell.click();
    await centre.getByRole('button', { name: 'Clear the list' }).click();
    await centre.getByText('Nothing new').waitFor();
    await ann.page.reload();
    await bell.click();
    await centre.getByText('Nothing new').waitFor();
  });

  it('keeps how one wants to be notified: everywhere, at which hours, and of which conversation', async () => {
    const id = await sessionOf('ann', ['bob'], { name: 'Only when I am meant' });
    // Nobody else is told anything here: quiet hours are for all that one is told.
    const bob = await open('bob');
    await bob.inList(id).waitFor();
    const settings = async () => {
      await bob.page.getByRole('button', { name: /^You: Bob/ }).click();
      await bob.page.getByRole('menuitem', { name: 'Notifications…' }).click();
      await bob.page.getByRole('switch', { name: 'Quiet hours' }).waitFor();
    };
    await settings();
    const end = bob.page.getByLabel('to', { exact: true });
    const saved = bob.page.waitForResponse((response) => response.request().postData()?.includes('07:15') === true);
    const first = await answerHeld(bob.page, 'updateNotificationSettings');
    await bob.page.getByRole('switch', { name: 'Quiet hours' }).check();
    await first.answered;
    await end.fill('07:15');
    // The answer to the one change says nothing of the next, which waits for it.
    const second = await answerHeld(bob.page, '07:15');
    await first.arrived();
    await second.answered;
    expect(await end.inputValue()).toBe('07:15');
    await second.arrived();
    await saved;
    await bob.page.getByLabel('Notify me of: Only when I am meant').selectOption('NONE');
    await bob.inList(id).getByText(', muted').waitFor({ state: 'attached' });
    await bob.page.reload();
    await settings();
    expect(await end.inputValue()).toBe('07:15');
    expect(await bob.page.getByLabel('Notify me of: Only when I am meant').inputValue()).toBe('NONE');
  });

  it('39: asks for notifications on a click alone, notifies while hidden, and leaves muted ones silent', async () => {
    const id = await sessionOf('bob', ['ann'], { name: 'Loud' });
    const quiet = await sessionOf('bob', ['ann'], { name: 'Silent' });
    const [bob, annAtHttp] = await people('bob', 'ann');
    await annAtHttp.ask(
      'mutation ($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { notifications } }',
      {
        input: { sessionId: quiet, notifications: 'NONE' },
      },
    );
    const ann = await open('ann');
    await ann.inList(id).waitFor();
    await ann.page.evaluate(() => {
      const log: string[] = [];
      class Told {
        static permission = 'default';
        static requestPermission(): Promise<string> {
          log.push('asked');
          Told.permission = 'granted';
          return Promise.resolve('granted');
        }
        onclick: (() => void) | undefined;
        constructor(title: string, options: { readonly body: string }) {
          log.push(`${title} | ${options.body}`);
        }
      }
      Object.assign(window, { Notification: Told, told: log });
    });
    const told = () => ann.page.evaluate(() => [...(Reflect.get(window, 'told') as string[])]);
    const seen = (state: string) =>
      ann.page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    expect(await told()).toEqual([]);
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Notifications…' }).click();
    const sound = ann.page.getByRole('switch', { name: 'With a sound' });
    expect(await sound.isChecked()).toBe(false);
    await ann.page.getByRole('switch', { name: 'Notify me while I look at something else' }).check();
    expect(await told()).toEqual(['asked']);
    expect(await sound.isChecked()).toBe(false);
    await ann.page.keyboard.press('Escape');

    await bob.send(id, 'l1', 'Said while one looks');
    await ann.inList(id).getByText('Bob: Said while one looks').waitFor();
    await seen('hidden');
    await bob.send(quiet, 's1', 'Into the silence');
    await ann.inList(quiet).getByText('Bob: Into the silence').waitFor();
    await bob.send(id, 'l2', 'Said while nobody looks');
    await ann.inList(id).getByText('Bob: Said while nobody looks').waitFor();
    expect(await told()).toEqual(['asked', 'Loud | bob: Said while nobody looks']);
    expect(await ann.page.title()).toMatch(/^\(\d+\+?\) Parley$/);
    await seen('visible');
  });

  it('39: says how to allow notifications where they were denied', async () => {
    const ann = await open('ann');
    await ann.page.evaluate(() => {
      Object.assign(window, { Notification: Object.assign(() => undefined, { permission: 'denied' }) });
    });
    await ann.page.getByRole('button', { name: /^You: Ann/ }).click();
    await ann.page.getByRole('menuitem', { name: 'Notifications…' }).click();
    await ann.page.getByText(/Your browser blocks notifications/).waitFor();
    expect(await ann.page.getByRole('switch', { name: /^Notify me while/ }).isDisabled()).toBe(true);
  });
});
