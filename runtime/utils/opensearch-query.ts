import type { Json, JsonObject } from '../contract.ts';
import { entriesOf, isList, isObject } from './json.ts';
import { refuse } from './utility.ts';

const MEMBER = 'util.transform.toElasticsearchQueryDSL';

/** Operators that OpenSearch has under another spelling, each taking `{ field: value }`. */
const QUERIES: ReadonlyMap<string, string> = new Map([
  ['eq', 'term'],
  ['match', 'match'],
  ['matchPhrase', 'match_phrase'],
  ['matchPhrasePrefix', 'match_phrase_prefix'],
  ['wildcard', 'wildcard'],
  ['regexp', 'regexp'],
]);

const BOUNDS: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte']);

/** A filter as OpenSearch query DSL: developer guide, "Transformation helpers in util.transform". */
export function toOpenSearchQuery(filter: JsonObject): JsonObject {
  return allOf(
    entriesOf(filter).map(([name, value]) => {
      if (name === 'and') return { bool: { must: queriesOf(value) } };
      if (name === 'or') return { bool: { should: queriesOf(value), minimum_should_match: 1 } };
      if (name === 'not') return { bool: { must_not: isObject(value) ? toOpenSearchQuery(value) : unreadable() } };
      const operators = isObject(value) ? entriesOf(value) : unreadable();
      return allOf(operators.map(([operator, operand]) => queryFor(name, operator, operand)));
    }),
  );
}

function queriesOf(members: Json): JsonObject[] {
  if (!isList(members)) return unreadable();
  return members.map((member) => (isObject(member) ? toOpenSearchQuery(member) : unreadable()));
}

function queryFor(field: string, operator: string, value: Json): JsonObject {
  const query = QUERIES.get(operator);
  if (query !== undefined) return { [query]: { [field]: value } };
  if (BOUNDS.has(operator)) return { range: { [field]: { [operator]: value } } };
  switch (operator) {
    case 'ne':
      return { bool: { must_not: { term: { [field]: value } } } };
    case 'range': {
      const [gte, lte] = isList(value) ? value : [];
      return gte === undefined || lte === undefined ? unreadable() : { range: { [field]: { gte, lte } } };
    }
    case 'exists':
      return value === false ? { bool: { must_not: { exists: { field } } } } : { exists: { field } };
    case 'multiMatch':
      return { multi_match: isObject(value) ? value : { query: value, fields: [field] } };
    default:
      return unreadable();
  }
}

function allOf(queries: readonly JsonObject[]): JsonObject {
  const [only, ...more] = queries;
  return only !== undefined && more.length === 0 ? only : { bool: { must: queries } };
}

const unreadable = (): never => refuse(MEMBER, 'the filter has a part that is no query');
