import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** A TCP relay in front of the server that drops connections as a failing server or network does. */
export interface CuttingProxy {
  readonly url: string;
  /** Drops every connection at once, without a goodbye. Returns how many there were. */
  cut(): number;
  /**
   * Lets so many more bytes through towards the clients, of all connections together, and drops every connection after the
   * last of them, wherever in a frame that is. Resolves when that has happened.
   */
  cutAfter(bytes: number): Promise<void>;
  /** Refuses new connections, and drops those there are, until `reconnect`. */
  disconnect(): void;
  reconnect(): void;
  close(): Promise<void>;
}

export const startCuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let connected = true;
  /** What is left to let through before the cut; absent while none is planned. */
  let planned: { left: number; readonly done: () => void } | undefined;

  const passOn = (chunk: Buffer, client: Socket, upstream: Socket): void => {
    const part = planned === undefined ? chunk : chunk.subarray(0, planned.left);
    if (!client.write(part)) upstream.pause();
    if (planned === undefined) return;
    planned.left -= part.length;
    if (planned.left > 0) return;
    const { done } = planned;
    planned = undefined;
    // What was let through arrives; what comes after it never does.
    for (const socket of open) socket.destroySoon();
    done();
  };

  const server = createServer((client) => {
    if (!connected) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => passOn(chunk, client, upstream));
    client.on('drain', () => upstream.resume());
    upstream.on('end', () => client.end());
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to listen; no port was given');

  const cut = (): number => {
    const count = open.size / 2;
    for (const socket of open) socket.resetAndDestroy();
    return count;
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    cutAfter: (bytes) =>
      new Promise((done) => {
        planned = { left: bytes, done };
      }),
    disconnect() {
      connected = false;
      cut();
    },
    reconnect() {
      connected = true;
    },
    async close() {
      connected = false;
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
