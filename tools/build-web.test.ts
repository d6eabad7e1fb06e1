import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildWeb } from './build-web.ts';

const root = resolve(import.meta.dirname, '..');

describe('The built web app', () => {
  let outDir: string;
  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'parley-web-'));
  });
  afterEach(() => rm(outDir, { recursive: true, force: true }));

  it('is a page with one script and one style sheet, named by their content and nothing inline', async () => {
    await buildWeb({ root, outDir, now: Date.now() });
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    const { script, style } = entriesOf(html);
    const names = (await readdir(outDir)).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(expect.arrayContaining([script, `${script}.map`, style, `${style}.map`]));
    // What is loaded later has a hash in its name, too: such files may be kept for ever.
    const others = names.filter((name) => !['index.html', 'emoji', script, style].includes(name.replace(/\.map$/, '')));
    expect(others.filter((name) => !/-[A-Z0-9]{8}\.(js|js\.map|css|css\.map|woff2|json)$/.test(name))).toEqual([]);
    expect(html).not.toMatch(/%[A-Z]+%|<style|style=|\son\w+=|<script>/);
  });

  it('is the same files for the same sources, and keeps those of older builds for a day, for pages that are open', async () => {
    for (const [name, days] of [
      ['part-today-OLDBUILD.js', 0.9],
      ['part-before-OLDBUILD.js', 1.1],
    ] as const) {
      await writeFile(join(outDir, name), '');
      const at = Date.now() / 1_000 - days * 24 * 60 * 60;
      await utimes(join(outDir, name), at, at);
    }
    await buildWeb({ root, outDir, now: Date.now() });
    const first = await readdir(outDir);
    expect(first).toContain('part-today-OLDBUILD.js');
    expect(first).not.toContain('part-before-OLDBUILD.js');
    await buildWeb({ root, outDir, now: Date.now() });
    expect(await readdir(outDir)).toEqual(first);
  });

  it('is not built again of the same sources', async () => {
    await buildWeb({ root, outDir, now: Date.now() });
    const html = join(outDir, 'index.html');
    await writeFile(html, 'not built again');
    await buildWeb({ root, outDir, now: Date.now() });
    expect(await readFile(html, 'utf8')).toBe('not built again');
  });

  it('loads first within its budget of 180 KB compressed, for the sign-in, the list and an open conversation', async () => {
    await buildWeb({ root, outDir, now: Date.now() });
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

  it('may be built by several starts at once', async () => {
    await Promise.all([buildWeb({ root, outDir, now: Date.now() }), buildWeb({ root, outDir, now: Date.now() })]);
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    for (const [, name = ''] of html.matchAll(/(?:src|href)="\/([^"]+)"/g)) {
      expect(await readdir(outDir)).toContain(name);
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
