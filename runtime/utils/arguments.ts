import type { Json, JsonObject } from '../contract.ts';
import { isObject } from './json.ts';
import type { Arguments } from './utility.ts';
import { refuse } from './utility.ts';

/** The argument at `index` as text. @throws {UtilityFailure} when it is none; `member` is the function's full name. */
export function text(args: Arguments, index: number, member: string): string {
  const value = args[index];
  return typeof value === 'string' ? value : refuse(member, `argument ${index + 1} is not a string`);
}

export function optionalText(args: Arguments, index: number, member: string): string | undefined {
  return args[index] === undefined || args[index] === null ? undefined : text(args, index, member);
}

export function number(args: Arguments, index: number, member: string): number {
  const value = args[index];
  return typeof value === 'number' ? value : refuse(member, `argument ${index + 1} is not a number`);
}

export function object(args: Arguments, index: number, member: string): JsonObject {
  const value = args[index];
  return isObject(value) ? value : refuse(member, `argument ${index + 1} is not an object`);
}

/** The argument at `index`, null if there is none. */
export function anything(args: Arguments, index: number): Json {
  return args[index] ?? null;
}
