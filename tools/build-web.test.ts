import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
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
    await buildWeb({ root, outDir });
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    const [, script = ''] = /<script type="module" src="\/(app-[A-Z0-9]{8}\.js)"><\/script>/.exec(html) ?? [];
    const [, style = ''] = /<link rel="stylesheet" href="\/(style-[A-Z0-9]{8}\.css)" \/>/.exec(html) ?? [];
    expect((await readdir(outDir)).sort()).toEqual(
      [script, `${script}.map`, 'index.html', style, `${style}.map`].sort(),
    );
    expect(html).not.toMatch(/%[A-Z]+%|<style|style=|\son\w+=|<script>/);
  });

  it('is the same files for the same sources, and leaves none of an older build behind', async () => {
    await writeFile(join(outDir, 'app-OLDBUILD.js'), '');
    await buildWeb({ root, outDir });
    const first = await readdir(outDir);
    expect(first).not.toContain('app-OLDBUILD.js');
    await buildWeb({ root, outDir });
    expect(await readdir(outDir)).toEqual(first);
  });

  it('loads within its budget of 120 KB compressed', async () => {
    await buildWeb({ root, outDir });
    const names = (await readdir(outDir)).filter((name) => /\.(js|css|html)$/.test(name));
    const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(outDir, name))).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120 * 1024);
  });

  it('may be built by several starts at once', async () => {
    await Promise.all([buildWeb({ root, outDir }), buildWeb({ root, outDir })]);
    const html = await readFile(join(outDir, 'index.html'), 'utf8');
    for (const [, name = ''] of html.matchAll(/(?:src|href)="\/([^"]+)"/g)) {
      expect(await readdir(outDir)).toContain(name);
    }
  });
});
