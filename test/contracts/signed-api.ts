import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Kind, parse, validate } from 'graphql';
import { SignedRequests, type ApiAccess } from '../../adapters/appsync/signed-requests.ts';
import type { ToldOfCall } from '../../adapters/memory/call-events.ts';
import type { Told } from '../../adapters/memory/live-delivery.ts';
import { CallEvent } from '../../domain/vocabulary/calls.ts';
import { parseCallId, parseMessageId, parseSessionId, parseUserId, positionOf } from '../../domain/shared/ids.ts';
import { createAuthenticator } from '../../runtime/identity/authenticator.ts';
import { iam } from '../../runtime/identity/iam.ts';
import { theSchema } from '../support/schema.ts';

/** How the API fails at a request; `lost` does what it was asked and hangs up before it says so. */
export type Fault = { readonly status: number } | { readonly errorType: string } | 'hang-up' | 'lost' | 'silence';

const key = {
  accessKeyId: 'SERVICES',
  secretAccessKey: 'a secret of both',
  accountId: '0',
  userArn: 'arn',
  username: 's',
};

/**
 * Requests for which no time passes while they are on their way. An attempt that a busy machine cuts short arrives all the
 * same and is made again: who counts what arrives would count it twice.
 */
export function untimed(access: ApiAccess): Pick<SignedRequests, 'send'> {
  const requests = new SignedRequests(access);
  return { send: (operation, variables) => requests.send(operation, variables, longerThanAnyTest) };
}

const longerThanAnyTest = 600_000;

/** The far end of live delivery: an API that takes signed, valid operations and remembers what they told. */
export class SignedApi {
  readonly told: Told[] = [];
  readonly toldOfCalls: ToldOfCall[] = [];
  /** The mutations that were carried out, by name. */
  readonly fields: string[] = [];
  /** The next requests fail by these, in order. */
  readonly faults: Fault[] = [];
  /** Requests that arrived, failed ones among them. */
  requests = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #schema = theSchema();
  readonly #authenticator;

  private constructor(readonly region: string) {
    this.#authenticator = createAuthenticator({
      modes: [iam({ region, accessKeys: [key], clock: { now: () => Date.now() } })],
    });
  }

  static async start({ region = 'us-east-1' } = {}): Promise<SignedApi> {
    const api = new SignedApi(region);
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  get access() {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('unable to call the API; it does not listen');
    const endpoint = new URL(`http://127.0.0.1:${address.port}/graphql`);
    return { endpoint: Promise.resolve(endpoint), region: this.region, credentials: key };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.requests += 1;
    const fault = this.faults.shift();
    if (fault === 'silence') return;
    if (fault === 'hang-up') return void request.socket.destroy();
    if (fault !== undefined && fault !== 'lost') {
      response.writeHead('status' in fault ? fault.status : 200, { 'content-type': 'application/json' });
      return void response.end(
        JSON.stringify(
          'status' in fault ? {} : { data: null, errors: [{ errorType: fault.errorType, message: 'no' }] },
        ),
      );
    }
    const [errors, told] = await this.#run(request, body);
    if (told !== undefined) this.told.push(told);
    if (fault === 'lost') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: null, ...(errors.length > 0 ? { errors } : {}) }));
  }

  async #run(request: IncomingMessage, body: string): Promise<[readonly object[], Told | undefined]> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const signed = { method: 'POST', path: request.url ?? '', body };
    const caller = await this.#authenticator.authenticate({ headers, signed }).catch(() => undefined);
    if (caller === undefined) return [[{ errorType: 'UnauthorizedException', message: 'no' }], undefined];
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, string> };
    const document = parse(query);
    const invalid = validate(this.#schema, document);
    if (invalid.length > 0) return [[{ errorType: 'ValidationError', message: invalid[0]?.message }], undefined];
    const [operation] = document.definitions;
    const field = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
    const name = field?.kind === Kind.FIELD ? field.name.value : '';
    this.fields.push(name);
    const ofCall = toldOfCallBy(name, variables);
    if (ofCall !== undefined) this.toldOfCalls.push(ofCall);
    return [[], toldBy(name, variables)];
  }
}

function toldOfCallBy(field: string, variables: Readonly<Record<string, string>>): ToldOfCall | undefined {
  const callId = parseCallId(variables['callId'] ?? '');
  const user = parseUserId(variables['userId'] ?? '');
  const event = Object.values(CallEvent).find((known) => known === variables['event']);
  if (callId === undefined) return undefined;
  switch (field) {
    case 'publishCallEvent':
      return event && { kind: 'happened', callId, happening: { event, userId: user ?? null } };
    case 'publishIncomingCall':
      return user && { kind: 'rings', callId, user };
    case 'endCallDelivery':
      return user && { kind: 'signalsEnded', callId, user };
    default:
      return undefined;
  }
}

function toldBy(field: string, variables: Readonly<Record<string, string>>): Told | undefined {
  const messageId = parseMessageId(variables['messageId'] ?? '');
  const sessionId = parseSessionId(variables['sessionId'] ?? '');
  const user = parseUserId(variables['userId'] ?? '');
  switch (field) {
    case 'publishMessage':
      return messageId && { kind: 'messageSent', ...positionOf(messageId) };
    case 'publishMessageUpdate':
      return messageId && { kind: 'messageChanged', ...positionOf(messageId) };
    case 'endSessionDelivery':
      return sessionId && { kind: 'endSession', sessionId, user: user ?? 'everyone' };
    case 'publishPresence':
      return user && { kind: 'presenceChanged', user };
    case 'endPresenceDelivery':
      return sessionId ? { kind: 'endPresence', sessionId } : user && { kind: 'endPresenceFor', user };
    // With a session it is the other half of `endSessionDelivery`.
    case 'endCallDelivery':
      return variables['callId'] || sessionId || user === undefined ? undefined : { kind: 'endCallsFor', user };
    default:
      return undefined;
  }
}
