import type {
  AppSyncError,
  Authenticator,
  Caller,
  Executor,
  GraphQLAnswer,
  GraphQLRequest,
  Json,
  Log,
  Metrics,
} from '../contract.ts';
import { Unauthenticated } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { Connection } from './connection.ts';
import { FilterRefused } from './filter.ts';
import { withAuthorization } from './handshake.ts';
import type { RealtimeLimits } from './limits.ts';
import type { ClientMessage, ConnectionFault } from './messages.ts';
import { faults, headersOf, serverMessages } from './messages.ts';
import type { Accepted, SubscriptionRegistry } from './registry.ts';
import { accept, isInvalidatedBy } from './registry.ts';
import type { Slot, Subscription } from './subscription.ts';

export interface ProtocolSettings {
  readonly executor: Executor;
  readonly authenticator: Authenticator;
  readonly registry: SubscriptionRegistry;
  readonly limits: RealtimeLimits;
  readonly metrics: Metrics;
  readonly log: Log;
}

type StartMessage = Extract<ClientMessage, { type: 'start' }>;
type StartErrors = readonly (AppSyncError | ConnectionFault)[] | NonNullable<GraphQLAnswer['errors']>;

/** Every realtime request is signed as a POST to the GraphQL path: Amplify's `authHeaders.ts`. */
const SIGNED_PATH = '/graphql';

/** Starts and stops subscriptions of connections that were let in. */
export class Protocol {
  readonly #settings: ProtocolSettings;
  /** Invalidations heard while a start was under way, for each such start. */
  readonly #starting = new Set<Json[]>();

  constructor(settings: ProtocolSettings) {
    this.#settings = settings;
  }

  /**
   * Answers one message of an admitted connection. Never rejects.
   *
   * @param requestHeaders Those of the WebSocket handshake.
   */
  async handle(
    connection: Connection,
    message: ClientMessage,
    requestHeaders: Readonly<Record<string, string>>,
  ): Promise<void> {
    switch (message.type) {
      case 'connection_init':
        connection.send(serverMessages.connectionAck(this.#settings.limits.connectionTimeoutMs));
        return;
      case 'start':
        await this.#start(connection, message, requestHeaders);
        return;
      case 'stop':
        this.#stop(connection, message.id);
        return;
      case 'unknown':
        connection.send(serverMessages.error(message.id, [faults.unsupported]));
    }
  }

  /** Ends the subscriptions that the payloads name, and those about to start that they would have named. */
  invalidate(invalidations: readonly Json[]): void {
    for (const heard of this.#starting) heard.push(...invalidations);
    for (const invalidation of invalidations) {
      for (const subscription of this.#settings.registry.invalidatedBy(invalidation)) {
        this.#settings.metrics.count('realtime.invalidated');
        this.release(subscription);
        subscription.connection.send(serverMessages.complete(subscription.id));
      }
    }
  }

  /** Forgets a subscription without a word to the client. */
  release(subscription: Subscription): void {
    this.#settings.registry.remove(subscription);
    const slot = subscription.connection.slots.get(subscription.id);
    if (slot?.kind === 'active' && slot.subscription === subscription) {
      subscription.connection.slots.delete(subscription.id);
    }
  }

  /** Forgets everything that a connection had or was about to have. */
  releaseAll(connection: Connection): void {
    for (const slot of connection.slots.values()) {
      if (slot.kind === 'active') this.#settings.registry.remove(slot.subscription);
      else slot.cancelled = true;
    }
    connection.slots.clear();
  }

  #stop(connection: Connection, id: string): void {
    const slot = connection.slots.get(id);
    if (slot?.kind === 'active') this.release(slot.subscription);
    if (slot?.kind === 'starting') slot.cancelled = true;
    connection.slots.delete(id);
    connection.send(serverMessages.complete(id));
  }

  async #start(
    connection: Connection,
    message: StartMessage,
    requestHeaders: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { id } = message;
    const { limits, metrics } = this.#settings;
    const excess = connection.slots.size >= limits.subscriptionsPerConnection;
    if (excess || connection.slots.has(id)) {
      const fault = excess ? faults.tooMany(limits.subscriptionsPerConnection) : faults.duplicate(id);
      connection.send(serverMessages.error(id, [fault]));
      return;
    }

    const slot: Slot = { kind: 'starting', cancelled: false };
    connection.slots.set(id, slot);
    const heard: Json[] = [];
    this.#starting.add(heard);
    const started = await this.#prepare(message, requestHeaders).finally(() => this.#starting.delete(heard));

    if (slot.cancelled || !connection.isOpen) return;
    if (started.kind === 'accepted') {
      this.#register(connection, started, id, heard);
      return;
    }
    connection.slots.delete(id);
    metrics.count('realtime.starts.refused');
    connection.send(serverMessages.error(id, started.errors));
  }

  #register(
    connection: Connection,
    started: Extract<Prepared, { kind: 'accepted' }>,
    id: string,
    heard: readonly Json[],
  ): void {
    const { registry, metrics } = this.#settings;
    const { accepted, request, caller } = started;
    connection.send(serverMessages.startAck(id));
    // The resolver may have looked at a membership that ended before this subscription could be found.
    if (heard.some((invalidation) => isInvalidatedBy(accepted, invalidation))) {
      connection.slots.delete(id);
      metrics.count('realtime.invalidated');
      connection.send(serverMessages.complete(id));
      return;
    }
    const expiresAt = caller.expiresAt ?? Number.POSITIVE_INFINITY;
    const subscription = registry.add(accepted, request.query, id, connection, expiresAt);
    connection.slots.set(id, { kind: 'active', subscription });
    connection.expireAt(caller.expiresAt);
    noteUser(connection, caller);
    metrics.count('realtime.starts.accepted');
  }

  async #prepare(message: StartMessage, requestHeaders: Readonly<Record<string, string>>): Promise<Prepared> {
    const { executor, authenticator, log } = this.#settings;
    const headers = withAuthorization(requestHeaders, headersOf(message.authorization));
    try {
      const signed = { method: 'POST', path: SIGNED_PATH, body: message.data };
      const caller = await authenticator.authenticate({ headers, signed });
      const request = parseRequest(message.data);
      if (request === undefined) return { kind: 'refused', errors: [faults.malformed] };
      const answer = await executor.subscribe(request, caller, headers);
      if ('errors' in answer) return { kind: 'refused', errors: answer.errors };
      return { kind: 'accepted', accepted: accept(answer.plan), request, caller };
    } catch (cause) {
      if (cause instanceof Unauthenticated) return { kind: 'refused', errors: [faults.unauthorized(cause.message)] };
      if (cause instanceof FilterRefused) {
        return { kind: 'refused', errors: [{ errorType: 'InvalidSubscriptionFilter', message: cause.message }] };
      }
      log.error('realtime.startFailed', { error: cause instanceof Error ? cause.name : 'unknown' });
      return { kind: 'refused', errors: [faults.internal] };
    }
  }
}

type Prepared =
  | { readonly kind: 'refused'; readonly errors: StartErrors }
  | {
      readonly kind: 'accepted';
      readonly accepted: Accepted;
      readonly request: GraphQLRequest;
      readonly caller: Caller;
    };

/** Remembers who speaks on a connection, so that all of a user's connections can be ended. */
export function noteUser(connection: Connection, { identity }: Caller): void {
  const subject = identity?.['sub'] ?? identity?.['username'];
  if (typeof subject === 'string') connection.userIds.add(subject);
}

function parseRequest(data: string): GraphQLRequest | undefined {
  const request = parseJson(data);
  if (!isJsonObject(request) || typeof request['query'] !== 'string') return undefined;
  const { query, variables = null, operationName = null } = request;
  if (variables !== null && !isJsonObject(variables)) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  return {
    query,
    ...(variables === null ? {} : { variables }),
    ...(operationName === null ? {} : { operationName }),
  };
}
