import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Validations } from 'aws-cdk-lib';
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parley } from '../../infra/parley.ts';
import { UnknownStage } from '../../infra/stages.ts';
import { root, synthesisTime } from './synthesise.ts';

const run = promisify(execFile);
const entry = join(root, 'scripts/synth.mjs');
const unbundled = { 'aws:cdk:bundling-stacks': [] };

describe('synthesis', { timeout: synthesisTime }, () => {
  let outdir: string;
  beforeEach(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'parley-synth-'));
  });
  afterEach(() => rm(outdir, { recursive: true, force: true }));

  /** As it is without a word in the context, for those that only look at it. */
  let usual: Awaited<ReturnType<typeof parley>>;
  let usualOutdir: string;
  beforeAll(async () => {
    usualOutdir = await mkdtemp(join(tmpdir(), 'parley-synth-'));
    usual = await parley({ root, outdir: usualOutdir, context: unbundled });
    usual.app.synth();
  }, synthesisTime);
  afterAll(() => rm(usualOutdir, { recursive: true, force: true }));

  it.each([['qa'], ['toString'], [''], [1], [{}]])('refuses the stage %j, naming those there are', async (stage) => {
    const refused = parley({ root, outdir, context: { stage } });
    await expect(refused).rejects.toThrow(UnknownStage);
    await expect(refused).rejects.toThrow(/^unable to synthesise; the stage .* is not one of dev, prod$/);
  });

  it('is for dev when no stage is named', () => {
    const { state, api } = usual;
    expect([state.stackName, api.stackName]).toEqual(['parley-dev-state', 'parley-dev-api']);
  });

  it('needs no account, no region and no look-up', () => {
    const { app, state, api } = usual;
    const { manifest } = app.synth();
    expect(manifest.missing ?? []).toEqual([]);
    for (const { stackName } of [state, api]) {
      expect(manifest.artifacts?.[stackName]?.environment).toBe('aws://unknown-account/unknown-region');
    }
  });

  it('leaves few findings of cdk-nag unmended, each with its reason', () => {
    const { app } = usual;
    const acknowledged = app.node.findAll().flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.entries(data as Readonly<Record<string, string>>))
        .filter(([rule, reason]) => rule.startsWith('AwsSolutions::') && reason.length > 60)
        .map(([rule]) => ({ of: node.path, rule: rule.replace('AwsSolutions::AwsSolutions-', '') })),
    );
    const kinds = [...new Set(acknowledged.map(({ rule }) => rule.replace(/\[.*$/, '')))].sort();
    expect(kinds).toEqual(['ASC3', 'CFR1', 'CFR2', 'CFR4', 'COG2', 'COG8', 'IAM5', 'S1', 'SMG4', 'SQS3']);
    // Roles may do something to everything in X-Ray, which has no resources, to the objects of one bucket or under one prefix there, and to what SNS
    // makes for the devices of one application.
    const wide = acknowledged.filter(({ rule }) => rule.startsWith('IAM5') && rule !== 'IAM5[Resource::*]');
    expect([...new Set(wide.map(({ of }) => of.split('/')[1]))].sort()).toEqual([
      'FileService',
      'FileWork',
      'MalwareProtection',
      'Notifications',
      'RecordingWriter',
    ]);
    expect(acknowledged.filter(({ rule }) => rule === 'SQS3').every(({ of }) => of.includes('SetAside'))).toBe(true);
  });

  it('fails on any other finding', async () => {
    const { app, state } = await parley({ root, outdir, context: unbundled });
    new CfnUserPool(state, 'Careless', { policies: { passwordPolicy: { minimumLength: 6 } } });
    expect(() => app.synth()).toThrow(/AwsSolutions-COG1/);
  });

  it('stays far below what CloudFormation takes: 500 resources and 1 MB a stack', () => {
    const { app } = usual;
    for (const { template } of app.synth().stacks) {
      const { Resources } = template as { readonly Resources: Readonly<Record<string, unknown>> };
      expect(Object.keys(Resources).length).toBeLessThan(400);
      expect(JSON.stringify(template).length).toBeLessThan(500_000);
    }
  });

  it('writes where CDK_OUTDIR says when the command line tool runs it, and says nothing', async () => {
    const { stderr, stdout } = await run(process.execPath, [entry], {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...unbundled, stage: 'prod' }) },
    });
    expect(stdout + stderr).toBe('');
    expect(await readdir(outdir)).toEqual(
      expect.arrayContaining(['parley-prod-state.template.json', 'parley-prod-api.template.json']),
    );
  });

  it('answers a mistyped stage with one line', async () => {
    const refused = run(process.execPath, [entry], {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: '{"stage":"qa"}' },
    });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stderr: 'unable to synthesise; the stage "qa" is not one of dev, prod\n',
    });
  });
});
