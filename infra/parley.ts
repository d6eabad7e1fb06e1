import { join } from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { codeOf, codeOfFunction, functions, resolvers } from '../resolvers/manifest.ts';
import { bundleResolvers } from '../tools/bundle-resolvers.ts';
import { featureFlags } from './feature-flags.ts';
import { stageFrom } from './stages.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { StateStack } from './stacks/state-stack.ts';

/**
 * Puts one stage together. Nothing is looked up, so it needs no account, no network and no Docker.
 *
 * @param options.root the repository.
 * @param options.outdir where the cloud assembly goes once `synth()` is called on the answer.
 * @param options.context as `cdk -c` gives it, which wins over this; `stage` is `dev` (default) or `prod`.
 * @throws {UnknownStage}
 * @throws {Error} for a resolver that cannot be bundled.
 */
export async function parley(options: {
  readonly root: string;
  readonly outdir: string;
  readonly context?: Readonly<Record<string, unknown>>;
}): Promise<{ readonly app: App; readonly state: StateStack; readonly api: ApiStack }> {
  const { root, outdir, context } = options;
  const app = new App({ outdir, autoSynth: false, context: { ...featureFlags, ...context } });
  const stage = stageFrom(app.node.tryGetContext('stage'));
  const entries = [...resolvers.map(codeOf), ...Object.keys(functions).map(codeOfFunction)];
  const bundles = await bundleResolvers({ root, entries });

  const state = new StateStack(app, stage);
  const api = new ApiStack(app, { root, stage, state, bundles, codeDir: join(outdir, 'resolver-code') });

  Tags.of(app).add('application', 'parley');
  Tags.of(app).add('stage', stage.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, state, api };
}
