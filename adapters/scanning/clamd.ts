import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ScannedObject, ScanVerdict, VirusScan } from '../../application/ports/virus-scan.ts';
import { ScanUnavailable } from '../../application/ports/virus-scan.ts';
import { longestReply, readReply } from './clamd-reply.ts';

export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

export interface ClamdPatience {
  /** Milliseconds without a byte in either direction, connecting included. */
  readonly idleMs: number;
  /** Milliseconds for all of it. */
  readonly wholeMs: number;
}

const patience: ClamdPatience = { idleMs: 30_000, wholeMs: 300_000 };

/** clamd takes chunks up to what fits its 32 bits; small ones keep memory small. */
const chunkSize = 64 * 1024;

const end = Buffer.alloc(4);

/**
 * Streams files to ClamAV's daemon, as the command INSTREAM has it: `zINSTREAM\0`, then chunks of a length in four bytes, most
 * significant first, and as many bytes, then a length of zero; the answer is one line that ends with a zero byte. The daemon
 * neither encrypts nor asks who is there: it belongs in the same private network. Its StreamMaxLength must be at least the
 * greatest size of a file.
 * https://docs.clamav.net/manual/Usage/ClamdProtocol.html
 */
export class ClamdScan implements VirusScan {
  readonly #address: ClamdAddress;
  readonly #patience: ClamdPatience;

  constructor(address: ClamdAddress, patient: ClamdPatience = patience) {
    this.#address = address;
    this.#patience = patient;
  }

  async scan({ read }: ScannedObject): Promise<ScanVerdict> {
    const socket = connect(this.#address);
    // Whoever waits for something hears of it by the reply's end; nothing else must bring the process down.
    socket.on('error', () => undefined);
    socket.setNoDelay();
    socket.setTimeout(this.#patience.idleMs, () => socket.destroy(new Error('it is silent')));
    const whole = setTimeout(() => socket.destroy(new Error('it takes too long')), this.#patience.wholeMs);
    const reply = replyOf(socket);
    // The daemon may answer before it has everything, and hang up: then its answer counts, not that nobody listens.
    reply.catch(() => undefined);
    try {
      const content = await read();
      await Promise.race([this.#send(socket, content), reply.then(() => undefined)]);
      return readReply(await reply);
    } finally {
      clearTimeout(whole);
      socket.destroy();
    }
  }

  async #send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
    await write(socket, Buffer.from('zINSTREAM\0', 'latin1'));
    for await (const piece of content) {
      for (let start = 0; start < piece.length; start += chunkSize) {
        const chunk = piece.subarray(start, start + chunkSize);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.length);
        await write(socket, length);
        await write(socket, chunk);
      }
    }
    await write(socket, end);
  }
}

/** Waits where the other side is slow, so that no more than a chunk is held. A socket that is gone takes everything. */
async function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return;
  const gone = once(socket, 'close');
  await Promise.race([once(socket, 'drain'), gone]).catch(() => undefined);
}

/** The whole reply. @throws {ScanUnavailable} where it does not come to its end. */
function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let why = 'clamd hung up before it said anything';
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      text += piece;
      const ending = text.indexOf('\0');
      if (ending >= 0) resolve(text.slice(0, ending));
      else if (text.length > longestReply) socket.destroy(new Error('it says too much'));
      why = 'clamd hung up in the middle of its answer';
    });
    socket.once('error', (cause) =>
      reject(new ScanUnavailable(`clamd cannot be asked: ${reasonOf(cause)}`, { cause })),
    );
    socket.once('close', () => reject(new ScanUnavailable(why)));
  });
}

const reasonOf = (cause: Error): string =>
  'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
