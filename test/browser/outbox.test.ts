import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { onBrowserStage } from './stage.ts';

const root = resolve(import.meta.dirname, '../..');

/** The browser's own database, locks and channels; the servers alone are imagined: see `page/outbox-page.ts`. */
describe('The outbox, in a real browser', () => {
  let context: BrowserContext;
  let script = '';

  const prepare = async (): Promise<void> => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'test/browser/page/outbox-page.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      define: { global: 'globalThis' },
      external: ['agora-rtc-sdk-ng/esm'],
    });
    script = outputFiles[0]?.text ?? '';
  };
  const stage = onBrowserStage({ prepare });
  beforeEach(async () => {
    context = await stage.context();
    const body = '<title>Tab</title><script type="module" src="tab.js"></script>';
    await context.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body }));
    await context.route('**/tab.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  });

  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto('http://localhost/');
    await page.waitForFunction('window.tab !== undefined');
    return page;
  };
  const run = (page: Page, what: string): Promise<unknown> => page.evaluate(`window.tab.${what}`);
  const until = async (page: Page, what: string, value: unknown): Promise<void> => {
    const wanted = JSON.stringify(value);
    await page
      .waitForFunction(`JSON.stringify(window.tab.${what}) === ${JSON.stringify(wanted)}`)
      .catch(async () => expect(await run(page, what)).toEqual(value));
  };

  it('keeps what was not sent over a reload, and sends it in its order', async () => {
    const page = await open();
    await run(page, 'offline()');
    for (const key of ['a', 'b', 'c']) await run(page, `send('line ${key}', '${key}')`);
    await until(page, 'waiting()', ['a queued', 'b queued', 'c queued']);
    // What another tab reads is in the database.
    const witness = await open();
    await run(witness, 'offline()');
    await until(witness, 'waiting()', ['a queued', 'b queued', 'c queued']);
    await witness.close();
    await page.reload();
    await page.waitForFunction('window.tab !== undefined');
    await until(page, 'arrived()', ['a', 'b', 'c']);
    await until(page, 'waiting()', []);
  });

  it('is sent by one of two tabs, and by the other when that one is gone', async () => {
    const [first, second] = [await open(), await open()];
    await run(second, "send('hello', 'a')");
    await until(first, 'arrived()', ['a']);
    await until(second, 'waiting()', []);
    expect(await run(second, 'asked()')).toBe(0);
    await run(first, 'offline()');
    await run(second, "send('again', 'b')");
    await until(first, 'waiting()', ['b queued']);
    await first.close();
    await until(second, 'arrived()', ['b']);
    await until(second, 'waiting()', []);
  });
});
