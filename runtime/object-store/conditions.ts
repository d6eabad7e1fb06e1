import type { ObjectRecord, TextFields } from './disk/records.ts';
import { Failure, NotModified } from './failure.ts';

/**
 * Conditions of reading, in the order of RFC 9110, 13.2.2. `prefix` is that of a copy's source.
 *
 * @throws {Failure | NotModified} where they do not hold.
 */
export const checkRead = (headers: TextFields, record: ObjectRecord, prefix = ''): void => {
  const header = (name: string): string | undefined => headers[`${prefix}if-${name}`];
  const storedAt = Math.floor(record.storedAt / 1000) * 1000;
  const [match, noneMatch] = [header('match'), header('none-match')];
  const [unmodifiedSince, modifiedSince] = [moment(header('unmodified-since')), moment(header('modified-since'))];

  if (match !== undefined) {
    if (!names(match, record.etag)) throw new Failure('PreconditionFailed');
  } else if (unmodifiedSince !== undefined && storedAt > unmodifiedSince) {
    throw new Failure('PreconditionFailed');
  }
  if (noneMatch !== undefined) {
    if (names(noneMatch, record.etag)) throw unchanged(prefix);
  } else if (modifiedSince !== undefined && storedAt <= modifiedSince) {
    throw unchanged(prefix);
  }
};

/**
 * Conditions of storing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @throws {Failure} where they do not hold for what is there.
 */
export const checkWrite = (headers: TextFields, before: ObjectRecord | undefined): void => {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw new Failure('NotImplemented');
    if (before !== undefined) throw new Failure('PreconditionFailed');
  }
  if (match !== undefined) {
    if (before === undefined) throw new Failure('NoSuchKey');
    if (!names(match, before.etag)) throw new Failure('PreconditionFailed');
  }
};

/** A copy has no client that holds the old bytes: for it, unchanged is a condition that did not hold. */
const unchanged = (prefix: string): Failure | NotModified =>
  prefix === '' ? new NotModified() : new Failure('PreconditionFailed');

/** Whether a list of entity tags has this one. */
export const names = (list: string, etag: string): boolean =>
  list.trim() === '*' ||
  list.split(',').some((one) => {
    const tag = one.trim();
    return tag === etag || tag === `"${etag}"` || tag === `W/"${etag}"`;
  });

const moment = (header: string | undefined): number | undefined => {
  const value = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(value) ? undefined : value;
};
