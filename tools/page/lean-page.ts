import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    build.onResolve({ filter: /^\./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === asked || !importer.startsWith(root)) return undefined;
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: asked });
      return found.errors.length > 0 || found.path === app ? found : { path: found.path, pluginData: late };
    });
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path, pluginData }) => {
      if (pluginData !== late) return undefined;
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

const late = Symbol('loaded later');
