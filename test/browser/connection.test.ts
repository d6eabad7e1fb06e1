import { describe, expect, it, onTestFinished } from 'vitest';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import type { CuttingProxy } from '../support/cutting-proxy.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

describe('The page, over a connection that breaks', () => {
  const stage = onStage({ tolerates: /ERR_|WebSocket/ });
  const { openAt, people } = stage;
  let proxy: CuttingProxy;

  /** Ann, in a session with Bob. */
  const arrive = async (name: string): Promise<{ ann: Visitor; sessionId: string }> => {
    const sessionId = await stage.sessionOf('ann', ['bob'], { name });
    proxy = await startCuttingProxy(stage.parley.url);
    onTestFinished(() => proxy.close());
    const ann = await openAt('ann', sessionId, { url: proxy.url });
    return { ann, sessionId };
  };

  it(
    '31: says after two seconds that the connection is lost, tries when told to, and that nothing was missed',
    { timeout: 60_000 },
    async () => {
      const { ann, sessionId } = await arrive('Banner');
      const banner = ann.page.locator('.banner');
      // How long the page knew that it is offline before it said so, by its own clock.
      const watch = await ann.page.evaluateHandle(() => {
        return {
          patience: new Promise<number>((resolve) => {
            let lostAt: number | undefined;
            const look = (): void => {
              const status = document.querySelector('.chat')?.getAttribute('data-status');
              if (status === 'offline') lostAt ??= performance.now();
              if (document.querySelector('.banner')?.getAttribute('data-shown') !== 'offline') return;
              observer.disconnect();
              resolve(performance.now() - (lostAt ?? Number.NaN));
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { subtree: true, attributes: true, childList: true });
          }),
        };
      });
      proxy.disconnect();
      await banner.getByText('Connection lost.').waitFor();
      expect(await watch.evaluate(({ patience }) => patience)).toBeGreaterThan(1_900);

      await banner.getByText('You can go on writing.').waitFor();
      const [bobAtHttp] = await people('bob');
      await bobAtHttp.send(sessionId, 'meanwhile', 'Said meanwhile');
      proxy.reconnect();
      await banner.getByRole('button', { name: 'Try now' }).click();
      await banner.getByText('Back online, nothing missed.').waitFor();
      await ann.row('Said meanwhile').waitFor();
      await ann.live();
      await ann.page.locator('.banner[data-shown="nothing"]').waitFor({ state: 'attached' });
    },
  );

  it('13: keeps a refused message over a reload, with the reason, to be sent again or forgotten', async () => {
    const { ann } = await arrive('Refused and kept');
    await ann.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage') !== true) return route.continue();
      const message = 'unable to send the message; the session takes no new messages';
      const body = JSON.stringify({ data: { sendMessage: null }, errors: [{ errorType: 'SessionReadOnly', message }] });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    });
    await ann.say('To be sent again');
    await ann.say('To be forgotten');
    const failed = ann.page.locator('.message[data-progress="failed"]');
    await failed.nth(1).waitFor();
    await ann.page.reload();
    await failed.nth(1).waitFor();
    expect(await failed.first().getByRole('alert').textContent()).toBe('Not sent: the session takes no new messages');

    await ann.page.unroute('**/graphql');
    await ann.row('To be forgotten').getByRole('button', { name: 'Delete' }).click();
    await ann.row('To be sent again').getByRole('button', { name: 'Try again' }).click();
    await ann.acknowledged.waitFor();
    expect(await ann.rows.count()).toBe(1);
    await ann.page.reload();
    await ann.acknowledged.waitFor();
    expect(await ann.rows.count()).toBe(1);
  });

  it('14: makes one message of what two tabs held, and of what was sent although nobody heard of it', async () => {
    const { ann, sessionId } = await arrive('Two tabs');
    const second = await ann.context.newPage();
    await second.goto(proxy.url);
    await second.locator('[data-user="ann"]').click();
    await second.evaluate((id) => {
      location.hash = `#/s/${id}`;
    }, sessionId);
    await second.locator('.chat[data-status="live"]').waitFor();

    // The server has it, and its answer gets lost, in whichever tab it is that sends.
    let lost = 0;
    await ann.context.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage') !== true || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await ann.say('Once');
    const there = second.locator('.message', { hasText: 'Once' });
    await there.waitFor();
    await ann.acknowledged.waitFor();
    expect(lost).toBe(1);
    // What comes after it shows that nothing comes twice.
    await second.getByLabel('Message', { exact: true }).fill('Then');
    await second.getByLabel('Message', { exact: true }).press('Enter');
    await ann.acknowledged.nth(1).waitFor();
    for (const rows of [ann.rows, second.locator('.message')]) {
      await expect.poll(() => rows.locator('.bubble').allTextContents()).toEqual(['Once', 'Then']);
    }
    const [annAtHttp] = await people('ann');
    const texts = (await annAtHttp.wholeLog(sessionId)).flatMap(({ message }) => message?.content.text ?? []);
    expect(texts).toEqual(['Once', 'Then']);
  });
});
