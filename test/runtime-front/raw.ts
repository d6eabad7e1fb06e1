import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { untilGone } from '../support/sockets.ts';

/** A bare TCP connection for saying what no HTTP client would. */
export async function rawSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // What the server does to a hostile socket is its own affair.
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

/** Everything the server says until it hangs up. */
export async function untilClosed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await untilGone(socket);
  return Buffer.concat(chunks).toString('latin1');
}

/** Settles once the server has said `text`. */
export async function untilSays(socket: Socket, text: string): Promise<void> {
  let said = '';
  for await (const chunk of socket) {
    said += Buffer.isBuffer(chunk) ? chunk.toString('latin1') : '';
    if (said.includes(text)) return;
  }
  throw new Error(`the server hung up without saying ${text}`);
}

/** Sends one request as written and answers everything that came back. */
export async function rawRequest(port: number, text: string | Buffer): Promise<string> {
  const socket = await rawSocket(port);
  socket.write(text);
  return untilClosed(socket);
}
