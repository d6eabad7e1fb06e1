import type { Json, JsonObject } from '../contract.ts';
import { entriesOf, isList, isObject } from './json.ts';

/** One condition on one field of an event. */
type Condition = { readonly fieldName: string; readonly operator: string; readonly value: Json };

/** Conditions that must all hold. An event passes a filter when it passes one of its groups. */
type Group = readonly Condition[];

/**
 * `util.transform.toSubscriptionFilter`: developer guide, "Transformation helpers in util.transform".
 *
 * Each operator of a field, each member of an `or` and each rule is an alternative, and alternatives multiply out into
 * groups. AppSync answers null for what is no object, and passes on operators it does not know.
 */
export function toSubscriptionFilter(filter: Json, ignored: readonly string[], rules: JsonObject): Json {
  if (!isObject(filter)) return null;
  const alternatives = entriesOf(rules).flatMap(([field, operators]) => conditionsOn(field, operators));
  const parts = [...partsOf(filter, ignored), ...(alternatives.length > 0 ? [alternatives] : [])];
  const groups = multiply(parts).filter((group) => group.length > 0);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}

/** What must hold together: each part is a list of alternatives. */
function partsOf(filter: JsonObject, ignored: readonly string[]): Group[][] {
  const kept = entriesOf(filter).filter(([name]) => !ignored.includes(name));
  const isJoin = ([name]: [string, Json]): boolean => name === 'and' || name === 'or';
  const fields = kept.filter((entry) => !isJoin(entry)).map(([name, operators]) => conditionsOn(name, operators));
  const joined = kept.filter(isJoin).flatMap(([name, members]) => {
    const each = (isList(members) ? members : []).filter(isObject).map((member) => multiply(partsOf(member, ignored)));
    return name === 'or' ? [each.flat()] : each;
  });
  return [...fields, ...joined].filter((alternatives) => alternatives.length > 0);
}

function conditionsOn(fieldName: string, operators: Json): Group[] {
  if (!isObject(operators)) return [];
  return entriesOf(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
}

function multiply(parts: readonly Group[][]): Group[] {
  return parts.reduce<Group[]>(
    (groups, alternatives) => groups.flatMap((group) => alternatives.map((more) => [...group, ...more])),
    [[]],
  );
}
