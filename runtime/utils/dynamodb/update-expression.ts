import type { Json, JsonObject } from '../../contract.ts';
import { entriesOf, isList, isObject } from '../json.ts';
import { Names } from './names.ts';
import { toAttributeValue } from './values.ts';

/** What `operations.*` of `@aws-appsync/utils/dynamodb` give: marks that `update` takes apart. */
export const OperationType = {
  add: 'OPERATION_ADD',
  remove: 'OPERATION_REMOVE',
  replace: 'OPERATION_REPLACE',
  increment: 'OPERATION_INCREMENT',
  decrement: 'OPERATION_DECREMENT',
  append: 'OPERATION_APPEND',
  prepend: 'OPERATION_PREPEND',
  updateListItem: 'OPERATION_UPDATE_LIST_ITEM',
} as const;

type Operation = JsonObject & { readonly type: string };

const operationTypes = new Set<string>(Object.values(OperationType));

function isOperation(value: Json): value is Operation {
  return isObject(value) && typeof value.type === 'string' && operationTypes.has(value.type);
}

const isListItemUpdate = (value: Json): boolean => isOperation(value) && value.type === OperationType.updateListItem;

/**
 * The `update` of an UpdateItem request: developer guide, "Amazon DynamoDB built-in module".
 *
 * A plain value is set. A plain object sets only the attributes it names below its own; `operations.replace` sets it
 * as a whole.
 */
export function toUpdateExpression(changes: JsonObject): JsonObject {
  const writer = new UpdateWriter();
  writer.change('', changes);
  return writer.written();
}

class UpdateWriter {
  readonly #names = new Names();
  readonly #values: Record<string, Json> = {};
  readonly #sets: string[] = [];
  readonly #removes: string[] = [];

  change(parent: string, changes: JsonObject): void {
    for (const [name, value] of entriesOf(changes)) {
      const path = `${parent}${this.#names.placeholder(name)}`;
      if (isOperation(value)) this.#operate(path, value);
      else if (isList(value) && value.length > 0 && value.every(isListItemUpdate)) this.#updateItems(path, value);
      else if (isObject(value) && Object.keys(value).length > 0) this.change(`${path}.`, value);
      else this.#set(path, this.#value(value));
    }
  }

  written(): JsonObject {
    const clause = (keyword: string, parts: readonly string[]): string[] =>
      parts.length === 0 ? [] : [`${keyword} ${parts.join(', ')}`];
    return {
      expression: [...clause('SET', this.#sets), ...clause('REMOVE', this.#removes)].join(' '),
      expressionNames: this.#names.expressionNames,
      expressionValues: this.#values,
    };
  }

  #operate(path: string, { type, value = null, by = 1, items = [] }: Operation): void {
    switch (type) {
      case OperationType.remove:
        this.#removes.push(path);
        return;
      case OperationType.increment:
        this.#set(path, `${path} + ${this.#value(by)}`);
        return;
      case OperationType.decrement:
        this.#set(path, `${path} - ${this.#value(by)}`);
        return;
      case OperationType.append:
        this.#set(path, `list_append(${path}, ${this.#value(items)})`);
        return;
      case OperationType.prepend:
        this.#set(path, `list_append(${this.#value(items)}, ${path})`);
        return;
      default:
        this.#set(path, this.#value(value));
    }
  }

  #updateItems(path: string, updates: readonly Json[]): void {
    for (const update of updates.filter(isOperation)) {
      this.#set(`${path}[${Number(update.index)}]`, this.#value(update.value ?? null));
    }
  }

  #set(path: string, operand: string): void {
    this.#sets.push(`${path} = ${operand}`);
  }

  #value(value: Json): string {
    const placeholder = `:expValue_${Object.keys(this.#values).length + 1}`;
    this.#values[placeholder] = toAttributeValue(value);
    return placeholder;
  }
}
