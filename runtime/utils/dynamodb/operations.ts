import { anything, number } from '../arguments.ts';
import { isList } from '../json.ts';
import type { Utility } from '../utility.ts';
import { refuse } from '../utility.ts';
import { OperationType } from './update-expression.ts';

const by = (operation: 'increment' | 'decrement'): Utility => {
  const member = `dynamodb.operations.${operation}`;
  return (args) => ({ type: OperationType[operation], by: (args[0] ?? null) === null ? 1 : number(args, 0, member) });
};

const withItems = (operation: 'append' | 'prepend'): Utility => {
  return ([items]) =>
    isList(items)
      ? { type: OperationType[operation], items }
      : refuse(`dynamodb.operations.${operation}`, 'it takes a list');
};

/** `operations.*` of `@aws-appsync/utils/dynamodb`: developer guide, "Amazon DynamoDB built-in module". */
export const operationUtilities: Readonly<Record<string, Utility>> = {
  add: (args) => ({ type: OperationType.add, value: anything(args, 0) }),
  remove: () => ({ type: OperationType.remove }),
  replace: (args) => ({ type: OperationType.replace, value: anything(args, 0) }),
  increment: by('increment'),
  decrement: by('decrement'),
  append: withItems('append'),
  prepend: withItems('prepend'),
  updateListItem: (args) => ({
    type: OperationType.updateListItem,
    value: anything(args, 0),
    index: number(args, 1, 'dynamodb.operations.updateListItem'),
  }),
};
