import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { OutputFile } from 'esbuild';
import { isBuilt, rememberBuild } from './made-of.ts';
import { leanAmplify, loadedTogether } from './page/lean-page.ts';

export interface BuildWebOptions {
  /** The repository, absolute or relative to the working directory. */
  readonly root: string;
  /** Where the site goes. What has been no part of it for a day is removed from there. */
  readonly outDir: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Builds the web app: `index.html`, which names one script and one style sheet, both with a hash of their content in the
 * name. Nothing is inline, so that the strictest Content-Security-Policy fits.
 *
 * Files are renamed into place, `index.html` last: a server that serves the folder meanwhile never sees half a site. Where
 * the folder holds what these sources make, nothing is built.
 */
export async function buildWeb(options: BuildWebOptions): Promise<void> {
  const root = resolve(options.root);
  const outDir = resolve(options.outDir);
  if (await isBuilt(root, outDir, options.now)) return;
  const page = await readFile(join(root, 'web/index.html'), 'utf8');

  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      app: 'web/main.tsx',
      style: 'web/styles/index.css',
      later: 'web/styles/later.css',
      formulas: 'web/styles/formulas.css',
    },
    outdir: outDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    write: false,
    metafile: true,
    bundle: true,
    // What is shown later is loaded later: a dynamic import is a file of its own.
    splitting: true,
    chunkNames: 'part-[name]-[hash]',
    jsx: 'automatic',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    format: 'esm',
    platform: 'browser',
    // RxJS as today's browsers run it, without the helpers of yesterday's.
    conditions: ['es2015', 'module'],
    plugins: [leanAmplify(root), loadedTogether(root)],
    target: 'es2022',
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    charset: 'utf8',
    legalComments: 'none',
    // Amplify asks for both; neither exists in a browser.
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: 'silent',
  });

  const { worker, inputs: workerInputs } = await buildWorker(root, outDir);
  const files = [...outputFiles, worker];

  await mkdir(outDir, { recursive: true });
  await writeEmoji(root, outDir);
  for (const file of files) await writeWhole(outDir, basename(file.path), file.contents);
  const html = page
    .replace('%SCRIPT%', nameOf(outputFiles, /^app-.*\.js$/))
    .replace('%STYLE%', nameOf(outputFiles, /^style-.*\.css$/))
    .replace('%LATER%', nameOf(outputFiles, /^later-.*\.css$/))
    .replace('%FORMULAS%', nameOf(outputFiles, /^formulas-.*\.css$/));
  await writeWhole(outDir, 'index.html', html);
  const outputs = [...files.map(({ path }) => basename(path)), 'index.html'];
  await removeOthers(outDir, new Set(outputs), options.now - dayMs);
  // Names of a plugin's own making are no files.
  const inputs = [
    ...Object.keys(metafile.inputs).filter((path) => !/^\(?\w+:/.test(path)),
    ...workerInputs,
    ...builtBy,
  ];
  await rememberBuild(root, outDir, { inputs, outputs: [...outputs, ...emojiFiles] }, options.now);
}

const emojiFiles = ['emoji/en/data.json', 'emoji/en/messages.json'];

/** What else decides over what is built. A newer package comes with a newer lock file. */
const builtBy = [
  'web/index.html',
  'package-lock.json',
  'tools/build-web.ts',
  'tools/made-of.ts',
  'tools/page/lean-page.ts',
];

interface Worker {
  readonly worker: OutputFile;
  readonly inputs: readonly string[];
}

/** The service worker: a file of its own, at the address by which browsers know it from version to version. */
const buildWorker = async (root: string, outDir: string): Promise<Worker> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { sw: 'web/worker/service-worker.ts' },
    outdir: outDir,
    write: false,
    metafile: true,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: 'silent',
  });
  const [worker] = outputFiles;
  if (worker === undefined) throw new Error('unable to build the web app; its service worker is empty');
  return { worker, inputs: Object.keys(metafile.inputs) };
};

/** What the picker reads of each emoji; the data holds as much again. */
const readOfEmoji = new Set(['emoji', 'label', 'group', 'subgroup', 'tags', 'version', 'skins', 'tone']);

/** The names and groups of emoji, as the picker asks for them: `emoji/en/{data,messages}.json`. */
const writeEmoji = async (root: string, outDir: string): Promise<void> => {
  const from = join(root, 'node_modules/emojibase-data/en');
  const folder = join(outDir, 'emoji/en');
  await mkdir(folder, { recursive: true });
  const emoji: unknown = JSON.parse(await readFile(join(from, 'data.json'), 'utf8'));
  const read = (name: string, value: unknown): unknown =>
    name === '' || /^\d+$/.test(name) || readOfEmoji.has(name) ? value : undefined;
  await writeWhole(folder, 'data.json', Buffer.from(JSON.stringify(emoji, read)));
  await writeWhole(folder, 'messages.json', await readFile(join(from, 'messages.json')));
};

const nameOf = (files: readonly OutputFile[], pattern: RegExp): string => {
  const found = files.map(({ path }) => basename(path)).find((name) => pattern.test(name));
  if (found === undefined) throw new Error(`unable to build the web app; no file is named ${pattern.source}`);
  return found;
};

const writeWhole = async (folder: string, name: string, contents: string | Uint8Array): Promise<void> => {
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, contents);
  await rename(draft, join(folder, name));
};

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Parts of earlier builds that nobody built for a day. Younger ones stay: a page that is open asks for parts of its own
 * version, and so does what another server of the same folder serves.
 */
const removeOthers = async (folder: string, kept: ReadonlySet<string>, before: number): Promise<void> => {
  const names = await readdir(folder);
  const others = names.filter((name) => /\.(js|css|map|html|woff2|json)$/.test(name) && !kept.has(name));
  await Promise.all(others.map((name) => removeOld(join(folder, name), before)));
};

/** One that another process removed first is not ours to worry about. */
const removeOld = async (file: string, before: number): Promise<void> => {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && found.mtimeMs < before) await rm(file, { force: true });
};
