/** What the tests of identity, realtime and gateway share: a small API on real sockets, with the ports in memory. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildSchema,
  execute,
  getArgumentValues,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { DocumentNode } from 'graphql';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type {
  Authenticator,
  Clock,
  Executor,
  Json,
  JsonObject,
  Log,
  Metrics,
  MutationEvent,
  SubscriptionPlan,
} from '../../runtime/contract.ts';
import { createAuthenticator } from '../../runtime/identity/authenticator.ts';
import { createIssuer } from '../../runtime/identity/issuer.ts';
import type { Issuer } from '../../runtime/identity/issuer.ts';
import { userPools } from '../../runtime/identity/user-pools.ts';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import type { Project } from '../../runtime/realtime/fan-out.ts';
import type { RealtimeLimits } from '../../runtime/realtime/limits.ts';
import { createRealtime } from '../../runtime/realtime/realtime.ts';
import type { Realtime } from '../../runtime/realtime/realtime.ts';
import { createGateway } from '../../runtime/gateway/gateway.ts';
import type { GatewaySettings } from '../../runtime/gateway/gateway.ts';
import { createOperations } from '../../runtime/gateway/operations.ts';

export class ManualClock implements Clock {
  #now = Date.UTC(2026, 10, 21, 12);
  now(): number {
    return this.#now;
  }
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export class MemoryMetrics implements Metrics {
  readonly counts = new Map<string, number>();
  readonly gauges = new Map<string, () => number>();
  count(name: string, by = 1): void {
    this.counts.set(name, this.of(name) + by);
  }
  time(): void {}
  note(): void {}
  gauge(name: string, read: () => number): void {
    this.gauges.set(name, read);
  }
  snapshot(): JsonObject {
    return Object.fromEntries(this.counts);
  }
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}

export class MemoryLog implements Log {
  readonly lines: string[] = [];
  debug(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  info(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  warn(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  error(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  #add(event: string, fields: JsonObject = {}): void {
    this.lines.push(JSON.stringify({ event, ...fields }));
  }
}

export const schema = buildSchema(`
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  type Note { sessionId: ID, author: String, text: String, rank: Int }
  type Query { hello: String }
  type Mutation {
    note(sessionId: ID, author: String, text: String, rank: Int): Note
    other(sessionId: ID): Note
  }
  type Subscription {
    onNote(sessionId: ID, author: String): Note @aws_subscribe(mutations: ["note"])
    onAny: Note @aws_subscribe(mutations: ["note", "other"])
  }
`);

/** Decides on a subscription, as its resolver would. */
export type SubscribeRule = (
  field: string,
  args: JsonObject,
) =>
  | { readonly filter?: Json; readonly invalidationFilter?: Json; readonly refuse?: string }
  | Promise<{ readonly filter?: Json; readonly invalidationFilter?: Json; readonly refuse?: string }>;

/** An executor whose mutations answer their own arguments. */
export function echoExecutor(rule: SubscribeRule = () => ({})): Executor {
  const documents = new Map<string, DocumentNode>();
  function documentOf(query: string): DocumentNode {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return document;
  }
  return {
    schema,
    async execute({ query, variables = {}, operationName }) {
      let document: DocumentNode;
      try {
        document = documentOf(query);
      } catch {
        return refusedOperation('Invalid Syntax');
      }
      if (validate(schema, document).length > 0) return refusedOperation('Validation error');
      const echo = (args: JsonObject): JsonObject => args;
      const result = await execute({
        schema,
        document,
        rootValue: { hello: 'world', note: echo, other: echo },
        variableValues: { ...variables },
        operationName: operationName ?? null,
      });
      const data = parseJson(JSON.stringify(result.data ?? null)) ?? null;
      const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
      const events: MutationEvent[] =
        isMutation && isJsonObject(data)
          ? Object.entries(data).map(([field, value]) => ({ field, value: value ?? null }))
          : [];
      return { answer: { data }, events, invalidations: [] };
    },
    async subscribe({ query, variables = {}, operationName }) {
      let document: DocumentNode;
      try {
        document = documentOf(query);
      } catch {
        return { errors: [{ errorType: 'SyntaxError', message: 'Invalid Syntax' }] };
      }
      const selection = getOperationAST(document, operationName)?.selectionSet.selections[0];
      const field = selection?.kind === Kind.FIELD ? selection : undefined;
      const definition = field && schema.getSubscriptionType()?.getFields()[field.name.value];
      if (field === undefined || definition === undefined) {
        return { errors: [{ errorType: 'ValidationError', message: 'FieldUndefined' }] };
      }
      const args = parseJson(JSON.stringify(getArgumentValues(definition, field, { ...variables })));
      const decided = await rule(definition.name, isJsonObject(args) ? args : {});
      if (decided.refuse !== undefined) return { errors: [{ errorType: 'NotAMember', message: decided.refuse }] };
      const { filter, invalidationFilter } = decided;
      return {
        plan: {
          field: definition.name,
          args: isJsonObject(args) ? args : {},
          document,
          variables,
          ...(operationName === undefined ? {} : { operationName }),
          ...(filter === undefined ? {} : { filter }),
          ...(invalidationFilter === undefined ? {} : { invalidationFilter }),
        },
      };
    },
  };
}

function refusedOperation(message: string): Awaited<ReturnType<Executor['execute']>> {
  return { answer: { data: null, errors: [{ errorType: 'ValidationError', message }] }, events: [], invalidations: [] };
}

/** Selects with graphql-js itself. */
export const project: Project = (plan: SubscriptionPlan, event: MutationEvent) => {
  const result = execute({
    schema,
    document: plan.document,
    rootValue: { [plan.field]: event.value },
    variableValues: { ...plan.variables },
    operationName: plan.operationName ?? null,
  });
  if (result instanceof Promise) throw new Error('unable to project; a field was asynchronous');
  return { data: parseJson(JSON.stringify('data' in result ? result.data : null)) ?? null };
};

export interface Stage {
  readonly issuer: Issuer;
  readonly authenticator: Authenticator;
  readonly realtime: Realtime;
  readonly metrics: MemoryMetrics;
  readonly log: MemoryLog;
  readonly clock: ManualClock;
  readonly url: string;
  readonly port: number;
  /** Does what a second of real time would. */
  tick(): void;
  token(userId?: string, lifetimeMs?: number): Promise<string>;
  connect(token?: string): Promise<Client>;
  post(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export interface StageSettings {
  readonly rule?: SubscribeRule;
  readonly executor?: Executor;
  readonly project?: Project;
  readonly limits?: Partial<RealtimeLimits>;
  readonly gateway?: Partial<GatewaySettings>;
}

/** A directory of the test's own, gone when the test is. */
export async function openDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

export function issuerIn(dataDir: string, clock: Clock): Promise<Issuer> {
  const pool = { region: 'eu-west-1', userPoolId: 'eu-west-1_local', clientId: 'web' };
  return createIssuer({ dataDir, ...pool, clock, uuid: randomUUID });
}

let signingKey: Promise<Buffer> | undefined;

const keyFile = join('identity', 'signing-key.json');

const aSigningKey = async (clock: Clock): Promise<Buffer> => {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-key-'));
  try {
    await issuerIn(directory, clock);
    return await readFile(join(directory, keyFile));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** A pool of its own for each test. The key pair is shared by the tests of a process: making one takes a quarter of a second. */
export async function openIssuer(clock: Clock): Promise<Issuer> {
  signingKey ??= aSigningKey(clock);
  const dataDir = await openDataDir();
  await mkdir(join(dataDir, 'identity'));
  await writeFile(join(dataDir, keyFile), await signingKey, { mode: 0o600 });
  return issuerIn(dataDir, clock);
}

/** A whole front on a free port of 127.0.0.1, gone when the test is. */
export async function openStage(settings: StageSettings = {}): Promise<Stage> {
  const clock = new ManualClock();
  const metrics = new MemoryMetrics();
  const log = new MemoryLog();
  const issuer = await openIssuer(clock);
  const { url: poolUrl, jwks, isSignedOut } = issuer;
  const authenticator = createAuthenticator({
    modes: [userPools({ url: poolUrl, jwks, clientIds: ['web'], clock, isSignedOut })],
  });
  const executor = settings.executor ?? echoExecutor(settings.rule);
  let tick: () => void = () => undefined;
  const realtime = createRealtime({
    executor,
    authenticator,
    project: settings.project ?? project,
    metrics,
    log,
    clock,
    limits: { closingMs: 200, ...settings.limits },
    everySecond: (run) => {
      tick = run;
      return () => undefined;
    },
  });
  const gateway = createGateway({
    host: '127.0.0.1',
    port: 0,
    authenticator,
    run: createOperations({ executor, realtime, metrics }),
    realtime,
    metrics,
    log,
    uuid: randomUUID,
    ...settings.gateway,
  });
  const { port, url } = await gateway.start();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= gateway.stop());
  onTestFinished(stop);

  const token = async (userId = 'ann', lifetimeMs = 3_600_000): Promise<string> =>
    (await issuer.issueAccessToken({ userId, lifetimeMs })).token;

  return {
    issuer,
    authenticator,
    realtime,
    metrics,
    log,
    clock,
    port,
    url,
    tick: () => tick(),
    token,
    stop,
    async connect(given) {
      const client = new Client(port, given ?? (await token()));
      await client.opened;
      return client;
    },
    post: async (body, headers = {}) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

export interface ServerMessage {
  readonly id?: string;
  readonly type: string;
  readonly payload?: JsonObject;
}

export interface HandshakeForm {
  readonly path?: string;
  readonly protocols?: string[];
}

export function encodedHeader(token: string): string {
  return Buffer.from(JSON.stringify({ host: 'localhost', Authorization: token })).toString('base64url');
}

/** Speaks AppSync's protocol like the clients do, and keeps everything it was told. */
export class Client {
  readonly socket: WebSocket;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly messages: ServerMessage[] = [];
  readonly #token: string;
  #taken = 0;
  #wake: () => void = () => undefined;

  constructor(port: number, token: string, { path = '/graphql/realtime', protocols }: HandshakeForm = {}) {
    this.#token = token;
    const offered = protocols ?? ['graphql-ws', `header-${encodedHeader(token)}`];
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, offered);
    this.opened = once(this.socket, 'open');
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const message = parseJson(Buffer.isBuffer(data) ? data.toString() : '');
      if (isServerMessage(message)) this.messages.push(message);
      this.#wake();
    });
    onTestFinished(() => this.socket.terminate());
    this.opened.catch(() => undefined);
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message not taken yet. */
  async next(): Promise<ServerMessage> {
    for (;;) {
      const message = this.messages[this.#taken];
      if (message !== undefined) {
        this.#taken += 1;
        return message;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async init(): Promise<void> {
    this.say({ type: 'connection_init' });
    await this.next();
  }

  start(id: string, query: string, variables: JsonObject = {}, token = this.#token): void {
    this.say({
      id,
      type: 'start',
      payload: {
        data: JSON.stringify({ query, variables }),
        extensions: { authorization: { host: 'localhost', Authorization: token } },
      },
    });
  }

  async subscribe(id: string, query: string, variables: JsonObject = {}): Promise<ServerMessage> {
    this.start(id, query, variables);
    return this.next();
  }
}

function isServerMessage(message: unknown): message is ServerMessage {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}

export const ON_NOTE = 'subscription On($s: ID) { onNote(sessionId: $s) { sessionId text } }';
