import type { Json } from '../contract.ts';
import { isJsonArray } from '../json.ts';

/**
 * The operators of enhanced subscription filters:
 * https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 *
 * `test` compares the event's value with the filter's. A field that the mutation did not select is absent from the
 * event, and absence satisfies no operator, not even the negative ones: a filter that cannot be checked lets nothing
 * through.
 */
export interface Operator {
  /** How many values the filter lists; absent where it takes a single scalar. */
  readonly list?: { readonly least: number; readonly most: number };
  test(actual: Json, expected: Json): boolean;
}

export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['eq', { test: same }],
  ['ne', { test: (actual, expected) => !same(actual, expected) }],
  ['lt', { test: (actual, expected) => order(actual, expected, (sign) => sign < 0) }],
  ['le', { test: (actual, expected) => order(actual, expected, (sign) => sign <= 0) }],
  ['gt', { test: (actual, expected) => order(actual, expected, (sign) => sign > 0) }],
  ['ge', { test: (actual, expected) => order(actual, expected, (sign) => sign >= 0) }],
  ['contains', { test: holds }],
  ['notContains', { test: (actual, expected) => actual !== null && !holds(actual, expected) }],
  [
    'beginsWith',
    {
      test: (actual, expected) =>
        typeof actual === 'string' && typeof expected === 'string' && actual.startsWith(expected),
    },
  ],
  ['in', { list: { least: 1, most: 5 }, test: isAmong }],
  ['notIn', { list: { least: 1, most: 5 }, test: (actual, expected) => !isAmong(actual, expected) }],
  [
    'between',
    {
      list: { least: 2, most: 2 },
      test(actual, expected) {
        const [low, high] = isJsonArray(expected) ? expected : [];
        if (low === undefined || high === undefined) return false;
        return order(actual, low, (sign) => sign >= 0) && order(actual, high, (sign) => sign <= 0);
      },
    },
  ],
  [
    'containsAny',
    {
      list: { least: 1, most: 20 },
      test: (actual, expected) => isJsonArray(expected) && expected.some((each) => holds(actual, each)),
    },
  ],
]);

/** A text that is equal for equal values and differs for different ones, also across types. */
export function valueKey(value: Json): string {
  return typeof value === 'string' ? `s${value}` : `j${JSON.stringify(value)}`;
}

function same(actual: Json, expected: Json): boolean {
  return actual === expected || (typeof actual === 'object' && valueKey(actual) === valueKey(expected));
}

function order(actual: Json, expected: Json, accept: (sign: number) => boolean): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return accept(actual - expected);
  if (typeof actual === 'string' && typeof expected === 'string') {
    return accept(actual < expected ? -1 : actual > expected ? 1 : 0);
  }
  return false;
}

function holds(actual: Json, expected: Json): boolean {
  if (typeof actual === 'string') return typeof expected === 'string' && actual.includes(expected);
  return isJsonArray(actual) && actual.some((each) => same(each, expected));
}

function isAmong(actual: Json, expected: Json): boolean {
  return isJsonArray(expected) && expected.some((each) => same(actual, each));
}
