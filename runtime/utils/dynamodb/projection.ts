import type { Json, JsonObject } from '../../contract.ts';
import { isList } from '../json.ts';
import { refuse } from '../utility.ts';
import { Names } from './names.ts';

/** `['id', 'nested.list[1]']` as a projection expression: developer guide, "Projections" of the DynamoDB resolvers. */
export function toProjection(paths: Json, member: string): JsonObject {
  if (!isList(paths)) return refuse(member, 'the projection is not a list');
  const names = new Names();
  const attributes = paths.map((path) => {
    if (typeof path !== 'string') return refuse(member, 'the projection holds something other than a string');
    return path
      .split('.')
      .map((step) => stepWith(names, step))
      .join('.');
  });
  return { expression: attributes.join(', '), expressionNames: names.expressionNames };
}

function stepWith(names: Names, step: string): string {
  const [, name = step, indexes = ''] = /^(.+?)((?:\[\d+\])+)$/u.exec(step) ?? [];
  return names.placeholder(name) + indexes;
}
