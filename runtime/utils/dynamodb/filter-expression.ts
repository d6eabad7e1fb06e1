import type { Json, JsonObject } from '../../contract.ts';
import { toAttributeValue } from './values.ts';
import { entriesOf, isList, isObject } from '../json.ts';

/** A DynamoDB expression as AppSync's requests carry it. */
export type Expression = {
  readonly expression: string;
  readonly expressionNames: JsonObject;
  readonly expressionValues: JsonObject;
};

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['eq', '='],
  ['ne', '<>'],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
]);

const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['contains', 'contains'],
  ['notContains', 'NOT contains'],
  ['beginsWith', 'begins_with'],
]);

const ATTRIBUTE_TYPES: ReadonlyMap<Json, string> = new Map([
  ['_null', 'NULL'],
  ['string', 'S'],
  ['stringSet', 'SS'],
  ['number', 'N'],
  ['numberSet', 'NS'],
  ['binary', 'B'],
  ['binarySet', 'BS'],
  ['boolean', 'BOOL'],
  ['list', 'L'],
  ['map', 'M'],
]);

/**
 * A filter or condition object as an expression, or null where AppSync renders none: developer guide, "Transformation
 * helpers in util.transform"; the names, brackets and odd cases are those that AWS's evaluator was seen to give.
 */
export function toExpression(filter: Json): Expression | null {
  const writer = new ExpressionWriter();
  const expression = isObject(filter) ? writer.allOf(filter, '') : null;
  return expression === null ? null : { expression, expressionNames: writer.names, expressionValues: writer.values };
}

/** Writes one expression and keeps the placeholders it used. Every method gives null for what cannot be rendered. */
class ExpressionWriter {
  readonly names: Record<string, Json> = {};
  readonly values: Record<string, Json> = {};

  /** The members of `filter`, each of which must hold. `path` begins the names of the values in it. */
  allOf(filter: JsonObject, path: string): string | null {
    return join(this.#partsOf(filter, path), 'AND');
  }

  #partsOf(filter: JsonObject, path: string): (string | null)[] {
    return entriesOf(filter).map(([name, value]) => {
      if (name === 'and' || name === 'or') return this.#group(name, value, path);
      if (name === 'not') return this.#not(value, `${path}not_`);
      if (!isObject(value)) return null;
      this.names[`#${name}`] = name;
      return this.#operators(`#${name}`, value, `${path}${name}_`);
    });
  }

  #group(joiner: 'and' | 'or', members: Json, path: string): string | null {
    if (!isList(members)) return null;
    const parts = members.map((member, index) =>
      isObject(member) ? this.allOf(member, `${path}${joiner}_${index}_`) : null,
    );
    return wrap(join(parts, joiner.toUpperCase()), parts.length > 1);
  }

  #not(negated: Json, path: string): string | null {
    if (!isObject(negated)) return null;
    const parts = this.#partsOf(negated, path);
    // NOT binds closer than AND.
    const inner = wrap(join(parts, 'AND'), parts.length > 1);
    return inner === null ? null : `(NOT ${inner})`;
  }

  #operators(operand: string, operators: JsonObject, path: string): string | null {
    const parts = entriesOf(operators).map(([operator, value]) => {
      if (operator !== 'size') return wrap(this.#operator(operand, operator, value, `:${path}${operator}`), true);
      const sized = operand.startsWith('size(') ? operand : `size(${operand})`;
      return isObject(value) ? this.#operators(sized, value, `${path}size_`) : null;
    });
    return wrap(join(parts, 'AND'), parts.length > 1);
  }

  #operator(operand: string, operator: string, value: Json, name: string): string | null {
    const comparison = COMPARISONS.get(operator);
    if (comparison !== undefined) return `${operand} ${comparison} ${this.#value(name, value)}`;
    const call = FUNCTIONS.get(operator);
    if (call !== undefined) return `${call}(${operand},${this.#value(name, value)})`;
    switch (operator) {
      case 'between':
        return this.#between(operand, value, name);
      case 'in':
        return this.#in(operand, value, name);
      case 'attributeExists':
        if (typeof value !== 'boolean') return null;
        return `${value ? 'attribute_exists' : 'attribute_not_exists'}(${operand})`;
      case 'attributeType': {
        const type = ATTRIBUTE_TYPES.get(value);
        return type === undefined ? null : `attribute_type(${operand},${this.#value(name, type)})`;
      }
      default:
        return null;
    }
  }

  #between(operand: string, bounds: Json, name: string): string | null {
    const [low, high] = isList(bounds) ? bounds : [];
    if (low === undefined || high === undefined) return null;
    return `${operand} BETWEEN ${this.#value(`${name}_start`, low)} AND ${this.#value(`${name}_end`, high)}`;
  }

  #in(operand: string, members: Json, name: string): string | null {
    if (!isList(members)) return null;
    // What AppSync writes for an empty list; DynamoDB refuses it.
    if (members.length === 0) return 'null';
    return `${operand} IN (${members.map((member, index) => this.#value(`${name}_${index}`, member)).join(', ')})`;
  }

  #value(name: string, value: Json): string {
    this.values[name] = toAttributeValue(value);
    return name;
  }
}

function join(parts: readonly (string | null)[], joiner: string): string | null {
  return parts.includes(null) ? null : parts.join(` ${joiner} `);
}

function wrap(expression: string | null, needed: boolean): string | null {
  return expression === null || !needed ? expression : `(${expression})`;
}
