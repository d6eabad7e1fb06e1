import { WebSocket as NodeWebSocket } from 'ws';
import { plainOnLoopback } from '../../client/core/local-websocket.ts';

/** The sockets of this program's `aws-amplify`: one user's, since Amplify keeps one socket per endpoint and program. */
export interface OwnSockets {
  /** From now on none opens, as behind a proxy that lets none through; those that are open break. */
  block(): void;
  unblock(): void;
  /** How many were tried to open. */
  readonly tried: number;
}

/** Gives this program the WebSocket that Amplify looks for, speaking to this machine without TLS. */
export const ownSockets = ({ blocked = false } = {}): OwnSockets => {
  const open = new Set<NodeWebSocket>();
  let [isBlocked, tried] = [blocked, 0];

  class OwnWebSocket extends NodeWebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      // Port 9 takes no connection: what a browser makes of a proxy that refuses.
      super(isBlocked ? 'ws://127.0.0.1:9' : plainOnLoopback(String(address)), protocols);
      tried += 1;
      open.add(this);
      this.on('close', () => open.delete(this));
    }
  }
  Object.defineProperty(globalThis, 'WebSocket', { value: OwnWebSocket, configurable: true });

  return {
    block() {
      isBlocked = true;
      for (const socket of open) socket.terminate();
    },
    unblock() {
      isBlocked = false;
    },
    get tried() {
      return tried;
    },
  };
};
