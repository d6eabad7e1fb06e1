import {
  assertValidSchema,
  buildSchema,
  defaultTypeResolver,
  execute,
  Kind,
  OperationTypeNode,
  type OperationDefinitionNode,
} from 'graphql';
import type {
  AuthMode,
  Caller,
  Executor,
  GraphQLAnswer,
  GraphQLRequest,
  Json,
  Log,
  Metrics,
  MutationEvent,
} from '../contract.ts';
import { isJsonObject } from '../json.ts';
import { answerError, appendedError } from './answer-errors.ts';
import { createAuthorization } from './authorization.ts';
import { Documents, type Prepared } from './documents.ts';
import { asJsonObject, choose, type Engine } from './engine.ts';
import { refusal, type AnswerError } from './failures.ts';
import { equipFields, guarded, plain } from './fields.ts';
import { DEFAULT_LIMITS, type ExecutorLimits } from './limits.ts';
import { PRELUDE } from './prelude.ts';
import { equipScalars } from './scalars.ts';
import { RequestScope } from './scope.ts';
import { planSubscription } from './subscribe.ts';
import { coerceVariables } from './variables.ts';
import { wire, type WiringSettings } from './wiring.ts';

export interface ExecutorSettings extends WiringSettings {
  /** The schema file, without what AppSync predefines. */
  readonly schemaSdl: string;
  /** `ctx.env`. */
  readonly env: Readonly<Record<string, string>>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly limits?: Partial<ExecutorLimits>;
  /** The mode that fields without directives are open to. Default user pools. */
  readonly defaultMode?: AuthMode;
}

/**
 * AppSync's GraphQL engine: validates, authorises and resolves operations over the resolvers of the manifest.
 *
 * @throws {Error} at once for a schema that is not valid and for rows that name what does not exist.
 */
export function createExecutor(settings: ExecutorSettings): Executor {
  const { env, metrics, log, defaultMode = 'AMAZON_COGNITO_USER_POOLS' } = settings;
  const limits: ExecutorLimits = { ...DEFAULT_LIMITS, ...settings.limits };
  const schema = buildSchema(`${PRELUDE}\n${settings.schemaSdl}`);
  assertValidSchema(schema);
  equipScalars(schema);
  const authorization = createAuthorization(schema, defaultMode);
  const resolvers = wire(schema, settings);
  equipFields(schema, resolvers, authorization, env);
  const documents = new Documents(schema, limits);
  metrics.gauge('graphql.documents', () => documents.size);
  const engine: Engine = { schema, documents, resolvers, authorization, defaultMode, limits, env, metrics, log };

  return {
    schema,
    execute: (request, caller, headers) => run(engine, request, caller, headers),
    subscribe: (request, caller, headers) => planSubscription(engine, request, caller, headers),
  };
}

type Answered = Awaited<ReturnType<Executor['execute']>>;

async function run(
  engine: Engine,
  request: GraphQLRequest,
  caller: Caller,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const { schema, metrics, limits, authorization, log } = engine;
  const started = performance.now();
  const chosen = choose(engine, request);
  if ('errors' in chosen) return refused(engine, chosen.errors);
  const { operation, prepared } = chosen;
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    return refused(engine, [
      refusal('Subscriptions are not served over HTTP; use the realtime endpoint.', {
        errorType: 'BadRequestException',
      }),
    ]);
  }
  const given = request.variables ?? {};
  const variables = coerceVariables(schema, operation, given);
  if ('errors' in variables) return refused(engine, variables.errors);

  const scope = new RequestScope(caller, headers, given, limits.maxResolvers);
  const needsLook = caller.mode !== engine.defaultMode || caller.deniedFields !== undefined;
  const { data = null, errors = [] } = await execute({
    schema,
    document: prepared.document,
    rootValue: null,
    contextValue: scope,
    variableValues: given,
    operationName: operation.name?.value ?? null,
    fieldResolver: needsLook ? guarded(authorization) : plain,
    typeResolver: defaultTypeResolver,
  });

  const executed = { schema, fragments: prepared.fragments, variables: variables.values, log };
  const answerErrors = [
    ...errors.map((error) => answerError(error, executed)),
    ...scope.appended.map(({ error, at }) => appendedError(error, at, executed)),
  ];
  metrics.count('graphql.requests');
  metrics.count('graphql.resolvers', scope.resolvers);
  if (answerErrors.length > 0) metrics.count('graphql.errors', answerErrors.length);
  metrics.time(`graphql.${operation.operation}`, performance.now() - started);

  const completed: Json = data === null ? null : asJsonObject(data);
  return {
    answer: { data: completed, ...(answerErrors.length === 0 ? {} : { errors: answerErrors }) },
    events: operation.operation === OperationTypeNode.MUTATION ? eventsOf(completed, operation, prepared) : [],
    invalidations: scope.invalidations,
  };
}

function refused({ metrics }: Engine, errors: readonly AnswerError[]): Answered {
  metrics.count('graphql.requests');
  metrics.count('graphql.refused');
  const answer: GraphQLAnswer = isMalformed(errors) ? { errors } : { data: null, errors };
  return { answer, events: [], invalidations: [] };
}

/** AppSync answers what it cannot parse with 400 and without `data`. */
function isMalformed(errors: readonly AnswerError[]): boolean {
  return errors.some(({ errorType }) => errorType === 'MalformedHttpRequestException');
}

function eventsOf(data: Json, operation: OperationDefinitionNode, { fragments }: Prepared): readonly MutationEvent[] {
  if (!isJsonObject(data)) return [];
  const fieldOf = rootFields(operation, fragments);
  return Object.entries(data).flatMap(([key, value]) => {
    const field = fieldOf.get(key);
    return field === undefined || value === null || value === undefined ? [] : [{ field, value }];
  });
}

/** The schema field behind each response name of an operation's root. */
function rootFields(operation: OperationDefinitionNode, fragments: Prepared['fragments']): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const collect = (selections: OperationDefinitionNode['selectionSet']['selections']): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.set((selection.alias ?? selection.name).value, selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else collect(fragments[selection.name.value]?.selectionSet.selections ?? []);
    }
  };
  collect(operation.selectionSet.selections);
  return fields;
}
