import {
  getArgumentValues,
  getLocation,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Caller, Executor, GraphQLRequest, JsonObject } from '../contract.ts';
import { asJsonObject, choose, type Engine } from './engine.ts';
import { FieldFailure, refusal, type AnswerError } from './failures.ts';
import { contextOf } from './fields.ts';
import { resolve } from './resolver.ts';
import { RequestScope } from './scope.ts';
import { isIncluded, type Fragments } from './selection.ts';
import { coerceVariables } from './variables.ts';

type Planned = Awaited<ReturnType<Executor['subscribe']>>;

/**
 * Accepts or refuses a subscription: the document, then the caller, then the field's own resolver, whose `util.error` is a
 * refusal and whose `extensions.setSubscriptionFilter` is part of the plan.
 */
export async function planSubscription(
  engine: Engine,
  request: GraphQLRequest,
  caller: Caller,
  headers: Readonly<Record<string, string>>,
): Promise<Planned> {
  const chosen = choose(engine, request);
  if ('errors' in chosen) return chosen;
  const { operation, prepared } = chosen;
  const { schema, env } = engine;
  const type = schema.getSubscriptionType();
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION || type === null || type === undefined) return notHere();

  const given = request.variables ?? {};
  const variables = coerceVariables(schema, operation, given);
  if ('errors' in variables) return variables;
  const node = rootField(operation, prepared.fragments, variables.values);
  const field = node === undefined ? undefined : type.getFields()[node.name.value];
  if (node === undefined || field === undefined) return notHere();

  const scope = new RequestScope(caller, headers, given, engine.limits.maxResolvers);
  let args: JsonObject;
  try {
    args = asJsonObject(getArgumentValues(field, node, variables.values));
    engine.authorization.demand(type.name, field.name, caller);
    const resolver = engine.resolvers.get(`${type.name}.${field.name}`);
    if (resolver !== undefined) {
      const info = {
        fieldName: field.name,
        parentType: type,
        fieldNodes: [node],
        fragments: prepared.fragments,
        variableValues: variables.values,
      };
      const context = contextOf(null, args, scope, info, env);
      await resolve(resolver, context, ({ effects }) => scope.keepEffects(effects), scope.batches);
    }
  } catch (cause) {
    return { errors: [refusedBy(cause, node, engine)] };
  }

  return {
    plan: {
      field: field.name,
      args,
      document: prepared.document,
      variables: given,
      ...(operation.name === undefined ? {} : { operationName: operation.name.value }),
      ...(scope.subscriptionFilter === undefined ? {} : { filter: scope.subscriptionFilter }),
      ...(scope.invalidationFilter === undefined ? {} : { invalidationFilter: scope.invalidationFilter }),
    },
  };
}

function notHere(): Planned {
  return {
    errors: [
      refusal('Only subscriptions are served over the realtime endpoint.', { errorType: 'BadRequestException' }),
    ],
  };
}

/** Validation saw to it that there is one; a directive may still take it away. */
export function rootField(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: { readonly [variable: string]: unknown },
): FieldNode | undefined {
  const find = (selections: OperationDefinitionNode['selectionSet']['selections']): FieldNode | undefined => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) return selection;
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments[selection.name.value]?.selectionSet;
      const found = find(set?.selections ?? []);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(operation.selectionSet.selections);
}

function refusedBy(cause: unknown, node: FieldNode, { log }: Engine): AnswerError {
  const locations =
    node.loc === undefined ? null : [{ ...getLocation(node.loc.source, node.loc.start), sourceName: null }];
  const path = [(node.alias ?? node.name).value];
  if (cause instanceof FieldFailure) {
    const { message, errorType, data, errorInfo } = cause.error;
    return { path, data: data ?? null, errorType, errorInfo: errorInfo ?? null, locations, message };
  }
  if (cause instanceof GraphQLError)
    return { path, locations, message: cause.message, errorType: 'BadRequestException' };
  log.error('subscription failed unexpectedly', {
    field: node.name.value,
    error: cause instanceof Error ? cause.name : 'unknown',
  });
  return {
    path,
    data: null,
    errorType: 'InternalFailure',
    errorInfo: null,
    locations,
    message: 'An internal failure occurred while resolving this field.',
  };
}
