import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from './build-web.ts';

const root = resolve(import.meta.dirname, '..');

describe('The built web app', () => {
  let outDir: string;
  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'parley-web-'));
    for (const [name, days] of [
      ['part-today-OLDBUILD.js', 0.9],
      ['part-before-OLDBUILD.js', 1.1],
    ] as const) {
      await writeFile(join(outDir, name), '');
      const at = Date.now() / 1_000 - days * 24 * 60 * 60;
      await utimes(join(outDir, name), at, at);
    }
    await buildWeb({ root, outDir, now: Date.now() });
  });
  afterAll(() => rm(outDir, { recursive: true, force: true }));

  it('keeps the files of older builds for a day, for pages that are open', async () => {
    const names = await readdir(outDir);
    expect(names).toContain('part-today-OLDBUILD.js');
    expect(names).not.toContain('part-before-OLDBUILD.js');
  });

  it('is a page with one script and one style sheet, named by their content and nothing inline', async () => {
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    const { script, style } = entriesOf(html);
    const names = (await readdir(outDir)).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(expect.arrayContaining([script, `${script}.map`, style, `${style}.map`]));
    // What is loaded later has a hash in its name, too: such files may be kept for ever.
    const known = ['index.html', 'emoji', 'sw.js', script, style];
    const others = names.filter((name) => !known.includes(name.replace(/\.map$/, '')));
    expect(others.filter((name) => !/-[A-Z0-9]{8}\.(js|js\.map|css|css\.map|woff2|json)$/.test(name))).toEqual([]);
    expect(html).not.toMatch(/%[A-Z]+%|<style|style=|\son\w+=|<script>/);
  });

  it('has a service worker that keeps nothing and answers no request, so that no version of the page is in the way of another', async () => {
    const worker = await readFile(join(outDir, 'sw.js'), 'utf8');
    const events = [...worker.matchAll(/addEventListener\("(\w+)"/g)].map(([, event]) => event);
    expect(events.sort()).toEqual(['install', 'notificationclick', 'push', 'pushsubscriptionchange']);
    expect(worker).not.toMatch(/\bcaches\b|\bimport\b/);
  });

  it('loads first within its budget of 180 KB compressed, for the sign-in, the list and an open conversation', async () => {
    const names = await readdir(outDir);
    const { script, style } = entriesOf(await readFile(join(outDir, 'index.html'), 'utf8'));
    const part = (name: string): string => {
      const found = names.filter((each) => each.startsWith(`part-${name}-`) && each.endsWith('.js'));
      expect(found).toHaveLength(1);
      return found[0] ?? '';
    };
    const sizeWith = async (...parts: readonly string[]): Promise<number> =>
      sizeOf(outDir, ['index.html', style, ...(await withImports(outDir, [script, ...parts]))]);
    const sizes = {
      signIn: await sizeWith(),
      list: await sizeWith(part('signed')),
      conversation: await sizeWith(part('signed'), part('chat-pane')),
    };
    console.info(`Compressed, in bytes: ${JSON.stringify(sizes)}`);
    expect(Math.max(...Object.values(sizes))).toBeLessThan(180 * 1024);
  });

  it('is the same files for the same sources, also when several starts build it at once, and not built again of them', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'parley-web-'));
    try {
      const options = { root, outDir: elsewhere, now: Date.now() };
      await Promise.all([buildWeb(options), buildWeb(options)]);
      expect(await readdir(elsewhere)).toEqual((await readdir(outDir)).filter((name) => !name.includes('OLDBUILD')));
      const page = (folder: string) => readFile(join(folder, 'index.html'), 'utf8');
      expect(await page(elsewhere)).toBe(await page(outDir));
      await writeFile(join(elsewhere, 'index.html'), 'not built again');
      await buildWeb({ ...options, now: Date.now() });
      expect(await page(elsewhere)).toBe('not built again');
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });
});

/** The script and the style sheet that a page names. */
const entriesOf = (html: string): { readonly script: string; readonly style: string } => {
  const [, script = ''] = /<script type="module" src="\/(app-[A-Z0-9]{8}\.js)"><\/script>/.exec(html) ?? [];
  const [, style = ''] = /<link rel="stylesheet" href="\/(style-[A-Z0-9]{8}\.css)" \/>/.exec(html) ?? [];
  return { script, style };
};

/** Scripts and whatever they import before they run. A dynamic `import()` is not among them. */
const withImports = async (folder: string, scripts: readonly string[]): Promise<readonly string[]> => {
  const found = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    if (found.has(name)) return;
    found.add(name);
    const code = await readFile(join(folder, name), 'utf8');
    for (const [, next = ''] of code.matchAll(/(?:\bfrom|\bimport)"\.\/([^"]+\.js)"/g)) await visit(next);
  };
  for (const script of scripts) await visit(script);
  return [...found];
};

const sizeOf = async (folder: string, names: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(folder, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
};
