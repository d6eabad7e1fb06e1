import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { findBrowser } from '../support/browser.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { ownSockets } from './own-amplify.ts';

const root = resolve(import.meta.dirname, '../..');
/** Inside the repository, where the package finds its packages. */
const out = join(root, 'build/package-test');
const examples = ['quick-start/chat.ts', 'third-party-page/page.tsx'].map((path) => join(root, 'examples', path));

interface QuickStart {
  openChat(
    api: { graphqlEndpoint: string; region: string; token: () => Promise<string> },
    me: string,
    sessionId: string,
    show: (lines: readonly string[]) => void,
  ): Promise<{ say(text: string): Promise<unknown>; leave(): void }>;
}

/** An example, bundled with the package as another project would. */
const bundled = async (path: string, platform: 'neutral' | 'browser'): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform,
    jsx: 'automatic',
    alias: Object.fromEntries(
      ['client', 'react', 'markdown'].map((name) => [`parley/${name}`, join(out, `${name}.js`)]),
    ),
    ...(platform === 'neutral' ? { packages: 'external' } : { external: ['agora-rtc-sdk-ng/esm'] }),
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

describe('The package', () => {
  let parley: Parley;
  let sessionId = '';
  let report = '';

  beforeAll(async () => {
    const packaging = spawn(process.execPath, ['scripts/package.mjs', '--check', '--out', out], { cwd: root });
    packaging.stderr.on('data', (chunk: Buffer) => (report += chunk.toString('utf8')));
    const [[code]] = await Promise.all([once(packaging, 'exit'), startParley().then((started) => (parley = started))]);
    if (code !== 0 && report === '') report = `the package was not built: ${String(code)}`;
    const made = await asAnn(documents.createChatSession.document, { input: { memberIds: ['bob'], name: 'Two' } });
    sessionId = documents.createChatSession.read(made).id;
  }, 240_000);
  afterAll(async () => {
    await parley.stop();
    await rm(out, { recursive: true, force: true });
  });

  const asAnn = async (query: string, variables: object): Promise<unknown> => {
    const response = await fetch(`${parley.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await parley.token('ann') },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: unknown }).data;
  };
  const annSays = (text: string): Promise<unknown> =>
    asAnn(documents.sendMessage.document, { input: { sessionId, clientMessageId: text, content: { text } } });

  it('exports what its committed report says', () => {
    expect(report).toBe('');
  });

  it('has types of its own that the examples compile against', () => {
    const types = {
      'parley/client': 'client/core',
      'parley/react': 'client/react',
      'parley/markdown': 'client/markdown',
    };
    const program = ts.createProgram(examples, {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      paths: Object.fromEntries(
        Object.entries(types).map(([name, path]) => [name, [join(out, 'types', path, 'index.d.ts')]]),
      ),
    });
    const wrong = ts.getPreEmitDiagnostics(program).map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' '));
    expect(wrong).toEqual([]);
  });

  it('is all that the examples know of Parley', async () => {
    for (const path of examples) {
      const named = [...(await readFile(path, 'utf8')).matchAll(/ from '([^']+)'/g)].map(([, name]) => name);
      expect(
        named.filter((name) => !/^(react|react-dom\/client|parley\/(client|react|markdown))$/.test(name ?? '')),
      ).toEqual([]);
    }
  });

  it('shows a live chat by the quick start', async () => {
    ownSockets();
    const file = join(out, 'quick-start.mjs');
    await writeFile(file, await bundled(examples[0] ?? '', 'neutral'));
    const { openChat } = (await import(pathToFileURL(file).href)) as QuickStart;
    let lines: readonly string[] = [];
    let wake = (): void => undefined;
    const shows = async (line: string): Promise<void> => {
      while (!lines.includes(line)) await new Promise<void>((next) => (wake = next));
    };
    const token = await parley.token('bob');
    const api = { graphqlEndpoint: `${parley.url}/graphql`, region: 'us-east-1', token: () => Promise.resolve(token) };
    const chat = await openChat(api, 'bob', sessionId, (now) => {
      lines = now;
      wake();
    });
    await annSays('hello');
    await shows('ann: hello');
    await chat.say('hello yourself');
    expect(lines).toEqual(['ann: hello', 'bob: hello yourself']);
    chat.leave();
  });

  it('is enough for a page of somebody else', async (ctx) => {
    const { browser, missing } = await findBrowser();
    if (browser === undefined) return ctx.skip(missing);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const body = await readFile(join(root, 'examples/third-party-page/index.html'), 'utf8');
    await page.route('**/third-party*', (route) => route.fulfill({ contentType: 'text/html', body }));
    const script = await bundled(examples[1] ?? '', 'browser');
    await page.route('**/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    const asked = {
      endpoint: `${parley.url}/graphql`,
      session: sessionId,
      user: 'bob',
      token: await parley.token('bob'),
    };
    await page.goto(`${parley.url}/third-party?${new URLSearchParams(asked).toString()}`);
    await page.getByText('live, 0 on their way').waitFor();
    await annSays('welcome');
    await page.getByText('welcome').waitFor();
    await page.getByLabel('Message').fill('thank you');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('li:is([data-state="sent"], [data-state="delivered"])', { hasText: 'thank you' }).waitFor();
    expect(complaints).toEqual([]);
    await browser.close();
  });
});
