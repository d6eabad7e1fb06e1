import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import { checked, startChecksum, type Checksum, type ChecksumAlgorithm } from './checksums.ts';

/** What a client stated about the bytes it sends. */
export interface Stated {
  /** In bytes, where it is known before. */
  readonly length?: number;
  /** At most so many bytes are taken. */
  readonly greatest: number;
  readonly md5?: Buffer;
  /** Hex. */
  readonly sha256?: string;
  readonly checksum?: Checksum;
  /** The checksum that comes behind the bytes. */
  readonly trailing?: { readonly algorithm: ChecksumAlgorithm; readonly trailers: ReadonlyMap<string, string> };
}

export interface Received {
  readonly size: number;
  readonly md5: Buffer;
  readonly checksum?: Checksum;
}

/**
 * Hands every piece to `write` and holds the whole to what was stated about it.
 *
 * @throws {Failure} when it is not so; what was written is then of no use.
 */
export const receive = async (
  bytes: AsyncIterable<Buffer>,
  stated: Stated,
  write: (piece: Buffer) => Promise<void>,
): Promise<Received> => {
  const md5 = createHash('md5');
  const sha256 = stated.sha256 === undefined ? undefined : createHash('sha256');
  const algorithm = stated.checksum?.algorithm ?? stated.trailing?.algorithm;
  const running = algorithm && startChecksum(algorithm);
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > stated.greatest) throw new Failure('EntityTooLarge');
    if (stated.length !== undefined && size > stated.length) throw new Failure('IncompleteBody');
    md5.update(piece);
    sha256?.update(piece);
    running?.update(piece);
    await write(piece);
  }
  if (stated.length !== undefined && size !== stated.length) throw new Failure('IncompleteBody');
  if (sha256 !== undefined && sha256.digest('hex') !== stated.sha256) throw new Failure('XAmzContentSHA256Mismatch');
  const sum = md5.digest();
  if (stated.md5 !== undefined && !stated.md5.equals(sum)) throw new Failure('BadDigest');
  if (algorithm === undefined || running === undefined) return { size, md5: sum };

  const checksum = { algorithm, value: running.digest().toString('base64') };
  if (expectedChecksum(stated, algorithm).value !== checksum.value) {
    throw new Failure(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  return { size, md5: sum, checksum };
};

const expectedChecksum = ({ checksum, trailing }: Stated, algorithm: ChecksumAlgorithm): Checksum => {
  if (checksum !== undefined) return checksum;
  const value = trailing?.trailers.get(`x-amz-checksum-${algorithm}`);
  if (value === undefined) throw new Failure('IncompleteBody', 'The trailer that was announced did not come');
  return checked({ algorithm, value });
};
