import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles resolvers for APPSYNC_JS: one readable ES module an entry, everything inlined but `@aws-appsync/utils`.
 *
 * @param options.root the repository, absolute or relative to the working directory.
 * @param options.entries files under `resolvers/` without their ending: `Mutation.sendMessage`, `functions/readMembership`.
 * @returns the code of each entry under its own name, in the order asked for. The same sources give the same characters
 *   on every machine. Type errors are not looked for; a file that is missing or does not parse rejects.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/additional-utilities.html (bundling)
 */
export async function bundleResolvers(options: ResolversToBundle): Promise<ReadonlyMap<string, string>> {
  return (await bundleResolversOf(options)).bundles;
}

export interface ResolversToBundle {
  readonly root: string;
  readonly entries: readonly string[];
}

/** As `bundleResolvers`, with the files that were read, under the root. */
export async function bundleResolversOf(
  options: ResolversToBundle,
): Promise<{ readonly bundles: ReadonlyMap<string, string>; readonly inputs: readonly string[] }> {
  const root = resolve(options.root);
  const entries = [...new Set(options.entries)];
  if (entries.length === 0) return { bundles: new Map(), inputs: [] };

  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: `./resolvers/${entry}.ts`, out: entry })),
    outdir: join(root, 'build/resolvers'),
    write: false,
    metafile: true,
    bundle: true,
    splitting: false,
    treeShaking: true,
    format: 'esm',
    platform: 'neutral',
    target: 'esnext',
    charset: 'utf8',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
    // Read by people in the AppSync console, and by the evaluator's messages with line and column.
    minify: false,
    legalComments: 'none',
    // Nothing but the sources decides what comes out: no tsconfig found on the way up.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: 'silent',
  });

  const codeAt = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const bundles = new Map(
    entries.map((entry) => {
      const code = codeAt.get(join(root, 'build/resolvers', `${entry}.js`));
      if (code === undefined) throw new Error(`unable to bundle resolvers/${entry}.ts; esbuild wrote no such file`);
      return [entry, code] as const;
    }),
  );
  return { bundles, inputs: Object.keys(metafile.inputs) };
}
