import { getVariableValues, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { JsonObject } from '../contract.ts';
import { refusal, type AnswerError } from './failures.ts';

export type Coerced =
  { readonly values: { readonly [variable: string]: unknown } } | { readonly errors: readonly AnswerError[] };

const MOST_ERRORS = 20;

/** The variables of an operation, defaults filled in and custom scalars parsed. The refusals are in AppSync's words. */
export function coerceVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, given: JsonObject): Coerced {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: MOST_ERRORS,
  });
  return errors === undefined ? { values: coerced } : { errors: errors.map(worded) };
}

function worded(error: GraphQLError): AnswerError {
  const locations = error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;
  return refusal(sentenceOf(error.message), { locations });
}

function sentenceOf(message: string): string {
  const [, variable = ''] = /^Variable "\$(.+?)"/.exec(message) ?? [];

  const [, required] =
    /^Variable "\$.+?" of (?:required|non-null) type "(.+?)"/.exec(message) ??
    /Field ".+?" of required type "(.+?)" was not provided\.$/.exec(message) ??
    [];
  if (required !== undefined) return `Variable '${variable}' has coerced Null value for NonNull type '${required}'`;

  const [, field, type] = /Field "(.+?)" is not defined by type "(.+?)"\./.exec(message) ?? [];
  if (field !== undefined)
    return `The variables input contains a field name '${field}' that is not defined for input object type '${type}' `;

  return `Variable '${variable}' has an invalid value.`;
}
