import { createHash } from 'node:crypto';
import {
  checksumAlgorithms,
  isAlgorithm,
  startChecksum,
  type Checksum,
  type ChecksumAlgorithm,
} from '../body/checksums.ts';
import type { PartRecord } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { readXml, type XmlElement } from '../read-xml.ts';

/** A part as the client that completes an upload names it. */
export interface ChosenPart {
  readonly number: number;
  readonly etag: string;
  readonly checksums: readonly Checksum[];
}

const smallestPart = 5 * 1024 * 1024;
const mostParts = 10_000;

export const readChosen = (xml: string): readonly ChosenPart[] => {
  const parts = readXml(xml, 'CompleteMultipartUpload').all('Part').map(readPart);
  if (parts.length === 0 || parts.length > mostParts) throw new Failure('MalformedXML');
  return parts;
};

const readPart = (part: XmlElement): ChosenPart => {
  const number = part.textOf('PartNumber') ?? '';
  const etag = (part.textOf('ETag') ?? '').trim().replace(/^"(.*)"$/, '$1');
  if (!/^\d{1,5}$/.test(number) || etag === '') throw new Failure('MalformedXML');
  const checksums = Object.entries(checksumAlgorithms).flatMap(([algorithm, { element }]) => {
    const value = part.textOf(element);
    return value !== undefined && isAlgorithm(algorithm) ? [{ algorithm, value }] : [];
  });
  return { number: Number(number), etag, checksums };
};

/** The parts that are meant. @throws {Failure} where one is not there as it is named, or they make no object. */
export const chooseParts = (chosen: readonly ChosenPart[], stored: readonly PartRecord[]): readonly PartRecord[] => {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const parts = chosen.map(({ number, etag, checksums }, at) => {
    if (number <= (chosen[at - 1]?.number ?? 0)) throw new Failure('InvalidPartOrder');
    const part = byNumber.get(number);
    const isSame = ({ algorithm, value }: Checksum): boolean =>
      part?.checksum?.algorithm !== algorithm || part.checksum.value === value;
    if (part?.etag !== etag || !checksums.every(isSame)) throw new Failure('InvalidPart');
    return part;
  });
  if (parts.slice(0, -1).some(({ blob }) => blob.size < smallestPart)) throw new Failure('EntityTooSmall');
  return parts;
};

/** Not a digest of the bytes, but of their parts' digests. */
export const compositeEtag = (parts: readonly PartRecord[]): string => {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html ("composite checksums") */
export const compositeChecksum = (
  algorithm: ChecksumAlgorithm | undefined,
  parts: readonly PartRecord[],
): Checksum | undefined => {
  if (algorithm === undefined) return undefined;
  const running = startChecksum(algorithm);
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== algorithm) return undefined;
    running.update(Buffer.from(checksum.value, 'base64'));
  }
  return { algorithm, value: `${running.digest().toString('base64')}-${parts.length}` };
};
