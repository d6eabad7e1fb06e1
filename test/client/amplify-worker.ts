/** Runs in a thread of its own: one user's `aws-amplify`, with nothing shared with any other user's. */
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket as NodeWebSocket } from 'ws';
import { createAmplifyTransport } from '../../client/core/amplify-transport.ts';
import { chatErrorFrom } from '../../client/core/errors.ts';
import { plainOnLoopback } from '../../client/core/local-websocket.ts';
import type { FromWorker, PlainError, ToWorker, WorkerStart } from '../support/amplify-client/protocol.ts';

const port = parentPort;
if (port === null) throw new Error('unable to run; this file is the inside of a worker');
const { url, userId, displayName } = workerData as WorkerStart;

class LocalWebSocket extends NodeWebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(plainOnLoopback(String(address)), protocols);
  }
}
// Amplify in Node is silent, not in error, where this global is missing.
Object.defineProperty(globalThis, 'WebSocket', { value: LocalWebSocket, configurable: true });

let held: Promise<string> | undefined;
const issue = async (): Promise<string> => {
  const response = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId, displayName }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
};

const transport = createAmplifyTransport({
  graphqlEndpoint: `${url}/graphql`,
  region: 'us-east-1',
  token: ({ fresh }) => (fresh ? (held = issue()) : (held ??= issue())),
});
const endings = new Map<number, () => void>();
const say = (message: FromWorker): void => port.postMessage(message);

const plain = (cause: unknown): PlainError => {
  const { code, message, retryable, retryAfterMs } = chatErrorFrom(cause);
  return { code, message, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
};

port.on('message', (message: ToWorker) => {
  const { kind, id } = message;
  switch (kind) {
    case 'request':
      transport.request(message.document, message.variables).then(
        (data) => say({ kind: 'answered', id, data }),
        (cause: unknown) => say({ kind: 'refused', id, error: plain(cause) }),
      );
      return;
    case 'live':
      endings.set(
        id,
        transport.live(message.document, message.variables, {
          ready: () => say({ kind: 'ready', id }),
          event: (data) => say({ kind: 'event', id, data }),
          lost: (error) => say({ kind: 'lost', id, error: plain(error) }),
        }),
      );
      return;
    case 'end':
      endings.get(id)?.();
      endings.delete(id);
  }
});
