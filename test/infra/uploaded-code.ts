import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { inject } from 'vitest';
import { SignedApi } from '../contracts/signed-api.ts';
import {
  synthesised,
  templatesOf,
  textAt,
  type Json,
  type Resource,
  type StackTemplate,
  type Synthesised,
} from './synthesise.ts';

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

/** Bundled for the first file that asks, in whichever worker; nobody changes what is there. */
export const synthesiseWithCode = (): Promise<Uploaded> => (uploaded ??= bundledOnce());

/** What is told of the code once it is all there: the template beside it, or why there is none. */
interface Told {
  readonly api?: StackTemplate;
  readonly why?: string;
}

async function bundledOnce(): Promise<Uploaded> {
  const folder = inject('uploadedCode');
  const isFirst = await mkdir(join(folder, 'code')).then(
    () => true,
    () => false,
  );
  const { api, why } = isFirst ? await bundleInto(folder) : await toldIn(folder);
  if (api === undefined) throw new Error(`unable to bundle; ${why ?? 'nobody said why'}`);
  return uploadedTo(join(folder, 'code'), synthesised(api));
}

const toldFile = 'told.json';

async function bundleInto(folder: string): Promise<Told> {
  const whenBundled = async (assets: string) => {
    const names = (await readdir(assets)).filter((name) => name.startsWith('asset.'));
    for (const name of names) await cp(join(assets, name), join(folder, 'code', name), { recursive: true });
  };
  const told: Told = await templatesOf('prod', { whenBundled }).then(
    ({ api }) => ({ api }),
    (cause: unknown) => ({ why: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  );
  // Renamed into place: whoever waits reads all of it.
  await writeFile(join(folder, 'draft.json'), JSON.stringify(told));
  await rename(join(folder, 'draft.json'), join(folder, toldFile));
  return told;
}

/** Waits for the worker that came first. */
async function toldIn(folder: string): Promise<Told> {
  const file = join(folder, toldFile);
  const changes = watch(folder);
  try {
    while (!existsSync(file)) await once(changes, 'change');
  } finally {
    changes.close();
  }
  return JSON.parse(await readFile(file, 'utf8')) as Told;
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
