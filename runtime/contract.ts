/**
 * What the rooms of the local AppSync runtime promise each other.
 *
 * `utils/` and `evaluator/` run one handler; `data-sources/` carry out what a request handler returned; `executor/` puts
 * both together into GraphQL fields; `identity/` says who is calling; `realtime/` keeps the subscriptions; `gateway/` is
 * the HTTP and WebSocket front. Each depends on these shapes and never on another room's inside.
 */
import type { DocumentNode, GraphQLSchema } from 'graphql';

// ---------------------------------------------------------------- values

/** What can cross the border of a resolver: JSON, as in AppSync's own context object. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

// ---------------------------------------------------------------- identity

export type AuthMode = 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT' | 'AWS_LAMBDA' | 'API_KEY' | 'AWS_IAM';

/**
 * A caller whose credentials were verified.
 * `identity` is `ctx.identity` as AppSync shapes it for the mode; `expiresAt` is in epoch milliseconds.
 */
export interface Caller {
  readonly mode: AuthMode;
  readonly identity: JsonObject | null;
  readonly expiresAt?: number;
  /** Type-qualified fields (`Mutation.sendMessage`) that a Lambda authorizer denied. */
  readonly deniedFields?: readonly string[];
}

/** Credentials as they arrive: HTTP headers with lower-case names, or the decoded realtime header object. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** The exact body and path that an IAM signature covers. */
  readonly signed?: { readonly method: string; readonly path: string; readonly body: string };
}

export interface Authenticator {
  /** @throws {Unauthenticated} when the credentials are missing, forged, expired or of a mode that is not configured. */
  authenticate(credentials: Credentials): Promise<Caller>;
}

// ---------------------------------------------------------------- errors

/** One entry of `errors` in a GraphQL answer, as AppSync sends it. */
export interface AppSyncError {
  readonly message: string;
  readonly errorType: string;
  readonly data?: Json;
  readonly errorInfo?: Json;
}

/** The HTTP-level refusal of credentials. The sentence never says which part was wrong beyond what AWS says. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
  constructor(
    message: string,
    readonly errorType: string = 'UnauthorizedException',
  ) {
    super(message);
  }
}

// ---------------------------------------------------------------- evaluating one handler

/** The context object of a handler. Everything in it is JSON; the evaluator copies it into the isolated realm. */
export interface ResolverContext {
  readonly arguments: JsonObject;
  readonly identity: JsonObject | null;
  readonly source: JsonObject | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly domainName: string | null };
  readonly info: {
    readonly fieldName: string;
    readonly parentTypeName: string;
    readonly variables: JsonObject;
    readonly selectionSetList: readonly string[];
    readonly selectionSetGraphQL: string;
  };
  readonly env: Readonly<Record<string, string>>;
  readonly stash: JsonObject;
  readonly prev: { readonly result: Json } | null;
  /** Response handlers only. */
  readonly result?: Json;
  /** Response handlers only: the error the data source answered with. */
  readonly error?: { readonly message: string; readonly type: string };
}

/** What a handler asked for besides its value, through `extensions.*`. */
export interface Effects {
  readonly subscriptionFilter?: Json;
  readonly invalidationFilter?: Json;
  /** Payloads of `extensions.invalidateSubscriptions`, at most 5 a request. */
  readonly invalidations: readonly Json[];
  readonly cacheEvictions: readonly Json[];
}

export interface Evaluation {
  readonly outcome:
    | { readonly kind: 'returned'; readonly value: Json }
    | { readonly kind: 'earlyReturn'; readonly value: Json; readonly skipTo: 'END' | 'NEXT' }
    | { readonly kind: 'failed'; readonly error: AppSyncError; readonly data?: Json };
  /** The stash as the handler left it. */
  readonly stash: JsonObject;
  /** What `util.appendError` collected. */
  readonly appended: readonly AppSyncError[];
  readonly effects: Effects;
}

/** One bundle: a unit resolver, a pipeline resolver's before/after pair, or a function. */
export interface ResolverCode {
  readonly name: string;
  /** False when the bundle exports no such handler. */
  has(handler: 'request' | 'response'): boolean;
  /** Never throws for anything the code does: it answers `failed`. */
  evaluate(handler: 'request' | 'response', context: ResolverContext): Evaluation;
}

/** Loads bundles. What APPSYNC_JS cannot do is refused here, with file and line. */
export interface Evaluator {
  /** @throws {RefusedCode} naming each construct that APPSYNC_JS has not, with its line and column. */
  load(bundle: { readonly name: string; readonly code: string }): ResolverCode;
}

// ---------------------------------------------------------------- data sources

/** A data source's answer: a result, or an error of AppSync's types (`DynamoDB:ConditionalCheckFailedException` …). */
export type DataSourceAnswer =
  | { readonly ok: true; readonly result: Json }
  | { readonly ok: false; readonly error: { readonly message: string; readonly type: string }; readonly result?: Json };

export interface DataSource {
  readonly name: string;
  /** `request` is what the request handler returned. Never throws for what the request or the backend does. */
  invoke(request: Json, context: ResolverContext): Promise<DataSourceAnswer>;
  /** Carries out `BatchInvoke` requests of one resolver together: one answer each, in their order. Never throws either. */
  readonly invokeBatch?: (requests: readonly JsonObject[]) => Promise<readonly DataSourceAnswer[]>;
}

// ---------------------------------------------------------------- executing an operation

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: JsonObject;
  readonly operationName?: string;
}

export interface GraphQLAnswer {
  readonly data?: Json;
  /** AppSync gives no `errorType` to what validation or the coercion of values refused. */
  readonly errors?: readonly (Omit<AppSyncError, 'errorType'> & {
    readonly errorType?: string;
    readonly path?: readonly (string | number)[] | null;
    readonly locations?:
      readonly { readonly line: number; readonly column: number; readonly sourceName: null }[] | null;
  })[];
}

/** A mutation field that ran: what subscriptions linked to it by `@aws_subscribe` are fed from. */
export interface MutationEvent {
  readonly field: string;
  /** The completed value of the field, keyed by response name, only what the mutation selected. */
  readonly value: Json;
}

/** An accepted subscription, ready to be registered. */
export interface SubscriptionPlan {
  readonly field: string;
  readonly args: JsonObject;
  readonly document: DocumentNode;
  readonly variables: JsonObject;
  readonly operationName?: string;
  /** From `extensions.setSubscriptionFilter`; replaces matching by arguments. */
  readonly filter?: Json;
  readonly invalidationFilter?: Json;
}

export interface Executor {
  readonly schema: GraphQLSchema;
  /** Runs a query or mutation. Syntax, validation and execution errors are in the answer, as AppSync words them. */
  execute(
    request: GraphQLRequest,
    caller: Caller,
    headers: Readonly<Record<string, string>>,
  ): Promise<{
    readonly answer: GraphQLAnswer;
    readonly events: readonly MutationEvent[];
    readonly invalidations: readonly Json[];
  }>;
  /** Validates a subscription and runs its resolver, which may refuse. */
  subscribe(
    request: GraphQLRequest,
    caller: Caller,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly plan: SubscriptionPlan } | { readonly errors: NonNullable<GraphQLAnswer['errors']> }>;
}

// ---------------------------------------------------------------- observing

/** Counters and durations of this process, served by `/dev/metrics`. Names are dotted: `dynamodb.units.write`. */
export interface Metrics {
  count(name: string, by?: number): void;
  /** Milliseconds. */
  time(name: string, milliseconds: number): void;
  /** One figure of many, of a thing of its own unit. */
  note(name: string, value: number): void;
  gauge(name: string, read: () => number): void;
  snapshot(): JsonObject;
}

/** Structured log lines. Message bodies, tokens and personal data never enter `fields`. */
export interface Log {
  debug(event: string, fields?: JsonObject): void;
  info(event: string, fields?: JsonObject): void;
  warn(event: string, fields?: JsonObject): void;
  error(event: string, fields?: JsonObject): void;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
