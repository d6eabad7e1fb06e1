import { expect } from 'vitest';
import { isJsonArray, isJsonObject, parseJson } from '../../runtime/json.ts';
import type { Json } from '../../runtime/contract.ts';

/** Holds the body of an HTTP answer to the shape that GraphQL and AppSync give it. */
export function expectGraphQLAnswer(status: number, type: string | null, body: string): void {
  expect(status === 200 || (status >= 400 && status < 500), `status ${status}: ${body.slice(0, 300)}`).toBe(true);
  expect(type).toMatch(/^application\/json/);
  const answer = parseJson(body);
  expect(isJsonObject(answer), `an answer that is no JSON object: ${body.slice(0, 300)}`).toBe(true);
  if (!isJsonObject(answer)) return;

  const { data, errors, ...more } = answer;
  expect(Object.keys(more)).toEqual([]);
  expect(data === undefined || data === null || isJsonObject(data)).toBe(true);
  expect(data !== undefined || errors !== undefined).toBe(true);
  if (errors !== undefined) expectErrors(errors);
  if (status !== 200) expect(errors).toMatchObject([{ errorType: expect.any(String), message: expect.any(String) }]);
}

/** Holds the `errors` of an answer or of a frame to their shape. */
export function expectErrors(errors: Json): void {
  expect(isJsonArray(errors) && errors.length > 0, 'a list of errors with something in it').toBe(true);
  for (const error of isJsonArray(errors) ? errors : []) {
    const { message, errorType, path = null, locations = null } = isJsonObject(error) ? error : {};
    expect(typeof message).toBe('string');
    expect(message).not.toMatch(/TypeError|RangeError|ReferenceError|Cannot read prop|node_modules/);
    expect(errorType === undefined || typeof errorType === 'string').toBe(true);
    expect(errorType).not.toBe('InternalFailure');
    expect(path === null || (isJsonArray(path) && path.every((key) => ['string', 'number'].includes(typeof key)))).toBe(
      true,
    );
    expect(locations === null || (isJsonArray(locations) && locations.every(isPlace))).toBe(true);
  }
}

function isPlace(place: Json): boolean {
  return isJsonObject(place) && typeof place['line'] === 'number' && typeof place['column'] === 'number';
}
