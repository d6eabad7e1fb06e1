import { checksumAlgorithms } from '../body/checksums.ts';
import { checkRead, checkWrite } from '../conditions.ts';
import { describe } from '../description.ts';
import type { ObjectRecord } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { checkedKey } from '../request.ts';
import { quoted, xmlAnswer, type Operation } from '../store.ts';
import { writeXml } from '../xml.ts';
import { commitObject } from './store-object.ts';

/** CopyObject. The bytes are not read again: both objects name the same ones on the disk. */
export const copyObject: Operation = async (store, { request }) => {
  const { bucket, key, headers, requestId } = request;
  const source = sourceIn(headers['x-amz-copy-source'] ?? '');
  if (!store.buckets.has(source.bucket)) throw new Failure('NoSuchBucket');
  const replacesMetadata = directive(headers['x-amz-metadata-directive']);
  const replacesTags = directive(headers['x-amz-tagging-directive']);
  if (source.bucket === bucket && source.key === key && !replacesMetadata) {
    throw new Failure(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    );
  }
  const given = describe(headers);
  const held = await store.objects.hold(source.bucket, source.key);
  if (held === undefined) throw new Failure('NoSuchKey');
  try {
    const from = held.record;
    checkRead(headers, from, 'x-amz-copy-source-');
    const blobs = await store.blobs.share(from.blobs);
    await store.blobs.sync();
    const record = await commitObject(
      store,
      {
        headers: replacesMetadata ? given.headers : from.headers,
        metadata: replacesMetadata ? given.metadata : from.metadata,
        tags: replacesTags ? given.tags : from.tags,
        bucket,
        key,
        etag: from.etag,
        ...(from.checksum && { checksum: from.checksum }),
        blobs,
        reason: 'CopyObject',
        requestId,
      },
      (before) => checkWrite(headers, before),
    );
    return xmlAnswer(writeXml('CopyObjectResult', resultOf(record)));
  } finally {
    await held.release();
  }
};

const resultOf = ({ etag, storedAt, checksum }: ObjectRecord): Record<string, string> => ({
  LastModified: new Date(storedAt).toISOString(),
  ETag: quoted(etag),
  ...(checksum && { [checksumAlgorithms[checksum.algorithm].element]: checksum.value }),
});

/** `/bucket/key`, encoded, with or without its first slash. */
const sourceIn = (header: string): { readonly bucket: string; readonly key: string } => {
  const [path = '', version] = header.split('?');
  if (version !== undefined) throw new Failure('NotImplemented');
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, '');
  } catch {
    throw new Failure('InvalidArgument', 'Invalid copy source encoding');
  }
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1) {
    throw new Failure('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  }
  return { bucket: decoded.slice(0, slash), key: checkedKey(decoded.slice(slash + 1)) };
};

const directive = (header = 'COPY'): boolean => {
  if (header !== 'COPY' && header !== 'REPLACE') throw new Failure('InvalidArgument', 'Unknown directive.');
  return header === 'REPLACE';
};
