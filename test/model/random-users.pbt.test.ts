import fc from 'fast-check';
import { it } from 'vitest';
import { often } from '../support/in-full.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import type { Report } from './run.ts';
import { runSteps } from './run.ts';
import { shrunk } from './shrink.ts';
import type { Step } from './steps.ts';
import { stepsOf } from './steps.ts';

/** A thousand every night. */
const runs = Number(process.env['PARLEY_MODEL_RUNS'] ?? often(15, 50));
const stepsOfRun = 50;
/** Runs at the same time: they share nothing but the product. */
const lanes = 4;
/** Runs that are spent on finding fewer steps that fail, too. */
const shrinkingRuns = 60;

await describeOnProduct('Random users of the whole product', (product) => {
  let count = 0;
  const take = (steps: readonly Step[]): Promise<Report> => runSteps(product.url, steps, `${(count += 1)}`);

  it('are answered and shown what a simple model of it says, whatever they do', async () => {
    const drawn = fc.sample(stepsOf(stepsOfRun), runs);
    const tried = new Map<string, number>();
    const failures: { readonly steps: readonly Step[]; readonly run: number; readonly report: Report }[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (failures.length === 0 && next < drawn.length) {
        const run = next++;
        const steps = drawn[run] ?? [];
        const report = await take(steps);
        for (const [ending, times] of report.tried) tried.set(ending, (tried.get(ending) ?? 0) + times);
        if (report.wrong.length > 0) failures.push({ steps, run, report });
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    if (process.env['PARLEY_MODEL_TOLD'] !== undefined) {
      console.log(
        [...tried]
          .sort()
          .map(([ending, times]) => `${times} x ${ending}`)
          .join('\n'),
      );
    }

    const [failure] = failures;
    if (failure === undefined) return;
    let { report } = failure;
    const fails = async (steps: readonly Step[]): Promise<boolean> => {
      const again = await take(steps);
      if (again.wrong.length > 0) report = again;
      return again.wrong.length > 0;
    };
    await shrunk(failure.steps, fails, shrinkingRuns);
    throw new Error(inWords(failure.run, report));
  }, 7_200_000);
});

const inWords = (run: number, { story, wrong }: Report): string =>
  [
    `run ${run} of PARLEY_SEED=${fc.readConfigureGlobal().seed ?? 'chance'} ends otherwise than the model, also after these steps alone:`,
    ...story.map((step) => `  ${step}`),
    'because',
    ...wrong.map((line) => `  ${line}`),
  ].join('\n');
