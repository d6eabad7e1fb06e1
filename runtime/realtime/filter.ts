import type { Json, JsonObject } from '../contract.ts';
import { isJsonArray, isJsonObject, parseJson } from '../json.ts';
import { operators } from './filter-operators.ts';
import type { Operator } from './filter-operators.ts';

export interface Condition {
  /** The field's path from the mutation's result, and the same as written in the filter. */
  readonly path: readonly string[];
  readonly fieldName: string;
  readonly operatorName: string;
  readonly operator: Operator;
  readonly value: Json;
}

/** Conditions that must hold together. */
export type ConditionGroup = readonly Condition[];

/** Passes when any of its groups does. */
export interface Filter {
  readonly groups: readonly ConditionGroup[];
}

/** A filter that AppSync does not take; the message says which part and why. */
export class FilterRefused extends Error {
  override readonly name = 'FilterRefused';
}

/** AppSync's limits; the group counts are those that Amplify's own filter builder keeps to. */
const limits = { groups: 10, conditionsPerGroup: 5, pathDepth: 5, pathLength: 256 };

/**
 * Reads what a resolver gave to `extensions.setSubscriptionFilter` or `setSubscriptionInvalidationFilter`:
 * `{ filterGroup: [{ filters: [{ fieldName, operator, value }] }] }`, as an object or as its JSON text.
 *
 * @throws {FilterRefused}
 */
export function parseFilter(given: Json): Filter {
  const json = typeof given === 'string' ? parseJson(given) : given;
  const groups = isJsonObject(json) ? json['filterGroup'] : undefined;
  if (!isJsonArray(groups) || groups.length === 0) throw refused('filterGroup must list at least one group');
  if (groups.length > limits.groups) throw refused(`filterGroup exceeds maximum of ${limits.groups} groups`);
  return { groups: groups.map(parseGroup) };
}

/**
 * The filter that a subscription's arguments make: an argument not given passes everything, `null` passes `null`.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function argumentFilter(args: JsonObject): Filter {
  const equal = operators.get('eq');
  if (equal === undefined) throw new Error('unable to filter by arguments; the operator eq is missing');
  const group: Condition[] = [];
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined) continue;
    group.push({ path: [name], fieldName: name, operatorName: 'eq', operator: equal, value });
  }
  return { groups: [group] };
}

export function matches(filter: Filter, event: Json): boolean {
  return filter.groups.some((group) => group.every((condition) => holdsFor(condition, event)));
}

/** The value under a path, or `undefined` when the event does not carry it. */
export function valueAt(event: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = event;
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function holdsFor(condition: Condition, event: Json): boolean {
  const actual = valueAt(event, condition.path);
  return actual !== undefined && condition.operator.test(actual, condition.value);
}

function parseGroup(group: Json): ConditionGroup {
  const filters = isJsonObject(group) ? group['filters'] : undefined;
  if (!isJsonArray(filters) || filters.length === 0) throw refused('a group must list at least one filter');
  if (filters.length > limits.conditionsPerGroup) {
    throw refused(`a group exceeds maximum of ${limits.conditionsPerGroup} filters`);
  }
  return filters.map(parseCondition);
}

function parseCondition(filter: Json): Condition {
  const { fieldName, operator: operatorName, value } = isJsonObject(filter) ? filter : {};
  if (typeof fieldName !== 'string' || fieldName === '' || fieldName.length > limits.pathLength) {
    throw refused(`fieldName must be 1 to ${limits.pathLength} characters`);
  }
  const path = fieldName.split('.');
  if (path.length > limits.pathDepth) throw refused(`${fieldName} exceeds maximum depth of ${limits.pathDepth}`);
  const operator = typeof operatorName === 'string' ? operators.get(operatorName) : undefined;
  if (typeof operatorName !== 'string' || operator === undefined) {
    throw refused(`${fieldName} has no operator that exists`);
  }
  if (!isValueFor(operator, value)) {
    const { list } = operator;
    throw refused(
      list === undefined
        ? `${operatorName} on ${fieldName} takes a string, number or boolean`
        : `${operatorName} on ${fieldName} exceeds maximum value limit: ${list.least} to ${list.most} values`,
    );
  }
  return { path, fieldName, operatorName, operator, value };
}

function isValueFor(operator: Operator, value: Json | undefined): value is Json {
  if (operator.list === undefined) return isScalar(value);
  if (!isJsonArray(value)) return false;
  return value.length >= operator.list.least && value.length <= operator.list.most && value.every(isScalar);
}

function isScalar(value: Json | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function refused(why: string): FilterRefused {
  return new FilterRefused(`unable to set the subscription filter; ${why}`);
}
