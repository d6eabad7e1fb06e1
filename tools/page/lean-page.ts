import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of the page what comes with Amplify and is never reached: `graphql` (see plain-graphql.ts), signing requests
 * and reading configuration files (see unreached.ts), and, of its core, the cache and the translations, which nobody uses
 * but which are there because they register themselves.
 */
export const leanAmplify = (root: string): Plugin => ({
  name: 'lean-amplify',
  setup(build) {
    const insteadOf = (filter: RegExp, file: string): void =>
      build.onResolve({ filter }, ({ importer }) =>
        isAmplify(importer) ? { path: join(root, 'tools/page', file), sideEffects: false } : undefined,
      );
    insteadOf(/^graphql$/, 'plain-graphql.ts');
    insteadOf(/^@aws-crypto\/sha256-js$|\/parse(?:AWSExports|AmplifyOutputs)\.mjs$/, 'unreached.ts');
    build.onResolve(
      { filter: /\/(?:Cache|I18n)\/index\.mjs$/ },
      async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === asked || !isAmplify(importer)) return undefined;
        const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: asked });
        return found.errors.length > 0 ? found : { path: found.path, sideEffects: false };
      },
    );
  },
});

const asked = Symbol('asked by this plugin');

const isAmplify = (importer: string): boolean => /[\\/]node_modules[\\/]@aws-amplify[\\/]/.test(importer);

/**
 * Keeps what is always loaded together in one file. The bundler makes a file of each group of modules that the same parts
 * need, forty for the first screens, and forty small files take a tenth more than a few large ones. Each part that is
 * loaded later therefore needs all of the app, which is there by then, and what is opened from a conversation all of that.
 */
export const loadedTogether = (root: string): Plugin => ({
  name: 'loaded-together',
  setup(build) {
    const app = join(root, 'web/shell/signed.tsx');
    const chat = join(root, 'web/chat/chat-pane.tsx');
    let late: ReadonlySet<string> = new Set();
    // Whatever imports a module first, as a part or along with others, its file is the same: so that is known before.
    build.onStart(async () => {
      late = await loadedLater(root);
    });
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!late.has(path) || path === app) return undefined;
      const needed =
        path !== chat && /[\\/]web[\\/](?:chat|room|composer|content|files|gallery)[\\/]/.test(path)
          ? [app, chat]
          : [app];
      const code = await readFile(path, 'utf8');
      const imports = needed.map((each) => `import ${JSON.stringify(each)};`).join(' ');
      return { contents: `${imports} ${code}`, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
});

/** The modules of ours that some `import()` names. */
const loadedLater = async (root: string): Promise<ReadonlySet<string>> => {
  const folders = ['web', 'client'].map((name) => join(root, name));
  const lists = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))),
  );
  const found = lists
    .flat()
    .filter((file) => /\.tsx?$/.test(file))
    .map(async (file) => {
      const code = await readFile(file, 'utf8');
      return [...code.matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, path = '']) => join(dirname(file), path));
    });
  return new Set((await Promise.all(found)).flat());
};
