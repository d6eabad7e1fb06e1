import { execFile } from 'node:child_process';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { SignedApi } from '../contracts/signed-api.ts';
import { once } from './once.ts';
import { synthesised, templatesOf, textAt, type Json, type Resource, type Synthesised } from './synthesise.ts';

const run = promisify(execFile);

const region = 'eu-central-1';

/** A synthesised stage with the code that it would upload. */
export interface Uploaded {
  readonly api: Synthesised;
  /** The only function whose logical id begins so. */
  function(idStart: string): Resource;
  /** The folder that is uploaded as a function's code. */
  codeOf(handler: Resource): string;
}

let uploaded: Promise<Uploaded> | undefined;

/** Nobody changes what is there. */
export const synthesiseWithCode = (): Promise<Uploaded> => (uploaded ??= bundledOnce());

async function bundledOnce(): Promise<Uploaded> {
  const { api, code } = await once('uploaded-code', async (folder) => {
    const whenBundled = async (assets: string) => {
      const names = (await readdir(assets)).filter((name) => name.startsWith('asset.'));
      for (const name of names) await cp(join(assets, name), join(folder, name), { recursive: true });
    };
    return { api: (await templatesOf('prod', { whenBundled })).api, code: folder };
  });
  return uploadedTo(code, synthesised(api));
}

const uploadedTo = (code: string, api: Synthesised): Uploaded => ({
  api,
  function(idStart) {
    const [only, ...others] = api.ofType('AWS::Lambda::Function').filter(({ id }) => id.startsWith(idStart));
    if (only === undefined || others.length > 0) throw new Error(`unable to find the one function ${idStart}`);
    return only;
  },
  codeOf: ({ properties }) => join(code, `asset.${textAt(properties, 'Code', 'S3Key').replace('.zip', '')}`),
});

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
  const api = await SignedApi.start({ region });
  try {
    const { credentials } = api.access;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: code,
      env: {
        PATH: process.env['PATH'],
        AWS_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        GRAPHQL_ENDPOINT: (await api.access.endpoint).href,
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
  } finally {
    await api.stop();
  }
}
