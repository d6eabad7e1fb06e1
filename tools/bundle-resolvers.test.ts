import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleResolvers } from './bundle-resolvers.ts';

describe('bundleResolvers', () => {
  let root: string;

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'parley-bundle-'));
    await write('domain/vocabulary/limits.ts', `export const used = 'käse';\nexport const unused = 'never';\n`);
    await write(
      'resolvers/Mutation.sendMessage.ts',
      `import { util, type Context } from '@aws-appsync/utils';
       import * as ddb from '@aws-appsync/utils/dynamodb';
       import { used } from '../domain/vocabulary/limits.ts';
       /* @license nobody */
       export const request = (ctx: Context) => ddb.get({ key: { pk: used, id: util.autoId(), of: ctx.args } });
       export const response = (ctx: Context) => ctx.result;\n`,
    );
    await write('resolvers/functions/readMembership.ts', `export const request = () => ({});\n`);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const entries = ['Mutation.sendMessage', 'functions/readMembership'];

  it('answers each entry under its own name, in the order asked for', async () => {
    const bundles = await bundleResolvers({ root, entries: [...entries].reverse() });
    expect([...bundles.keys()]).toEqual(['functions/readMembership', 'Mutation.sendMessage']);
  });

  it('inlines what a resolver uses and leaves only the AppSync utilities outside', async () => {
    const code = (await bundleResolvers({ root, entries })).get('Mutation.sendMessage') ?? '';
    const imports = [...code.matchAll(/from "([^"]+)"/g)].map(([, specifier]) => specifier);

    expect(imports).toEqual(['@aws-appsync/utils', '@aws-appsync/utils/dynamodb']);
    expect(code).toContain('"käse"');
    expect(code).not.toContain('never');
    expect(code).not.toContain('license');
    expect(code).toMatch(/export \{\s+request,\s+response\s+\}/);
  });

  it('gives the same characters every time, wherever the repository lies', async () => {
    const here = await bundleResolvers({ root, entries });
    const again = await bundleResolvers({ root, entries });
    expect([...again]).toEqual([...here]);
    expect([...here.values()].join('')).not.toContain(root);
  });

  it('names the file that is missing', async () => {
    await expect(bundleResolvers({ root, entries: ['Query.nowhere'] })).rejects.toThrow('Query.nowhere');
  });

  it('answers nothing when nothing was asked for', async () => {
    expect([...(await bundleResolvers({ root, entries: [] }))]).toEqual([]);
  });
});
