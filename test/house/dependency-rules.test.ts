import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rulesFile = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url));

/** Installed in the fixture house: a dependency, a development dependency, and one that nobody declared. */
const packages = {
  dependencies: ['@aws-sdk/client-s3', '@aws-sdk/client-dynamodb', '@aws-appsync/utils', 'aws-amplify', 'react', 'sdk'],
  devDependencies: ['aws-cdk-lib', 'fast-check'],
  undeclared: ['stray'],
} as const;

/** A file of the fixture house: each import is the specifier of one `import` line. */
interface Breach {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
  /** `import type`, which counts as much as any other. */
  readonly typeOnly?: boolean;
}

const sdkBreaches = [
  'dynamodb',
  's3',
  'redis',
  'agora',
  'push',
  'email',
  'sqs',
  'inspection',
  'search',
  'content-checks',
  'appsync',
  'aws-json',
  'cloudfront',
  'lambda',
].map((adapter): Breach => ({
  rule: `adapters-${adapter}-imports-its-own-sdk-only`,
  file: `adapters/${adapter}/with-anothers-sdk.ts`,
  imports: 'sdk',
}));

const breaches: readonly Breach[] = [
  { rule: 'no-cycles', file: 'domain/message/egg.ts', imports: './hen.ts', typeOnly: true },
  { rule: 'no-cycles', file: 'test/egg.ts', imports: './hen.ts' },
  { rule: 'no-unresolvable', file: 'runtime/lost.ts', imports: './nowhere.ts' },
  { rule: 'no-undeclared-packages', file: 'runtime/stray.ts', imports: 'stray' },
  { rule: 'no-development-packages-in-product', file: 'runtime/dev.ts', imports: 'fast-check' },
  { rule: 'no-tests-in-product', file: 'runtime/leaning.ts', imports: '../test/plain.ts' },
  { rule: 'leaves-import-leaves-only', file: 'domain/vocabulary/heavy.ts', imports: '../shared/plain.ts' },
  { rule: 'leaves-import-leaves-only', file: 'adapters/dynamodb/layout/heavy.ts', imports: '../plain.ts' },
  { rule: 'domain-imports-domain-only', file: 'domain/message/clock.ts', imports: 'node:timers' },
  { rule: 'domain-imports-domain-only', file: 'domain/message/npm.ts', imports: 'sdk', typeOnly: true },
  {
    rule: 'application-imports-domain-and-application-only',
    file: 'application/up.ts',
    imports: '../adapters/s3/plain.ts',
  },
  { rule: 'application-imports-domain-and-application-only', file: 'application/node.ts', imports: 'node:crypto' },
  { rule: 'adapters-never-import-another-adapter', file: 'adapters/s3/sideways.ts', imports: '../dynamodb/plain.ts' },
  { rule: 'adapters-never-import-another-adapter', file: 'adapters/aws-json/up.ts', imports: '../s3/plain.ts' },
  { rule: 'wires-know-nobody', file: 'adapters/aws-json/port.ts', imports: '../../application/ports/plain.ts' },
  {
    rule: 'adapters-import-ports-and-domain-only',
    file: 'adapters/s3/verb.ts',
    imports: '../../application/use-cases/plain.ts',
  },
  { rule: 'adapters-without-sdk-import-no-package', file: 'adapters/memory/npm.ts', imports: 'sdk' },
  ...sdkBreaches,
  { rule: 'manifest-imports-nothing', file: 'resolvers/manifest.ts', imports: 'node:path' },
  {
    rule: 'resolvers-import-what-appsync-can-run',
    file: 'resolvers/Query.deep.ts',
    imports: '../domain/shared/plain.ts',
  },
  { rule: 'resolvers-import-what-appsync-can-run', file: 'resolvers/Query.node.ts', imports: 'node:crypto' },
  {
    rule: 'infra-imports-cdk-leaves-and-manifest-only',
    file: 'infra/handler.ts',
    imports: '../adapters/lambda/plain.ts',
  },
  { rule: 'client-imports-contract-only', file: 'client/core/hook.ts', imports: 'react' },
  { rule: 'client-imports-contract-only', file: 'client/core/domain.ts', imports: '../../domain/shared/plain.ts' },
  { rule: 'client-react-imports-client-and-react-only', file: 'client/react/sdk.ts', imports: 'aws-amplify' },
  { rule: 'web-imports-client-only', file: 'web/domain.ts', imports: '../domain/vocabulary/plain.ts' },
  { rule: 'runtime-never-imports-infra-client-web', file: 'runtime/client.ts', imports: '../client/core/plain.ts' },
  { rule: 'runtime-never-imports-infra-client-web', file: 'runtime/infra.ts', imports: '../infra/plain.ts' },
  { rule: 'tools-import-manifest-only', file: 'tools/domain.ts', imports: '../domain/vocabulary/plain.ts' },
  { rule: 'launchers-import-node-only', file: 'scripts/start.mjs', imports: 'sdk' },
  { rule: 'launchers-import-node-only', file: 'scripts/lib/tool.mjs', imports: '../../tools/plain.ts' },
  { rule: 'generated-imports-nothing-else', file: 'generated/leaning.ts', imports: 'sdk' },
];

/** One import of every kind that the table of directions allows. */
const allowed: readonly (readonly [file: string, imports: string])[] = [
  ['domain/vocabulary/good.ts', './plain.ts'],
  ['adapters/dynamodb/layout/good.ts', '../../../domain/vocabulary/plain.ts'],
  ['domain/message/good.ts', '../shared/plain.ts'],
  ['application/use-cases/good.ts', '../ports/plain.ts'],
  ['application/policies/good.ts', '../../domain/shared/plain.ts'],
  ['adapters/s3/good.ts', '@aws-sdk/client-s3'],
  ['adapters/s3/good-port.ts', '../../application/ports/plain.ts'],
  ['adapters/s3/good-node.ts', 'node:crypto'],
  ['adapters/memory/good-wire.ts', '../aws-json/plain.ts'],
  ['adapters/memory/good.ts', '../dynamodb/layout/plain.ts'],
  ['adapters/dynamodb/good.ts', '@aws-sdk/client-dynamodb'],
  ['adapters/lambda/compose.ts', '../s3/plain.ts'],
  ['adapters/lambda/good.ts', '../../generated/plain.ts'],
  ['resolvers/Query.good.ts', '@aws-appsync/utils'],
  ['resolvers/Query.good2.ts', '../adapters/dynamodb/layout/plain.ts'],
  ['resolvers/Query.good3.ts', './functions/plain.ts'],
  ['infra/good.ts', 'aws-cdk-lib'],
  ['infra/good-tools.ts', '../tools/plain.ts'],
  ['infra/good-node.ts', 'node:path'],
  ['client/core/good.ts', 'aws-amplify'],
  ['client/core/good2.ts', '../../domain/vocabulary/plain.ts'],
  ['client/core/good3.ts', '../../domain/markdown/plain.ts'],
  ['client/react/good.ts', 'react'],
  ['client/react/good2.ts', '../core/plain.ts'],
  ['web/good.ts', '../client/core/plain.ts'],
  ['web/good2.ts', 'sdk'],
  ['runtime/good.ts', '../adapters/lambda/plain.ts'],
  ['tools/good.ts', 'sdk'],
  ['scripts/good.mjs', 'sdk'],
  ['test/good.ts', '../web/plain.ts'],
  ['domain/message/good.test.ts', 'fast-check'],
];

const plainFiles = [
  'domain/markdown',
  'domain/vocabulary',
  'domain/shared',
  'application/ports',
  'application/use-cases',
  'adapters/dynamodb/layout',
  'adapters/dynamodb',
  'adapters/aws-json',
  'adapters/s3',
  'adapters/lambda',
  'resolvers/functions',
  'generated',
  'infra',
  'client/core',
  'web',
  'tools',
  'test',
].map((folder) => `${folder}/plain.ts`);

describe('the directions of the house', () => {
  let house: string;
  let rules: readonly IForbiddenRuleType[];
  const found = new Set<string>();

  async function write(path: string, text: string): Promise<void> {
    const file = join(house, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async function build(): Promise<void> {
    const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
    const { dependencies, devDependencies, undeclared } = packages;
    const manifest = { dependencies: versions(dependencies), devDependencies: versions(devDependencies) };
    await write('package.json', JSON.stringify(manifest));
    for (const name of [...dependencies, ...devDependencies, ...undeclared]) {
      await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      await write(`node_modules/${name}/index.js`, 'export const value = 1;\n');
    }

    for (const file of plainFiles) await write(file, 'export const value = 1;\n');
    await write('domain/message/hen.ts', "import type { Value } from './egg.ts';\nexport type Other = Value;\n");
    await write('test/hen.ts', "import { value } from './egg.ts';\nexport const other = value;\n");
    for (const { file, imports, typeOnly } of breaches) {
      const line =
        typeOnly === true ? `import type { Other } from '${imports}'` : `import * as other from '${imports}'`;
      const use = typeOnly === true ? 'export type Value = Other;' : 'export const value = other;';
      await write(file, `${line};\n${use}\n`);
    }
    for (const [file, imports] of allowed)
      await write(file, `import * as it from '${imports}';\nexport const all = it;\n`);
  }

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'parley-house-'));
    await build();
    const options: ICruiseOptions = await extractDepcruiseOptions(rulesFile);
    rules = options.ruleSet?.forbidden ?? [];
    const { output } = await cruise(['.'], { ...options, baseDir: house });
    if (typeof output === 'string') throw new Error('unable to read the findings; they came as text');
    for (const { rule, from } of output.summary.violations) found.add(`${rule.name} ${from}`);
  });

  afterAll(async () => {
    await rm(house, { recursive: true, force: true });
  });

  it.each(breaches)('$rule reports $file', ({ rule, file }) => {
    expect([...found]).toContain(`${rule} ${file}`);
  });

  it.each(allowed)('%s may import %s', (file) => {
    expect([...found].filter((finding) => finding.endsWith(` ${file}`))).toEqual([]);
  });

  it('breaks every rule once, so that no rule can rot unseen', () => {
    const broken = new Set(breaches.map(({ rule }) => rule));
    expect(rules.map(({ name }) => name).filter((name) => name === undefined || !broken.has(name))).toEqual([]);
  });

  it('makes every rule an error with its reason beside it', () => {
    for (const { severity, comment } of rules) {
      expect(severity).toBe('error');
      expect(comment).toMatch(/\w+ \w+/);
    }
  });
});
