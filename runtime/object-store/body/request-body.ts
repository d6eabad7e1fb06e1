import type { IncomingMessage } from 'node:http';
import { Failure } from '../failure.ts';
import type { StoreRequest } from '../request.ts';
import type { PayloadCover } from '../signatures/authorize.ts';
import { readChunked } from './aws-chunked.ts';
import { statedChecksum, trailingAlgorithm } from './checksums.ts';
import { receive, type Received, type Stated } from './receive.ts';

/** S3 takes at most 5 GiB in one request. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const greatestBody = 5 * 1024 ** 3;

/** The bytes of a request as they come. */
export interface BodySource {
  /** To be read once. Tells the client to go on sending where it waits for that, and fails where it pauses for too long. */
  bytes(): AsyncIterable<Buffer>;
}

/** Receives a request's body, held to everything that its headers and its signature say of it. */
export const receiveBody = async (
  request: StoreRequest,
  cover: PayloadCover,
  source: BodySource,
  write: (piece: Buffer) => Promise<void>,
): Promise<Received> => {
  const stated = statedLength(request, cover);
  const checksum = statedChecksum(request.headers);
  const md5 = statedMd5(request.headers['content-md5']);
  const common = { ...stated, greatest: greatestBody, ...(md5 && { md5 }), ...(checksum && { checksum }) };
  if (cover.kind !== 'chunks') {
    const sha256 = cover.kind === 'hash' ? { sha256: cover.sha256 } : {};
    return await receive(source.bytes(), { ...common, ...sha256 }, write);
  }
  const algorithm = cover.trailer ? trailingAlgorithm(request.headers['x-amz-trailer']) : undefined;
  const { bytes, trailers } = readChunked(source.bytes(), cover);
  const trailing = algorithm === undefined ? {} : { trailing: { algorithm, trailers } };
  return await receive(bytes, { ...common, ...trailing }, write);
};

/** A whole body of at most `greatest` bytes, checked likewise. */
export const receiveText = async (
  request: StoreRequest,
  cover: PayloadCover,
  source: BodySource,
  greatest: number,
): Promise<string> => {
  const pieces: Buffer[] = [];
  let size = 0;
  await receiveBody(request, cover, source, async (piece) => {
    size += piece.length;
    if (size > greatest) throw new Failure('MalformedXML');
    pieces.push(piece);
  });
  return Buffer.concat(pieces).toString('utf8');
};

const statedLength = ({ headers }: StoreRequest, cover: PayloadCover): Required<Pick<Stated, 'length'>> => {
  const decoded = headers['x-amz-decoded-content-length'];
  if (cover.kind === 'chunks' && decoded !== undefined) return { length: wholeNumber(decoded) };
  if (cover.kind === 'chunks' || headers['transfer-encoding'] !== undefined) throw new Failure('MissingContentLength');
  return { length: wholeNumber(headers['content-length'] ?? '0') };
};

const wholeNumber = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new Failure('InvalidArgument', 'The length of the body is no whole number');
  if (Number(text) > greatestBody) throw new Failure('EntityTooLarge');
  return Number(text);
};

const statedMd5 = (header: string | undefined): Buffer | undefined => {
  if (header === undefined) return undefined;
  const md5 = Buffer.from(header, 'base64');
  if (md5.length !== 16) throw new Failure('InvalidDigest');
  return md5;
};

/** The bytes that a Node request brings. Leaving them early keeps the connection: an answer is to go out on it. */
export const sourceOf = (message: IncomingMessage, goOn: () => void, idleMs: number): BodySource => ({
  async *bytes() {
    goOn();
    const pieces: AsyncIterator<unknown> = message.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
    for (;;) {
      const next = await withinIdle(pieces.next(), idleMs);
      if (next.done === true) return;
      if (!Buffer.isBuffer(next.value)) throw new Failure('InternalError');
      yield next.value;
    }
  },
});

const withinIdle = async <Value>(value: Promise<Value>, idleMs: number): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('RequestTimeout')), idleMs);
  });
  try {
    return await Promise.race([value, idle]);
  } finally {
    clearTimeout(timer);
  }
};
