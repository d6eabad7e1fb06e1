import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { synthesise, textAt, type Json, type Resource, type Synthesised } from './synthesise.ts';

const run = promisify(execFile);

/** A synthesised stage with the code that it would upload. */
export interface Uploaded {
  readonly api: Synthesised;
  /** The only function whose logical id begins so. */
  function(idStart: string): Resource;
  /** The folder that is uploaded as a function's code. */
  codeOf(handler: Resource): string;
  close(): Promise<void>;
}

export async function synthesiseWithCode(): Promise<Uploaded> {
  const code = await mkdtemp(join(tmpdir(), 'parley-uploaded-'));
  const whenBundled = async (assets: string) => {
    const folders = (await readdir(assets)).filter((name) => name.startsWith('asset.'));
    for (const folder of folders) await cp(join(assets, folder), join(code, folder), { recursive: true });
  };
  const { api } = await synthesise('prod', { whenBundled });
  return {
    api,
    function(idStart) {
      const [only, ...others] = api.ofType('AWS::Lambda::Function').filter(({ id }) => id.startsWith(idStart));
      if (only === undefined || others.length > 0) throw new Error(`unable to find the one function ${idStart}`);
      return only;
    },
    codeOf: ({ properties }) => join(code, `asset.${textAt(properties, 'Code', 'S3Key').replace('.zip', '')}`),
    close: () => rm(code, { recursive: true, force: true }),
  };
}

/** Runs uploaded code as Lambda does, in a process of its own that sees nothing but its settings, on one event after the other. */
export async function answersOf(
  code: string,
  {
    endpoint,
    tables,
  }: {
    readonly endpoint: string;
    readonly tables: {
      readonly chat: string;
      readonly guards: string;
      readonly people: string;
      readonly calls: string;
    };
  },
  events: readonly unknown[],
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly Json[]> {
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(code, 'index.mjs')).href)});
    const answers = [];
    for (const event of ${JSON.stringify(events)}) answers.push((await handler(event)) ?? null);
    console.log(JSON.stringify(answers));
    process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: code,
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'eu-central-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      // Where nobody listens: telling subscribers is tried, and never fails what was done.
      GRAPHQL_ENDPOINT: 'http://127.0.0.1:1/graphql',
      DYNAMODB_ENDPOINT: endpoint,
      [tableSettings.chat]: tables.chat,
      [tableSettings.guards]: tables.guards,
      [tableSettings.people]: tables.people,
      [tableSettings.calls]: tables.calls,
      NODE_OPTIONS: '--enable-source-maps',
      ...settings,
    },
  });
  // What the code reports meanwhile stands before.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Json[];
}
