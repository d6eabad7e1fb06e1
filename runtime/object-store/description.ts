import type { Description, TextFields } from './disk/records.ts';
import { Failure } from './failure.ts';
import { readTagQuery } from './tags.ts';

const keptHeaders = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** They promise something about the object that this store does not do. */
const notKept = [
  'x-amz-server-side-encryption',
  'x-amz-object-lock',
  'x-amz-website-redirect-location',
  'x-amz-grant',
  'x-amz-write-offset-bytes',
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const mostMetadataBytes = 2048;

/** What the headers (or the fields of a form, by lower-case name) say of the object that comes with them. */
export const describe = (headers: TextFields): Description => {
  for (const name of Object.keys(headers)) {
    if (notKept.some((prefix) => name.startsWith(prefix))) throw new Failure('NotImplemented');
  }
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  const kept = keptHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined || value === '' ? [] : [[name, headerValue(name, value)]];
  });
  return {
    headers: {
      'content-type': 'binary/octet-stream',
      ...Object.fromEntries(kept),
      ...(encoding === '' ? {} : { 'content-encoding': headerValue('content-encoding', encoding) }),
    },
    metadata: metadataOf(headers),
    tags: readTagQuery(headers['x-amz-tagging'] ?? ''),
  };
};

/** @throws {Failure} for a value that cannot stand in an answer's header. */
export const headerValue = (name: string, value: string): string => {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new Failure('InvalidArgument', `Header value cannot be represented: ${name}`);
  return value;
};

const prefix = 'x-amz-meta-';

const metadataOf = (headers: TextFields): TextFields => {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]): [string, string] => [name.slice(prefix.length), headerValue(name, value)]);
  if (!entries.every(([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name))) throw new Failure('InvalidArgument');
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
  if (bytes > mostMetadataBytes) throw new Failure('MetadataTooLarge');
  return Object.fromEntries(entries);
};
