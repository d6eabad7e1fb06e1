import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import { ChunkSignatures, type ChunkSigning } from '../signatures/chunk-signing.ts';

/** A chunk's head is its length and signature, a trailer a checksum: no honest line is longer. */
const longestLine = 1024;
const mostTrailers = 8;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: the last chunk alone may be smaller. */
const smallestChunk = 8192;

export interface ChunkedBody {
  /** The bytes without their framing. Throws where framing or a signature is wrong, and where bytes are missing. */
  readonly bytes: AsyncIterable<Buffer>;
  /** By lower-case name; complete once `bytes` ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** Takes `aws-chunked` framing off a body, and checks what is signed. Holds one piece of the body at a time. */
export const readChunked = (
  source: AsyncIterable<Buffer>,
  { signing, trailer }: { readonly signing?: ChunkSigning; readonly trailer: boolean },
): ChunkedBody => {
  const trailers = new Map<string, string>();
  return { bytes: chunks(new Pieces(source), signing && new ChunkSignatures(signing), trailer, trailers), trailers };
};

async function* chunks(
  source: Pieces,
  signatures: ChunkSignatures | undefined,
  trailer: boolean,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let sawSmall = false;
  for (;;) {
    const { size, signature } = readHead(await source.line(), signatures !== undefined);
    const hash = createHash('sha256');
    if (size > 0) {
      if (sawSmall) throw new Failure('InvalidChunkSizeError');
      sawSmall = size < smallestChunk;
      let left = size;
      while (left > 0) {
        const piece = await source.take(left);
        left -= piece.length;
        if (signatures !== undefined) hash.update(piece);
        yield piece;
      }
      if ((await source.line()) !== '') throw new Failure('IncompleteBody');
    }
    signatures?.checkChunk(hash.digest('hex'), signature);
    if (size === 0) break;
  }
  await readTrailers(source, signatures, trailer, trailers);
}

const readHead = (line: string, signed: boolean): { readonly size: number; readonly signature: string } => {
  const [, hex = '', signature = ''] = /^([0-9a-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (hex === '') throw new Failure('IncompleteBody', 'The body is not well-formed aws-chunked');
  if (signed && signature === '') throw new Failure('SignatureDoesNotMatch');
  return { size: Number.parseInt(hex, 16), signature };
};

const readTrailers = async (
  source: Pieces,
  signatures: ChunkSignatures | undefined,
  expected: boolean,
  trailers: Map<string, string>,
): Promise<void> => {
  let signed = '';
  let signature: string | undefined;
  for (let line = await source.lastLine(); line !== ''; line = await source.lastLine()) {
    const [, name = '', value = ''] = /^([\w-]+):\s*(\S+)\s*$/.exec(line) ?? [];
    if (!expected || name === '' || trailers.has(name.toLowerCase()) || trailers.size >= mostTrailers) {
      throw new Failure('IncompleteBody');
    }
    if (name.toLowerCase() === 'x-amz-trailer-signature') {
      signature = value;
    } else {
      trailers.set(name.toLowerCase(), value);
      signed += `${name.toLowerCase()}:${value}\n`;
    }
  }
  if (signatures !== undefined && expected) {
    if (signature === undefined) throw new Failure('SignatureDoesNotMatch');
    signatures.checkTrailers(signed, signature);
  }
  if (!(await source.ended())) throw new Failure('IncompleteBody', 'There are bytes after the end of the body');
};

/** Reads lines and counted bytes off a stream, without ever joining more than a line. */
class Pieces {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** From 1 to `most` bytes. */
  async take(most: number): Promise<Buffer> {
    if (!(await this.#more())) throw new Failure('IncompleteBody');
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** Up to CRLF, which is taken off. */
  async line(): Promise<string> {
    const line = await this.lastLine('required');
    return line;
  }

  /** As `line`, but the stream may end in place of an empty one: not every client writes the last CRLF. */
  async lastLine(end: 'required' | 'optional' = 'optional'): Promise<string> {
    let line = '';
    for (;;) {
      if (!(await this.#more())) {
        if (line === '' && end === 'optional') return '';
        throw new Failure('IncompleteBody');
      }
      const at = this.#rest.indexOf(0x0a);
      const piece = at === -1 ? this.#rest : this.#rest.subarray(0, at + 1);
      if (line.length + piece.length > longestLine) throw new Failure('IncompleteBody');
      line += piece.toString('latin1');
      this.#rest = this.#rest.subarray(piece.length);
      if (at === -1) continue;
      if (!line.endsWith('\r\n')) throw new Failure('IncompleteBody');
      return line.slice(0, -2);
    }
  }

  async ended(): Promise<boolean> {
    return !(await this.#more());
  }

  /** Whether there are bytes to take, after waiting for them. */
  async #more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#rest = next.value;
    }
    return true;
  }
}
