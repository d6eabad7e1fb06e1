import { encodeStrictly } from '../../identity/signature-v4.ts';
import { Failure } from '../failure.ts';
import { numberParameter, parameter, type StoreRequest } from '../request.ts';
import { quoted, xmlAnswer, type Operation, type Store } from '../store.ts';
import { writeXml } from '../xml.ts';

const greatestPage = 1000;

/** ListObjectsV2. */
export const listObjects: Operation = async (store, { request }) => {
  if (parameter(request, 'list-type') !== '2') throw new Failure('NotImplemented');
  const prefix = parameter(request, 'prefix') ?? '';
  const delimiter = parameter(request, 'delimiter') ?? '';
  const startAfter = parameter(request, 'start-after') ?? '';
  const token = parameter(request, 'continuation-token');
  const most = numberParameter(request, 'max-keys', { least: 0, greatest: greatestPage, otherwise: greatestPage });
  const encode = encoder(request);
  const nameOf = namer(prefix, delimiter, token === undefined ? startAfter : '', token && readToken(token));

  const found = most === 0 ? [] : await store.objects.names(request.bucket, most + 1, nameOf);
  const names = found.slice(0, most);
  const isPrefix = (name: string): boolean => delimiter !== '' && name.indexOf(delimiter, prefix.length) !== -1;
  const isTruncated = found.length > most;
  const last = names.at(-1);
  return xmlAnswer(
    writeXml('ListBucketResult', {
      Name: request.bucket,
      Prefix: encode(prefix),
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(startAfter === '' ? {} : { StartAfter: encode(startAfter) }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
      ...(parameter(request, 'encoding-type') === undefined ? {} : { EncodingType: 'url' }),
      MaxKeys: most,
      KeyCount: names.length,
      IsTruncated: isTruncated,
      ...(isTruncated && last !== undefined ? { NextContinuationToken: writeToken(last) } : {}),
      Contents: await contentsOf(
        store,
        request.bucket,
        names.filter((name) => !isPrefix(name)),
        encode,
      ),
      CommonPrefixes: names.filter(isPrefix).map((name) => ({ Prefix: encode(name) })),
    }),
  );
};

const contentsOf = async (
  store: Store,
  bucket: string,
  keys: readonly string[],
  encode: (text: string) => string,
): Promise<readonly Record<string, string | number>[]> => {
  const contents: Record<string, string | number>[] = [];
  for (const key of keys) {
    const record = await store.objects.find(bucket, key);
    // Removed since it was named.
    if (record === undefined) continue;
    contents.push({
      Key: encode(key),
      LastModified: new Date(record.storedAt).toISOString(),
      ETag: quoted(record.etag),
      Size: record.size,
      StorageClass: 'STANDARD',
    });
  }
  return contents;
};

/** The name under which a key is listed: itself, or the prefix that it shares; `undefined` where it is not. */
const namer =
  (prefix: string, delimiter: string, afterKey: string, afterName: string | undefined) =>
  (key: string): string | undefined => {
    if (!key.startsWith(prefix) || !isAfter(key, afterKey)) return undefined;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = at === -1 ? key : key.slice(0, at + delimiter.length);
    return afterName === undefined || isAfter(name, afterName) ? name : undefined;
  };

const isAfter = (text: string, other: string): boolean => Buffer.compare(Buffer.from(text), Buffer.from(other)) > 0;

const encoder = (request: StoreRequest): ((text: string) => string) => {
  const type = parameter(request, 'encoding-type');
  if (type === undefined) return (text) => text;
  if (type !== 'url') throw new Failure('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (text) => text.split('/').map(encodeStrictly).join('/');
};

const writeToken = (name: string): string => Buffer.from(name).toString('base64url');

const readToken = (token: string): string => {
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (writeToken(name) !== token) throw new Failure('InvalidArgument', 'The continuation token provided is incorrect');
  return name;
};
