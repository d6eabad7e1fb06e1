import { describe, expect, it } from 'vitest';
import { DataSourceKit } from '../../../test/support/dynamodb-data-source.ts';
import type { Json } from '../../contract.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:decide';

describe('A failed condition with the strategy Custom', () => {
  const kit = new DataSourceKit();
  const told: Json[] = [];

  const decides = (decision: (tries: number) => Json): void => {
    told.length = 0;
    kit.conflictHandlers.set(arn, async (event) => {
      told.push(event);
      return decision(told.length);
    });
  };

  const increment = (condition: string) => ({
    operation: 'UpdateItem',
    key: kit.at('a'),
    update: { expression: 'SET n = n + :one', expressionValues: { ':one': { N: 1 } } },
    condition: { expression: condition, conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: arn } },
  });

  it('is decided by the function it names, which is told of the request and of the item as it is', async () => {
    await kit.put('a', { n: { N: 1 } });
    decides(() => ({ action: 'reject' }));
    const answer = await kit.run(increment('attribute_not_exists(n)'));
    expect(answer).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
      result: { n: 1 },
    });
    expect(told).toMatchObject([{ requestMapping: { operation: 'UpdateItem' }, currentValue: { n: 1 } }]);
  });

  it('is answered with the item as it is when the function says discard', async () => {
    await kit.put('a', { n: { N: 1 } });
    decides(() => ({ action: 'discard' }));
    expect(await kit.run(increment('attribute_not_exists(n)'))).toMatchObject({ ok: true, result: { n: 1 } });
  });

  it('is tried again as the function says, and the answer is that of the retry', async () => {
    await kit.put('a', { n: { N: 1 } });
    decides(() => ({ action: 'retry', retryMapping: increment('attribute_exists(n)') }));
    expect(await kit.run(increment('attribute_not_exists(n)'))).toMatchObject({ ok: true, result: { n: 2 } });
    expect(told).toHaveLength(1);
  });

  it('ends after ten retries that fail as well', async () => {
    await kit.put('a', { n: { N: 1 } });
    decides(() => ({ action: 'retry', retryMapping: increment('attribute_not_exists(n)') }));
    expect(await kit.run(increment('attribute_not_exists(n)'))).toMatchObject({ ok: false });
    expect(told).toHaveLength(11);
  });

  it.each([null, 'x', {}, { action: 'retry' }, { action: 'x' }])(
    'is a failure of its own when the function answers %j',
    async (decision) => {
      await kit.put('a', { n: { N: 1 } });
      decides(() => decision);
      const answer = await kit.run(increment('attribute_not_exists(n)'));
      expect(answer).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
      expect(await kit.get('a')).toMatchObject({ result: { n: 1 } });
    },
  );

  it('is refused before anything is sent when it names a function that there is not', async () => {
    kit.conflictHandlers.clear();
    await kit.put('a', { n: { N: 1 } });
    const before = kit.operations.length;
    expect(await kit.run(increment('attribute_exists(n)'))).toMatchObject({
      ok: false,
      error: { type: 'MappingTemplate' },
    });
    expect(kit.operations).toHaveLength(before);
  });

  it('asks nobody when the condition holds', async () => {
    await kit.put('a', { n: { N: 1 } });
    decides(() => ({ action: 'reject' }));
    expect(await kit.run(increment('attribute_exists(n)'))).toMatchObject({ ok: true, result: { n: 2 } });
    expect(told).toEqual([]);
  });
});
