import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../runtime/evaluator/index.ts';
import { aContext, bundle } from '../../runtime/evaluator/test-support.ts';
import recorded from './recorded-utils.json' with { type: 'json' };

const evaluator = createEvaluator();

async function evaluate(expression: string): Promise<unknown> {
  const code = await bundle(`
    import { util } from '@aws-appsync/utils';
    import * as ddb from '@aws-appsync/utils/dynamodb';
    export function request(ctx) { return ${expression}; }
  `);
  const { outcome } = evaluator.load({ name: expression, code }).evaluate('request', aContext());
  return outcome.kind === 'returned' ? outcome.value : outcome;
}

/** One recording kept the printed form of an object, in which quotes inside texts stay bare, and not the object. */
function asPrinted(value: object): string {
  const members = Object.entries(value).map(([name, member]) => `  "${name}": "${String(member)}",\n`);
  return `{\n${members.join('')}}`;
}

describe("what AWS's own evaluator answered", () => {
  it.each(recorded.cases.filter((one) => typeof one.recorded === 'object'))('$expression', async (one) => {
    expect(await evaluate(one.expression)).toEqual(one.recorded);
  });

  it.each(recorded.cases.filter((one) => typeof one.recorded === 'string'))('$expression, as printed', async (one) => {
    const value = await evaluate(one.expression);
    expect(typeof value === 'object' && value !== null ? asPrinted(value) : value).toBe(one.recorded);
  });
});
