import { isObjectType, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type { Json, JsonObject } from '../contract.ts';
import { isJsonObject } from '../json.ts';
import type { Authorization } from './authorization.ts';
import { resolve, type FieldContext, type Resolver } from './resolver.ts';
import type { RequestScope } from './scope.ts';
import { selectionOf } from './selection.ts';

type Resolve = GraphQLFieldResolver<Json, RequestScope, JsonObject>;

/** Gives every field of the schema that needs one its resolver: those of the manifest, and those open to some callers only. */
export function equipFields(
  schema: GraphQLSchema,
  resolvers: ReadonlyMap<string, Resolver>,
  authorization: Authorization,
  env: Readonly<Record<string, string>>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolver = resolvers.get(`${type.name}.${field.name}`);
      if (resolver !== undefined) field.resolve = resolved(resolver, authorization, env);
      else if (!authorization.isPlain(type.name, field.name)) field.resolve = guarded(authorization);
    }
  }
}

/** For fields without a resolver, asked for by a caller of the default mode. */
export const plain: Resolve = (source, _args, _scope, info) => propertyOf(source, info.fieldName);

/** For fields without a resolver, where the caller must be looked at. */
export function guarded(authorization: Authorization): Resolve {
  return (source, _args, scope, info) => {
    authorization.demand(info.parentType.name, info.fieldName, scope.caller);
    return propertyOf(source, info.fieldName);
  };
}

function resolved(resolver: Resolver, authorization: Authorization, env: Readonly<Record<string, string>>): Resolve {
  return (source, args, scope, info) => {
    authorization.demand(info.parentType.name, info.fieldName, scope.caller);
    scope.countResolver();
    const field = contextOf(source, args, scope, info, env);
    return resolve(resolver, field, (evaluation) => scope.keep(evaluation, info), scope.batches);
  };
}

/** The part of `ctx` that all handlers of one field share. */
export function contextOf(
  source: Json,
  args: JsonObject,
  scope: RequestScope,
  info: Pick<GraphQLResolveInfo, 'fieldName' | 'parentType' | 'fieldNodes' | 'fragments' | 'variableValues'>,
  env: Readonly<Record<string, string>>,
): FieldContext {
  return {
    arguments: args,
    identity: scope.caller.identity,
    source: isJsonObject(source) ? source : null,
    request: { headers: scope.headers, domainName: null },
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: scope.variables,
      ...selectionOf(info.fieldNodes, info.fragments, info.variableValues),
    },
    env,
  };
}

/** Own properties only: a field called `constructor` is data like any other. */
function propertyOf(source: Json, name: string): Json {
  return isJsonObject(source) && Object.hasOwn(source, name) ? (source[name] ?? null) : null;
}
