import { describe, expect, it } from 'vitest';
import { defaultBudget, hardLimit, measure, tableOf } from './resolver-budgets.ts';

const ofSize = (characters: number): string => 'x'.repeat(characters);

describe('resolver budgets', () => {
  it('let a bundle have its budget to the last character', () => {
    const [size] = measure(new Map([['Query.a', ofSize(defaultBudget)]]));
    expect(size?.over).toBe(false);
  });

  it('refuse one character more', () => {
    const [size] = measure(new Map([['Query.a', ofSize(defaultBudget + 1)]]));
    expect(size?.over).toBe(true);
  });

  it('let a named bundle have more, but never more than AppSync takes', () => {
    const allowed = { 'Query.a': hardLimit + 10 };
    expect(measure(new Map([['Query.a', ofSize(hardLimit)]]), allowed)[0]?.over).toBe(false);
    expect(measure(new Map([['Query.a', ofSize(hardLimit + 1)]]), allowed)[0]?.over).toBe(true);
  });

  it('show the largest first and mark what is over', () => {
    const table = tableOf(
      measure(
        new Map([
          ['Query.small', ofSize(10)],
          ['Query.large', ofSize(defaultBudget + 1)],
        ]),
      ),
    );
    expect(table.split('\n')).toEqual([
      'Query.large   16385 of 16384   100 %  over budget',
      'Query.small      10 of 16384     0 %',
    ]);
  });
});
