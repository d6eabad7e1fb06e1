import { it } from 'vitest';
import { describeOnApi } from '../support/api-in-process.ts';
import { everLater, play, settings, suite } from './suite/index.ts';

await describeOnApi('The resolver suite on our runtime', { clock: everLater(), env: settings }, (api) => {
  for (const [key, scenario] of suite.entries()) it(scenario.name, () => play(scenario, api, key));
});
