import type { UserId } from '../../domain/shared/ids.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import { toAnswer } from './chat-service-answer.ts';
import type { EventReader } from './event-reader.ts';
import { MalformedEvent } from './event-reader.ts';

/** Who asks: the user of the token, with the display name that it carries. */
export interface Caller {
  readonly user: UserId;
  readonly name: string | null;
}

/** A field of the schema that the chat service answers. Its event is `{ field, identity, arguments }`. */
export type ServiceField = (event: EventReader) => Promise<ServiceAnswer<unknown>>;

/** By their names in the schema. Each file of `fields/` makes some of them. */
export type ServiceFields = Readonly<Record<string, ServiceField>>;

interface Answering<Wish, Value> {
  /** Completes "unable to …". */
  readonly doing: string;
  readonly ask: (wish: Wish) => Promise<Result<Value>>;
  /** The value as the field has it. */
  readonly show: (value: Value) => unknown;
}

/** A field that users ask for: their identity is `{ sub, name }`. @throws {MalformedEvent} */
export const userField =
  <Wish, Value>({
    read,
    ...answering
  }: Answering<Wish, Value> & {
    readonly read: (args: EventReader, caller: Caller) => Wish;
  }): ServiceField =>
  async (event) => {
    const identity = event.object('identity');
    const caller = { user: identity.parsed('sub', parseUserId, 'a user id'), name: identity.textOrNull('name') };
    return answered(answering, read(event.object('arguments'), caller));
  };

/** A field that operators ask for, who are no users: their identity is `{ operator: true }`. @throws {MalformedEvent} */
export const operatorField =
  <Wish, Value>({
    read,
    ...answering
  }: Answering<Wish, Value> & {
    readonly read: (args: EventReader) => Wish;
  }): ServiceField =>
  async (event) => {
    if (!event.object('identity').boolean('operator', false)) {
      throw new MalformedEvent('event.identity.operator', 'true');
    }
    return answered(answering, read(event.object('arguments')));
  };

const answered = async <Wish, Value>({ doing, ask, show }: Answering<Wish, Value>, wish: Wish) =>
  toAnswer(doing, await ask(wish), show);
