import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StageName } from '../../infra/stages.ts';
import { once } from './once.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Milliseconds. CDK takes 2 to 4 s of a processor for a stage, and shares it with the other tests. */
export const synthesisTime = 180_000;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  /** What becomes of it when it leaves the stack: `Retain` or `Delete`. */
  readonly deletionPolicy: Json;
  readonly dependsOn: readonly Json[];
  /** The condition under which it is made at all; empty where it always is. */
  readonly condition: string;
}

export interface Synthesised {
  readonly resources: readonly Resource[];
  /** Outputs that people read, and exports, by logical id. */
  readonly outputs: Readonly<Record<string, Json>>;
  /** What an operator may say when deploying, by name. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly terminationProtection: boolean;
  ofType(type: string): readonly Resource[];
  /** What the asset holds that a resource's `CodeS3Location` names. */
  codeOf(resource: Resource): string | undefined;
}

/** A value inside JSON; `undefined` where the path leads nowhere. */
export function at(json: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
    return typeof value === 'object' && value !== null ? value[key] : undefined;
  }, json);
}

export const list = (json: Json | undefined): readonly Json[] =>
  json === undefined ? [] : Array.isArray(json) ? json : [json];

/** A text inside JSON; empty where the path leads to none. */
export function textAt(json: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = at(json, ...path);
  return typeof found === 'string' ? found : '';
}

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function target(json: Json | undefined): string {
  const found = at(json, 'Fn::GetAtt', 0) ?? at(json, 'Ref');
  if (typeof found !== 'string') throw new Error(`unable to follow ${JSON.stringify(json)}; it is no reference`);
  return found;
}

/**
 * A stage, synthesised into a folder of its own that is taken away again. Throws when cdk-nag has a finding.
 *
 * The Lambda is not bundled unless asked for: its asset is then a placeholder, and the templates differ in its S3 key
 * only. `uploaded-code.ts` bundles it.
 */
export function synthesise(stage: StageName): Promise<SynthesisedStage> {
  const held = stages.get(stage) ?? synthesiseAnew(stage);
  stages.set(stage, held);
  return held;
}

export interface SynthesisedStage {
  readonly state: Synthesised;
  readonly api: Synthesised;
}

/** Files of this folder share the modules of their worker, and the workers what one of them synthesised. */
const stages = new Map<StageName, Promise<SynthesisedStage>>();

async function synthesiseAnew(stage: StageName): Promise<SynthesisedStage> {
  const { state, api } = await once(stage, () => templatesOf(stage));
  return { state: synthesised(state), api: synthesised(api) };
}

/** A stack as it is written down: its template, and the scripts that it names by where they are uploaded. */
export interface StackTemplate {
  readonly template: Json;
  readonly terminationProtection: boolean;
  readonly scripts: Readonly<Record<string, string>>;
}

/** Throws when cdk-nag has a finding. */
export async function templatesOf(
  stage: StageName,
  lambda?: { readonly whenBundled: (assets: string) => Promise<void> },
): Promise<{ readonly state: StackTemplate; readonly api: StackTemplate }> {
  // CDK takes longer to load than its answers to read, which is all that most workers do.
  const { parley } = await import('../../infra/parley.ts');
  const outdir = await mkdtemp(join(tmpdir(), 'parley-synth-'));
  try {
    const { app, state, api } = await parley({
      root,
      outdir,
      context: { stage, ...(lambda ? {} : { 'aws:cdk:bundling-stacks': [] }) },
    });
    const assembly = app.synth();
    await lambda?.whenBundled(outdir);
    const scripts = await scriptsIn(outdir);
    const read = (name: string): StackTemplate => {
      const artifact = assembly.getStackByName(name);
      const terminationProtection = artifact.terminationProtection === true;
      return { template: artifact.template as Json, terminationProtection, scripts };
    };
    return { state: read(state.stackName), api: read(api.stackName) };
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

/** The scripts among a cloud assembly's assets, by the name that they are uploaded under. */
async function scriptsIn(outdir: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(outdir)).filter((name) => name.startsWith('asset.') && name.endsWith('.js'));
  const read = async (name: string) =>
    [name.slice('asset.'.length), await readFile(join(outdir, name), 'utf8')] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

export function synthesised({ template, terminationProtection, scripts }: StackTemplate): Synthesised {
  const resources = Object.entries(at(template, 'Resources') ?? {}).map(([id, resource]: [string, Json]) => ({
    id,
    type: textAt(resource, 'Type'),
    properties: at(resource, 'Properties') ?? {},
    deletionPolicy: at(resource, 'DeletionPolicy') ?? null,
    dependsOn: list(at(resource, 'DependsOn')),
    condition: textAt(resource, 'Condition'),
  }));
  return {
    resources,
    outputs: (at(template, 'Outputs') ?? {}) as Readonly<Record<string, Json>>,
    parameters: (at(template, 'Parameters') ?? {}) as Readonly<Record<string, Json>>,
    conditions: (at(template, 'Conditions') ?? {}) as Readonly<Record<string, Json>>,
    terminationProtection,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    codeOf: ({ properties }) => scripts[textAt(properties, 'CodeS3Location', 'Fn::Sub').split('/').at(-1) ?? ''],
  };
}
