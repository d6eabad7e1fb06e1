import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** A TCP relay in front of the server that drops connections as a failing server or network does. */
export interface CuttingProxy {
  readonly url: string;
  /** Drops every connection at once, without a goodbye. Returns how many there were. */
  cut(): number;
  /** Refuses new connections, and drops those there are, until `reconnect`. */
  disconnect(): void;
  reconnect(): void;
  close(): Promise<void>;
}

export const startCuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let connected = true;

  const server = createServer((client) => {
    if (!connected) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.pipe(other);
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
