import { names } from './conditions.ts';
import type { ObjectRecord, TextFields } from './disk/records.ts';
import { Failure } from './failure.ts';

export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/**
 * The range that is asked for; `undefined` for the whole object, as for several ranges at once, which S3 does not serve.
 *
 * @throws {Failure} where the object has no byte of it.
 */
export const wantedRange = (headers: TextFields, record: ObjectRecord): ByteRange | undefined => {
  const [, first = '', last = ''] =
    /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/.exec(headers['range'] ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const onlyIf = headers['if-range'];
  if (onlyIf !== undefined && !names(onlyIf, record.etag)) return undefined;

  const { size } = record;
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw new Failure('InvalidRange');
    return { start: size - length, length };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new Failure('InvalidRange');
  return { start, length: end - start + 1 };
};

export const contentRange = ({ start, length }: ByteRange, size: number): string =>
  `bytes ${start}-${start + length - 1}/${size}`;
