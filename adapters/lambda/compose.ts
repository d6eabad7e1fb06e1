import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ChatSessionDirectory } from '../../application/ports/chat-session-directory.ts';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Ids } from '../../application/ports/ids.ts';
import { createChatSession } from '../../application/use-cases/create-chat-session.ts';
import { listMyChatSessions } from '../../application/use-cases/list-my-chat-sessions.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { DynamoDbChatSessionDirectory } from '../dynamodb/chat-session-directory.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import { handleChatService } from './handle-chat-service.ts';
import type { ChatServiceSettings, Environment } from './settings.ts';
import { readChatServiceSettings } from './settings.ts';

export interface ChatServiceDependencies {
  readonly chatSessions: ChatSessions;
  readonly directory: ChatSessionDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The chat service on whatever adapters it is given. */
export interface HandlesChatService {
  /** Takes what the `ChatService` data source sends. @throws {MalformedEvent} */
  readonly handle: (event: unknown) => Promise<ServiceAnswer<unknown>>;
}

export function createChatService(dependencies: ChatServiceDependencies): HandlesChatService {
  const service = {
    createChatSession: createChatSession(dependencies),
    listMyChatSessions: listMyChatSessions(dependencies),
  };
  return { handle: (event) => handleChatService(service, event) };
}

/** As it runs on AWS and locally: on DynamoDB, with this machine's clock and random ids. */
export interface ComposedChatService extends HandlesChatService {
  /** Lets go of its connections. */
  close(): void;
}

/** @throws {WrongSetting} */
export function composeChatService(environment: Environment): ComposedChatService {
  const settings = readChatServiceSettings(environment);
  const base = new DynamoDBClient(clientConfig(settings, environment));
  const tables = { client: DynamoDBDocumentClient.from(base), ...settings.tables };
  const service = createChatService({
    chatSessions: new DynamoDbChatSessions(tables),
    directory: new DynamoDbChatSessionDirectory(tables),
    clock: { now: () => instantOf(Date.now()) },
    ids: { sessionId },
  });
  return { handle: service.handle, close: () => base.destroy() };
}

function sessionId() {
  const id = parseSessionId(randomUUID());
  if (id === undefined) throw new Error('unable to name a session; this platform made no lower-case UUID');
  return id;
}

function clientConfig({ region, endpoint }: ChatServiceSettings, environment: Environment) {
  // Within the ten seconds that the function has, a request that is lost can be sent once more.
  const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };
  if (endpoint === undefined) return { region, requestHandler };
  // A local engine checks no signature, yet the SDK signs: whoever has credentials keeps them.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { region, requestHandler, endpoint, ...(environment['AWS_ACCESS_KEY_ID'] ? {} : { credentials }) };
}
