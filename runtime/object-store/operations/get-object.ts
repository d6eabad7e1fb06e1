import { checksumHeader } from '../body/checksums.ts';
import { checkRead } from '../conditions.ts';
import { headerValue } from '../description.ts';
import type { ObjectRecord } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { contentRange, wantedRange } from '../ranges.ts';
import { parameter, type StoreRequest } from '../request.ts';
import { quoted, type Answer, type Operation, type Store } from '../store.ts';

/** Parameters of the query that set a header of the answer; whoever signed the request chose them. */
const overrides = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** GetObject and HeadObject. */
export const getObject: Operation = async (store, { request }) => {
  if (parameter(request, 'partNumber') !== undefined) throw new Failure('NotImplemented');
  const held = await store.objects.hold(request.bucket, request.key);
  if (held === undefined) throw new Failure('NoSuchKey');
  try {
    return answerOf(store, request, held.record, held.release);
  } catch (cause) {
    await held.release();
    throw cause;
  }
};

const answerOf = (store: Store, request: StoreRequest, record: ObjectRecord, release: () => Promise<void>): Answer => {
  checkRead(request.headers, record);
  const range = wantedRange(request.headers, record);
  const { start, length } = range ?? { start: 0, length: record.size };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...describedBy(record),
      ...overridden(request),
      ...(range === undefined ? checksumOf(request, record) : { 'content-range': contentRange(range, record.size) }),
    },
    body: { length, bytes: () => store.blobs.read(record.blobs, start, length), release },
  };
};

const describedBy = ({ headers, metadata, tags, etag, storedAt }: ObjectRecord): Readonly<Record<string, string>> => ({
  ...headers,
  ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  ...(Object.keys(tags).length === 0 ? {} : { 'x-amz-tagging-count': String(Object.keys(tags).length) }),
  etag: quoted(etag),
  'last-modified': new Date(storedAt).toUTCString(),
  'accept-ranges': 'bytes',
});

const overridden = (request: StoreRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    overrides.flatMap((name) => {
      const value = parameter(request, `response-${name}`);
      return value === undefined ? [] : [[name, headerValue(name, value)]];
    }),
  );

const checksumOf = ({ headers }: StoreRequest, { checksum }: ObjectRecord): Readonly<Record<string, string>> =>
  checksum === undefined || headers['x-amz-checksum-mode']?.toUpperCase() !== 'ENABLED'
    ? {}
    : {
        [checksumHeader(checksum.algorithm)]: checksum.value,
        'x-amz-checksum-type': checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
      };
