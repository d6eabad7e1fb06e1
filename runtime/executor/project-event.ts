import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import type { GraphQLAnswer, Json, SubscriptionPlan } from '../contract.ts';
import { isJsonArray, isJsonObject } from '../json.ts';
import { nullSentence } from './answer-errors.ts';
import type { AnswerError } from './failures.ts';
import { fragmentsOf, isIncluded, type Fragments } from './selection.ts';
import { rootField } from './subscribe.ts';
import { coerceVariables } from './variables.ts';

export interface Projected {
  readonly data: Json;
  readonly errors?: NonNullable<GraphQLAnswer['errors']>;
}

/**
 * What the subscriber of `plan` receives of a mutation's value: its own selection, taken from what the mutation selected.
 *
 * A field that the mutation left out, or selected under another name, is null; where null may not be, the parent becomes
 * null and `errors` says so, as GraphQL asks. The selection is compiled once a plan: nothing is interpreted a delivery.
 */
export function projectEvent(
  schema: GraphQLSchema,
  plan: SubscriptionPlan,
  eventField: string,
  value: Json,
): Projected {
  const projector = compiledFor(schema, plan);
  if (projector === undefined || !projector.feeders.has(eventField)) return { data: null };
  const errors: AnswerError[] = [];
  const projected = projector.project(value, [projector.key], errors);
  const data = projected === HOLE ? null : { [projector.key]: projected };
  return errors.length === 0 ? { data } : { data, errors };
}

/** Null where the schema allows none: the parent becomes null, and the error is noted already. */
const HOLE = Symbol('hole');

/** Where in the answer a projection stands; one list a delivery, grown and cut back on the way. */
type Path = (string | number)[];
/** Turns what the mutation selected into what is delivered. */
type Projection = (value: Json, path: Path, errors: AnswerError[]) => Json | typeof HOLE;

interface Projector {
  readonly key: string;
  readonly feeders: ReadonlySet<string>;
  readonly project: Projection;
}

const compiled = new WeakMap<SubscriptionPlan, { readonly projector: Projector | undefined }>();

function compiledFor(schema: GraphQLSchema, plan: SubscriptionPlan): Projector | undefined {
  const known = compiled.get(plan);
  if (known !== undefined) return known.projector;
  const projector = compile(schema, plan);
  compiled.set(plan, { projector });
  return projector;
}

function compile(schema: GraphQLSchema, plan: SubscriptionPlan): Projector | undefined {
  const operation = plan.document.definitions.find(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (plan.operationName === undefined || node.name?.value === plan.operationName),
  );
  const root = schema.getSubscriptionType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || root === null || root === undefined) return undefined;
  const variables = coerceVariables(schema, operation, plan.variables);
  if ('errors' in variables) return undefined;
  const fragments = fragmentsOf(plan.document);
  const node = rootField(operation, fragments, variables.values);
  const field = node === undefined ? undefined : root.getFields()[node.name.value];
  if (node === undefined || field === undefined) return undefined;

  const scope: Scope = { schema, fragments, variables: variables.values };
  return {
    key: (node.alias ?? node.name).value,
    feeders: feedersOf(field.astNode?.directives ?? []),
    project: projectionOf(field.type, [node], { parent: root.name, field: field.name }, scope),
  };
}

function feedersOf(directives: NonNullable<GraphQLObjectType['astNode']>['directives']): ReadonlySet<string> {
  const value = directives
    ?.find(({ name }) => name.value === 'aws_subscribe')
    ?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
  return new Set(
    value?.kind === Kind.LIST ? value.values.flatMap((entry) => (entry.kind === Kind.STRING ? [entry.value] : [])) : [],
  );
}

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly variables: { readonly [variable: string]: unknown };
}

function projectionOf(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  of: { readonly parent: string; readonly field: string },
  scope: Scope,
): Projection {
  const nullable = getNullableType(type);
  const inner = isListType(nullable)
    ? listProjection(projectionOf(nullable.ofType, nodes, of, scope))
    : isLeafType(nullable)
      ? (value: Json) => value
      : objectProjection(nullable, nodes, scope);
  if (!isNonNullType(type)) {
    return (value, path, errors) => {
      const projected = inner(value, path, errors);
      return projected === HOLE ? null : projected;
    };
  }
  return (value, path, errors) => {
    const projected = inner(value, path, errors);
    if (projected !== null) return projected;
    errors.push({ path: [...path], locations: null, message: nullSentence(scope.schema, of.parent, of.field, path) });
    return HOLE;
  };
}

function listProjection(inner: Projection): Projection {
  return (value, path, errors) => {
    if (!isJsonArray(value)) return null;
    const projected: Json[] = [];
    for (const [i, entry] of value.entries()) {
      path.push(i);
      const one = inner(entry, path, errors);
      path.pop();
      if (one === HOLE) return HOLE;
      projected.push(one);
    }
    return projected;
  };
}

function objectProjection(type: GraphQLNamedType, nodes: readonly FieldNode[], scope: Scope): Projection {
  if (isObjectType(type)) return fieldsProjection(type, nodes, scope);
  // An interface or union: the mutation tells which type it is only if it selected `__typename`.
  const byName = new Map<string, Projection>();
  for (const possible of Object.values(scope.schema.getTypeMap())) {
    if (isObjectType(possible) && isPossible(scope.schema, type, possible))
      byName.set(possible.name, fieldsProjection(possible, nodes, scope));
  }
  return (value, path, errors) => {
    const name = isJsonObject(value) ? value['__typename'] : undefined;
    return typeof name === 'string' ? (byName.get(name)?.(value, path, errors) ?? null) : null;
  };
}

function fieldsProjection(type: GraphQLObjectType, nodes: readonly FieldNode[], scope: Scope): Projection {
  const selected = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes) collect(selectionSet?.selections ?? [], type, selected, scope);

  const parts = [...selected].flatMap(
    ([key, fieldNodes]): readonly { key: string; name: string; project: Projection }[] => {
      const name = fieldNodes[0]?.name.value ?? key;
      if (name === '__typename') return [{ key, name, project: () => type.name }];
      const field = type.getFields()[name];
      return field === undefined
        ? []
        : [{ key, name, project: projectionOf(field.type, fieldNodes, { parent: type.name, field: name }, scope) }];
    },
  );

  return (value, path, errors) => {
    if (!isJsonObject(value)) return null;
    const projected: Record<string, Json> = {};
    for (const { key, name, project } of parts) {
      path.push(key);
      const one = project(Object.hasOwn(value, name) ? (value[name] ?? null) : null, path, errors);
      path.pop();
      if (one === HOLE) return HOLE;
      projected[key] = one;
    }
    return projected;
  };
}

function collect(
  selections: readonly SelectionNode[],
  type: GraphQLObjectType,
  into: Map<string, FieldNode[]>,
  scope: Scope,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, scope.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      into.set(key, [...(into.get(key) ?? []), selection]);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments[selection.name.value];
    if (fragment === undefined) continue;
    const condition = fragment.typeCondition?.name.value;
    const conditional = condition === undefined ? type : scope.schema.getType(condition);
    if (conditional !== undefined && isPossible(scope.schema, conditional, type))
      collect(fragment.selectionSet.selections, type, into, scope);
  }
}

function isPossible(schema: GraphQLSchema, type: GraphQLNamedType, object: GraphQLObjectType): boolean {
  return type === object || (isAbstractType(type) && schema.isSubType(type, object));
}
