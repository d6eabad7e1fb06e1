import assert from 'node:assert/strict';
import type { Clock, GraphQLAnswer, Json, JsonObject } from '../../../runtime/contract.ts';
import { isJsonObject, parseJson } from '../../../runtime/json.ts';
import { CREATE, SEND } from '../../support/graphql.ts';

/**
 * Whatever runs the resolvers of the manifest on the tables of the layout. A user's display name is the user id, `ctx.env`
 * has `settings`, and the clock is `everLater`.
 */
export interface Host {
  /** Answers a query or mutation as this user gets it over HTTP. */
  execute(userId: string, query: string, variables: JsonObject): Promise<GraphQLAnswer>;
}

/** A promise of the API, kept by every host. It has its people to itself, and rejects where the promise is broken. */
export interface Scenario {
  readonly name: string;
  readonly play: (person: (name: string) => Person) => Promise<void>;
}

/** Low enough to be reached, and more than any scenario sends that is not about it. */
export const settings = { MESSAGES_PER_MINUTE: '25' } as const;

/** Real time, except that it is never twice the same: what happens later is later. */
export function everLater(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(last + 1, Date.now());
      return last;
    },
  };
}

/** Plays a scenario with people whom no other one knows. `key` tells it from the others on the same host. */
export async function play(scenario: Scenario, host: Host, key: number): Promise<void> {
  await scenario.play((name) => new Person(host, `${name}-${key}`));
}

/** What a refused field told its caller. */
export interface Refusal {
  readonly code: string | undefined;
  readonly message: string;
  readonly info: Json;
}

/** A user at a host. */
export class Person {
  readonly userId: string;
  readonly #host: Host;

  constructor(host: Host, userId: string) {
    this.#host = host;
    this.userId = userId;
  }

  /** The answer as it crosses the wire. */
  async ask(query: string, variables: JsonObject = {}): Promise<GraphQLAnswer> {
    const { data, errors } = await this.#host.execute(this.userId, query, variables);
    return { data: parseJson(JSON.stringify(data ?? null)) ?? null, ...(errors === undefined ? {} : { errors }) };
  }

  /** The value of the only field of the operation, which must not be refused. */
  async get(query: string, variables: JsonObject = {}): Promise<Json> {
    const { data = null, errors = [] } = await this.ask(query, variables);
    assert.deepEqual(errors, [], `unable to go on; ${this.userId} was refused`);
    assert.ok(isJsonObject(data));
    return Object.values(data)[0] ?? null;
  }

  /** `get` for what is an object. */
  async see(query: string, variables: JsonObject = {}): Promise<JsonObject> {
    return objectOf(await this.get(query, variables));
  }

  /** The refusal of the only field of the operation, which must be refused. */
  async refusal(query: string, variables: JsonObject = {}): Promise<Refusal> {
    const { data = null, errors = [] } = await this.ask(query, variables);
    if (isJsonObject(data)) assert.deepEqual(Object.values(data), [null], 'a refused field has a value');
    const [error] = errors;
    assert.ok(errors.length === 1 && error !== undefined, `not one refusal but ${errors.length}`);
    return { code: error.errorType, message: error.message, info: error.errorInfo ?? null };
  }

  /** The id of a new session with these people. */
  async opens(others: readonly Person[], more: JsonObject = {}): Promise<string> {
    const memberIds = others.map(({ userId }) => userId);
    return textOf(await this.see(CREATE, { input: { memberIds, name: 'Algebra', ...more } }), 'id');
  }

  /** The message as it was acknowledged. */
  sends(sessionId: string, clientMessageId: string, text = clientMessageId): Promise<JsonObject> {
    return this.see(SEND, { input: { sessionId, clientMessageId, content: { text } } });
  }
}

export function objectOf(value: Json | undefined): JsonObject {
  assert.ok(isJsonObject(value), 'not an object');
  return value;
}

export function textOf(object: JsonObject, field: string): string {
  const value = object[field];
  assert.ok(typeof value === 'string', `${field} is not a text`);
  return value;
}

/** A time in a field, in epoch milliseconds, as AppSync writes it in an AWSDateTime. */
export function timeOf(object: JsonObject, field: string): number {
  const value = textOf(object, field);
  assert.match(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return Date.parse(value);
}

/** A list of objects in a field. */
export function listOf(object: JsonObject, field: string): readonly JsonObject[] {
  const value = object[field];
  assert.ok(Array.isArray(value), `${field} is not a list`);
  return value.map(objectOf);
}
