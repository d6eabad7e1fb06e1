import { createServer, type Socket } from 'node:net';

/** What a server of the test's answers once it has a whole stream, or does before. */
export interface ClamdScript {
  /** Answers to the bytes of a stream. Default: as clamd does to EICAR's file, and to any other. */
  readonly answer?: (content: Buffer) => string | Buffer;
  /** Like clamd's StreamMaxLength, in bytes. */
  readonly longest?: number;
  /** Takes the connection over as it comes. */
  readonly instead?: (socket: Socket) => void;
}

export interface ClamdUnderTest {
  readonly address: { readonly host: string; readonly port: number };
  /** What reached it whole. */
  readonly streams: readonly Buffer[];
  close(): Promise<void>;
}

const marker = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** Speaks as clamd's documentation says that it does: `zINSTREAM\0`, chunks with their lengths, one reply that ends with a zero byte. */
export async function startClamd(script: ClamdScript = {}): Promise<ClamdUnderTest> {
  const streams: Buffer[] = [];
  const sockets = new Set<Socket>();
  const {
    answer = (content) => (content.includes(marker) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'),
    longest = Infinity,
    instead,
  } = script;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (instead === undefined) serve(socket, longest, (content) => (streams.push(content), answer(content)));
    else instead(socket);
  });
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to start clamd; it has no port');
  return {
    address: { host: '127.0.0.1', port: address.port },
    streams,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const command = Buffer.from('zINSTREAM\0', 'latin1');

function serve(socket: Socket, longest: number, answer: (content: Buffer) => string | Buffer): void {
  let pending = Buffer.alloc(0);
  let started = false;
  const content: Buffer[] = [];
  let length = 0;
  socket.on('data', (piece) => {
    pending = Buffer.concat([pending, piece]);
    if (!started) {
      if (pending.length < command.length) return;
      if (!pending.subarray(0, command.length).equals(command)) return void socket.end('UNKNOWN COMMAND\0');
      started = true;
      pending = pending.subarray(command.length);
    }
    while (pending.length >= 4) {
      const size = pending.readUInt32BE(0);
      if (size === 0) return void socket.end(answer(Buffer.concat(content)));
      if (pending.length < 4 + size) return;
      length += size;
      if (length > longest) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      content.push(pending.subarray(4, 4 + size));
      pending = pending.subarray(4 + size);
    }
  });
}
