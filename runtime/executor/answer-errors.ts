import {
  getLocation,
  getNamedType,
  GraphQLError,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { AppSyncError, Json, Log } from '../contract.ts';
import { isJsonArray, isJsonObject } from '../json.ts';
import { FieldFailure, type AnswerError } from './failures.ts';
import { UnfitValue } from './scalars.ts';
import { isIncluded, type Fragments } from './selection.ts';

type Path = readonly (string | number)[];
type Variables = { readonly [variable: string]: unknown };

export interface Executed {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly variables: Variables;
  readonly log: Log;
}

/**
 * An error of a field as AppSync sends it.
 *
 * What a resolver raised carries `data` (only what was selected), `errorType` and `errorInfo`; what the engine found wrong
 * with a value carries a sentence in the words of graphql-java, on which AppSync is built.
 */
export function answerError(error: GraphQLError, executed: Executed): AnswerError {
  const { originalError, path = [] } = error;
  const fields = (error.nodes ?? []).filter((node): node is FieldNode => node.kind === Kind.FIELD);
  if (originalError instanceof FieldFailure) return raised(originalError.error, path, fields, executed);
  return { path, locations: null, message: valueSentence(error, path, executed), ...unexpected(error, executed.log) };
}

/** An error that `util.appendError` added to a field which has its value all the same. */
export function appendedError(error: AppSyncError, at: GraphQLResolveInfo, executed: Executed): AnswerError {
  return raised(error, pathOf(at.path), at.fieldNodes, executed);
}

function raised(
  { message, errorType, data, errorInfo }: AppSyncError,
  path: Path,
  fields: readonly FieldNode[],
  executed: Executed,
): AnswerError {
  const loc = fields[0]?.loc;
  return {
    path,
    data: data === undefined ? null : selectedFrom(data, fields, executed),
    errorType,
    errorInfo: errorInfo ?? null,
    locations: loc === undefined ? null : [{ ...getLocation(loc.source, loc.start), sourceName: null }],
    message,
  };
}

const NULL_WHERE_NONE_MAY_BE = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/;
const NO_LIST = /^Expected Iterable, but did not find one/;
const NOT_OF_TYPE = /^(Int|Float|String|Boolean|ID) cannot represent/;
const NOT_OF_ENUM = /^Enum "(\w+)" cannot represent/;

/** Never the value itself: a resolver may have returned more than its caller is to see. */
function valueSentence(error: GraphQLError, path: Path, { schema }: Executed): string {
  const { message, originalError } = error;
  const [, parent, field] = NULL_WHERE_NONE_MAY_BE.exec(message) ?? [];
  if (parent !== undefined && field !== undefined) return nullSentence(schema, parent, field, path);
  if (NO_LIST.test(message)) return `Can't resolve value (${shown(path)}) : type mismatch error, expected type LIST`;
  if (isUnexpected(error)) return 'An internal failure occurred while resolving this field.';

  const why = (): string => {
    if (originalError instanceof UnfitValue) return message;
    const [, type] = NOT_OF_TYPE.exec(message) ?? [];
    if (type !== undefined) return `Expected a value of type '${type}'.`;
    const [, name] = NOT_OF_ENUM.exec(message) ?? [];
    return name === undefined ? 'type mismatch error' : `Invalid input for Enum '${name}'. No value found.`;
  };
  return `Can't serialize value (${shown(path)}) : ${why()}`;
}

export function nullSentence(schema: GraphQLSchema, parent: string, field: string, path: Path): string {
  const type = schema.getType(parent);
  const fieldType = isObjectType(type) ? type.getFields()[field]?.type : undefined;
  const named = fieldType === undefined ? '' : getNamedType(fieldType).name;
  return `Cannot return null for non-nullable type: '${named}' within parent '${parent}' (${shown(path)})`;
}

/** A bug of ours or of a data source: the log has its name, the client learns nothing of it. */
function unexpected(error: GraphQLError, log: Log): { readonly errorType?: string } {
  if (!isUnexpected(error)) return {};
  const cause = error.originalError;
  const where =
    cause instanceof Error
      ? (cause.stack ?? '')
          .split('\n')
          .slice(1, 6)
          .map((line) => line.trim())
      : [];
  log.error('field failed unexpectedly', { path: shown(error.path ?? []), error: cause?.name ?? 'unknown', where });
  return { errorType: 'InternalFailure' };
}

function isUnexpected({ originalError, message }: GraphQLError): boolean {
  if (originalError === undefined || originalError instanceof GraphQLError || originalError instanceof UnfitValue)
    return false;
  return !NULL_WHERE_NONE_MAY_BE.test(message);
}

/** `/listUsers/items[0]/name` */
export function shown(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`)).join('');
}

function pathOf(end: GraphQLResolveInfo['path']): Path {
  const keys: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = end; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

function selectedFrom(data: Json, fields: readonly FieldNode[], executed: Executed): Json {
  if (isJsonArray(data)) return data.map((entry) => selectedFrom(entry, fields, executed));
  if (!isJsonObject(data) || fields.every(({ selectionSet }) => selectionSet === undefined)) return data;

  const selected = new Map<string, FieldNode[]>();
  for (const { selectionSet } of fields) collect(selectionSet?.selections ?? [], selected, executed);
  return Object.fromEntries(
    [...selected].map(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? key;
      return [key, selectedFrom(Object.hasOwn(data, name) ? (data[name] ?? null) : null, nodes, executed)];
    }),
  );
}

function collect(
  selections: NonNullable<FieldNode['selectionSet']>['selections'],
  into: Map<string, FieldNode[]>,
  executed: Executed,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, executed.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      into.set(key, [...(into.get(key) ?? []), selection]);
    } else {
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : executed.fragments[selection.name.value]?.selectionSet;
      collect(set?.selections ?? [], into, executed);
    }
  }
}
