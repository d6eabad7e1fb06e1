import type { AppSyncError, Json, JsonObject, GraphQLAnswer } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';

/**
 * What goes over the socket, both ways:
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export type ClientMessage =
  | { readonly type: 'connection_init' }
  | {
      readonly type: 'start';
      readonly id: string;
      /** The operation as JSON text, which is also what an IAM signature covers. */
      readonly data: string;
      readonly authorization: JsonObject;
    }
  | { readonly type: 'stop'; readonly id: string }
  /** Anything else; `id` is what can be answered to. */
  | { readonly type: 'unknown'; readonly id: string };

const ID_LIMIT = 128;

/** Never throws: what is no message of the protocol is `unknown`. */
export function parseClientMessage(text: string): ClientMessage {
  const message = parseJson(text);
  if (!isJsonObject(message)) return { type: 'unknown', id: '' };
  const { type, payload } = message;
  const id = typeof message['id'] === 'string' && message['id'].length <= ID_LIMIT ? message['id'] : '';

  if (type === 'connection_init') return { type };
  if (type === 'stop' && id !== '') return { type, id };
  if (type === 'start' && id !== '' && isJsonObject(payload) && typeof payload['data'] === 'string') {
    const { extensions } = payload;
    const authorization = isJsonObject(extensions) ? extensions['authorization'] : undefined;
    return { type, id, data: payload['data'], authorization: isJsonObject(authorization) ? authorization : {} };
  }
  return { type: 'unknown', id };
}

/** The string entries of a realtime authorization object, with lower-case names, as HTTP headers are. */
export function headersOf(authorization: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(authorization).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

export interface ConnectionFault {
  readonly errorType: string;
  readonly message: string;
  readonly errorCode: number;
}

export const serverMessages = {
  connectionAck: (connectionTimeoutMs: number) => say({ type: 'connection_ack', payload: { connectionTimeoutMs } }),
  connectionError: (fault: ConnectionFault) => say({ type: 'connection_error', payload: { errors: [{ ...fault }] } }),
  keepAlive: () => say({ type: 'ka' }),
  startAck: (id: string) => say({ id, type: 'start_ack' }),
  complete: (id: string) => say({ id, type: 'complete' }),
  error: (id: string, errors: readonly (AppSyncError | ConnectionFault)[] | NonNullable<GraphQLAnswer['errors']>) =>
    JSON.stringify({ id, type: 'error', payload: { errors } }),
};

/** AppSync's answers to what the protocol does not allow, in its own words where they are known. */
export const faults = {
  unauthorized: (message: string): ConnectionFault => ({
    errorType: 'UnauthorizedException',
    message,
    errorCode: 401,
  }),
  noProtocol: { errorType: 'NoProtocolError', message: 'NoProtocolError', errorCode: 400 },
  unsupported: { errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' },
  malformed: { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
  duplicate: (id: string) => ({ errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` }),
  tooMany: (limit: number) => ({
    errorType: 'MaxSubscriptionsReachedError',
    message: `Max number of ${limit} subscriptions reached`,
  }),
  internal: { errorType: 'InternalFailure', message: 'An internal failure occurred while the subscription started.' },
};

function say(message: { readonly [key: string]: Json }): string {
  return JSON.stringify(message);
}
