import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onBrowserStage } from './stage.ts';

const root = resolve(import.meta.dirname, '../..');

/** What the page hands to the test: see `page/hooks-page.tsx`. */
interface OnPage {
  readonly server: {
    acknowledge(): void;
    cut(): void;
    type(userId: string): void;
    post(senderId: string, text: string): unknown;
    receipt(userId: string, seq: number): void;
    fail(name: string, error: unknown, how: { times: number }): void;
    messages: readonly { readonly content: { readonly text: string } }[];
    readonly subscriptions: number;
  };
  readonly drawn: { rows: number; texts: number };
}

describe('The hooks, in a real browser under StrictMode', () => {
  let page: Page;
  const complaints: string[] = [];

  const prepare = async (browser: Browser): Promise<void> => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'test/browser/page/hooks-page.tsx')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      jsx: 'automatic',
      // The development build of React is the one that complains.
      define: { 'process.env.NODE_ENV': '"development"', global: 'globalThis' },
      external: ['agora-rtc-sdk-ng/esm'],
    });
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (entry) => {
      if (entry.type() === 'error') complaints.push(entry.text());
    });
    // Some of what the client is made of exists on a secure origin alone, as this machine is.
    await page.route('http://localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Hooks</title>' }),
    );
    await page.goto('http://localhost/');
    await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
    await shows('session', 'open');
  };
  onBrowserStage({ prepare });

  const shows = async (name: string, value: unknown): Promise<void> => {
    const text = JSON.stringify(value);
    await page
      .locator(`#${name}`)
      .filter({ hasText: new RegExp(`^${text.replace(/[[\]().*+?^$|\\]/g, '\\$&')}$`) })
      .waitFor({ state: 'attached' })
      .catch(async () => expect(await page.locator(`#${name}`).textContent()).toBe(text));
  };
  /** Runs on the page, with what it hands over. */
  const onPage = <T>(run: (on: OnPage) => T): Promise<T> =>
    page.evaluate<T>(`(${run.toString()})({ server: window.server, drawn: window.drawn })`);
  const press = (id: string): Promise<void> => page.locator(`#${id}`).click();

  it('show a session and all that belongs to it, read by themselves', async () => {
    await onPage(({ server }) => server.acknowledge());
    await shows('connection', 'live');
    await shows('status', 'live');
    await shows('messages', ['line 1 received', 'line 2 received', 'line 3 received']);
    await shows('sessions', ['Session']);
    await shows('unread', [2, 2, 0]);
    await shows('notifications', 7);
    await shows('members', ['ann', 'bob', 'cat']);
    await shows('pins', ['line 2']);
    await shows('readers', ['bob']);
    await shows('may', [true, false]);
    await shows('name', 'Session');
    await shows('presence', ['ONLINE']);
    await shows('thread', ['line 1', ['a reply']]);
    await shows('same', 'open');
    await shows('missing', 'SessionNotFound');
    await shows('unsteady', 'SessionNotFound');
  });

  it('show what happens, and draw a part only when it changes', async () => {
    const before = await onPage(({ drawn }) => ({ ...drawn }));
    await onPage(({ server }) => {
      server.type('cat');
      server.receipt('cat', 4);
      server.post('bob', 'line 4');
    });
    await shows('typing', ['cat']);
    await shows('readers', ['bob', 'cat']);
    await shows('messages', ['line 1 received', 'line 2 received', 'line 3 received', 'line 4 received']);
    const after = await onPage(({ drawn }) => ({ ...drawn }));
    expect(after.rows).toBeGreaterThan(before.rows);
    expect(after.texts - before.texts).toBe(0);
    await page.locator('#sought').fill('LINE 4');
    await shows('found', ['line 4']);
    await press('upload');
    await shows('uploads', ['x.txt']);
  });

  it('keep what is being written, and forget it when it is sent', async () => {
    const kept = (): Promise<unknown> =>
      page.evaluate(() => Object.keys(localStorage).map((key) => localStorage.getItem(key)));
    await page.locator('#field').fill('not sent yet');
    expect(await kept()).toEqual(['not sent yet']);
    await page.locator('#field').fill('');
    expect(await kept()).toEqual([]);
  });

  it('send one message of a double click, show one that is refused, and take it away or send it again', async () => {
    await page.locator('#field').fill('once');
    await press('send');
    await shows('messages', ['line 1 received', 'line 2 received', 'line 3 received', 'line 4 received', 'once sent']);
    await shows('outbox', []);
    const refusal = "{ code: 'TextBlank', message: 'no', retryable: false }";
    await page.evaluate(`window.server.fail('SendMessage', Object.assign(new Error('no'), ${refusal}), { times: 2 })`);
    for (const text of ['twice', 'never']) {
      await page.locator('#field').fill(text);
      await press('send');
    }
    await shows('outbox', ['failed', 'failed']);
    await press('retry');
    await shows('outbox', ['failed']);
    await press('discard');
    await shows('outbox', []);
    expect((await onPage(({ server }) => server.messages.map(({ content }) => content.text))).slice(4)).toEqual([
      'line 4',
      'once',
      'twice',
    ]);
  });

  it('open what is closed again, and leave nothing open that nobody shows', async () => {
    const open = await onPage(({ server }) => server.subscriptions);
    await press('toggle');
    await page.locator('#session').waitFor({ state: 'detached' });
    await page.waitForFunction(`window.server.subscriptions < ${open - 3}`);
    await press('toggle');
    await shows('session', 'open');
    await onPage(({ server }) => server.acknowledge());
    await shows('status', 'live');
    await onPage(({ server }) => server.cut());
    await shows('connection', 'retrying');
    expect(await onPage(({ server }) => server.subscriptions)).toBe(open);
    expect(complaints).toEqual([]);
  });
});
