import type { IncomingMessage } from 'node:http';
import { Failure } from './failure.ts';

/** A request as operations read it. */
export interface StoreRequest {
  readonly method: string;
  /** As sent, still encoded. */
  readonly rawPath: string;
  /** Empty where the request is about no bucket. */
  readonly bucket: string;
  /** Empty where the request is about the bucket itself. */
  readonly key: string;
  /** Decoded, in the order sent. */
  readonly query: readonly (readonly [string, string])[];
  /** By lower-case name; one that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/** S3 takes keys of at most 1,024 bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKey = 1024;

/** @throws {Failure} for an address that names nothing. */
export const readRequest = (message: IncomingMessage, requestId: string): StoreRequest => {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const rawPath = mark === -1 ? url : url.slice(0, mark);
  const path = decoded(rawPath);
  if (!path.startsWith('/')) throw new Failure('InvalidURI');
  const slash = path.indexOf('/', 1);
  return {
    method: message.method ?? 'GET',
    rawPath,
    bucket: slash === -1 ? path.slice(1) : path.slice(1, slash),
    key: slash === -1 ? '' : checkedKey(path.slice(slash + 1)),
    query: mark === -1 ? [] : readQuery(url.slice(mark + 1)),
    headers: Object.fromEntries(
      Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(',')]),
    ),
    requestId,
  };
};

/** @throws {Failure} for what no object can be called. */
export const checkedKey = (key: string): string => {
  if (Buffer.byteLength(key) > longestKey) throw new Failure('KeyTooLongError');
  if (key.includes('\0')) throw new Failure('InvalidURI');
  return key;
};

/** The value of a parameter; the empty text where it came without one, and `undefined` where it did not come. */
export const parameter = ({ query }: StoreRequest, wanted: string): string | undefined =>
  query.find(([name]) => name === wanted)?.[1];

/** A whole number from a parameter. @throws {Failure} for any other value. */
export const numberParameter = (
  request: StoreRequest,
  name: string,
  { least, greatest, otherwise }: { readonly least: number; readonly greatest: number; readonly otherwise: number },
): number => {
  const value = parameter(request, name);
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!/^\d{1,10}$/.test(value) || number < least)
    throw new Failure('InvalidArgument', `Argument ${name} is not valid`);
  return Math.min(number, greatest);
};

const readQuery = (text: string): readonly (readonly [string, string])[] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Failure('InvalidURI');
  }
};
