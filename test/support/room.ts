import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { GraphQLAnswer, Json, JsonObject } from '../../runtime/contract.ts';
import { isJsonArray, isJsonObject } from '../../runtime/json.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import { refusalsOf, valueAt, type Api } from './api-in-process.ts';
import { LOG, SEND } from './graphql.ts';

/** A session of Ann, who opened it, and Bob, and what tests say and read in it through the API. */
export class Room {
  readonly api: Api;
  readonly session: ChatSession;
  readonly ann = aUser('ann');
  readonly bob = aUser('bob');

  private constructor(api: Api, wish: Partial<OpenChatSession>) {
    this.api = api;
    this.session = aChatSession({ creator: this.ann, memberIds: [this.bob], ...wish });
  }

  static async open(api: Api, at: Instant, wish: Partial<OpenChatSession> = {}): Promise<Room> {
    const room = new Room(api, { at, ...wish });
    await api.stores.chatSessions.save(room.session);
    return room;
  }

  get id() {
    return this.session.id;
  }

  /** Ann sends, unless it is someone else. */
  send(clientMessageId: string, text = 'hello', who: string = this.ann): Promise<GraphQLAnswer> {
    return this.api.execute(who, SEND, { input: { sessionId: this.id, clientMessageId, content: { text } } });
  }

  /** The message as it was acknowledged. @throws where it was not. */
  async sent(clientMessageId: string, text = 'hello', who: string = this.ann): Promise<JsonObject> {
    return object(await this.send(clientMessageId, text, who), 'sendMessage');
  }

  readLog(after = 0, limit = 200): Promise<GraphQLAnswer> {
    return this.api.execute(this.bob, LOG, { sessionId: this.id, after, limit });
  }

  /** What one read from the start shows by position: a text, or VOID. @throws where there is no gapless log to read. */
  async texts(): Promise<readonly Json[]> {
    const page = object(await this.readLog(), 'sessionLog');
    const entries = isJsonArray(page['entries']) ? page['entries'].filter(isJsonObject) : [];
    if (page['contiguousSeq'] !== page['lastSeq'] || entries.length !== page['lastSeq']) {
      throw new Error(`unable to read the whole log; it is ${JSON.stringify(page)}`);
    }
    return entries.map(({ kind, message }) => textOf(message ?? null) ?? kind ?? null);
  }
}

function textOf(message: Json): Json | undefined {
  const content = isJsonObject(message) ? message['content'] : undefined;
  return isJsonObject(content) ? content['text'] : undefined;
}

/** A field's value that a test takes for granted. */
export function object(answer: GraphQLAnswer, field: string): JsonObject {
  const value = valueAt(answer, field);
  if (isJsonObject(value)) return value;
  throw new Error(`unable to go on; ${field} was refused with ${refusalsOf(answer).join(', ')}`);
}
