import { createHash } from 'node:crypto';
import { crc32 as nextCrc32 } from 'node:zlib';
import { Failure } from '../failure.ts';
import { crc32c, crc64nvme, type Crc } from './crc.ts';

/** By the name of their header, `x-amz-checksum-…`, with the element that names them in XML. */
export const checksumAlgorithms = {
  crc32: { element: 'ChecksumCRC32', bytes: 4 },
  crc32c: { element: 'ChecksumCRC32C', bytes: 4 },
  crc64nvme: { element: 'ChecksumCRC64NVME', bytes: 8 },
  sha1: { element: 'ChecksumSHA1', bytes: 20 },
  sha256: { element: 'ChecksumSHA256', bytes: 32 },
} as const;

export type ChecksumAlgorithm = keyof typeof checksumAlgorithms;

/** A checksum that a client stated or the store computed. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of an object made of parts, with `-` and the number of parts. */
  readonly value: string;
}

const prefix = 'x-amz-checksum-';

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => prefix + algorithm;

export const parseAlgorithm = (name: string): ChecksumAlgorithm | undefined => {
  const algorithm = name.toLowerCase();
  return isAlgorithm(algorithm) ? algorithm : undefined;
};

export const isAlgorithm = (name: string): name is ChecksumAlgorithm => Object.hasOwn(checksumAlgorithms, name);

/** The one checksum stated in these headers (or fields of a form). @throws {Failure} for two, or one that is none. */
export const statedChecksum = (headers: Readonly<Record<string, string>>): Checksum | undefined => {
  const stated = Object.entries(headers).flatMap(([name, value]) => {
    const algorithm = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return isAlgorithm(algorithm) ? [checked({ algorithm, value })] : [];
  });
  if (stated.length > 1) throw new Failure('InvalidRequest', 'Expecting a single x-amz-checksum- header');
  return stated[0];
};

/** The algorithm whose checksum comes behind the body. @throws {Failure} for one that is not known. */
export const trailingAlgorithm = (header: string | undefined): ChecksumAlgorithm | undefined => {
  if (header === undefined) return undefined;
  const algorithm = header.trim().toLowerCase().slice(prefix.length);
  if (header.toLowerCase().startsWith(prefix) && isAlgorithm(algorithm)) return algorithm;
  throw new Failure('InvalidRequest', 'The value specified in the x-amz-trailer header is not supported');
};

/** @throws {Failure} where the value has not the length of its kind. */
export const checked = (checksum: Checksum): Checksum => {
  const bytes = Buffer.from(checksum.value, 'base64');
  if (bytes.length === checksumAlgorithms[checksum.algorithm].bytes && bytes.toString('base64') === checksum.value) {
    return checksum;
  }
  throw new Failure('InvalidRequest', `Value for ${checksumHeader(checksum.algorithm)} header is invalid.`);
};

/** A running check; `digest` ends it. */
export const startChecksum = (algorithm: ChecksumAlgorithm): Crc => {
  switch (algorithm) {
    case 'crc32':
      return crc32();
    case 'crc32c':
      return crc32c();
    case 'crc64nvme':
      return crc64nvme();
    default: {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
  }
};

const crc32 = (): Crc => {
  let value = 0;
  return {
    update(bytes) {
      value = nextCrc32(bytes, value);
    },
    digest() {
      const result = Buffer.alloc(4);
      result.writeUInt32BE(value);
      return result;
    },
  };
};
