import { statedChecksum } from '../body/checksums.ts';
import { boundaryIn, readForm } from '../body/multipart-form.ts';
import { receive, type Received } from '../body/receive.ts';
import { greatestBody, type BodySource } from '../body/request-body.ts';
import { describe } from '../description.ts';
import { Failure } from '../failure.ts';
import { checkedKey, type StoreRequest } from '../request.ts';
import { checkPolicy } from '../signatures/post-policy.ts';
import { quoted, xmlAnswer, type Answer, type Store } from '../store.ts';
import { writeXml } from '../xml.ts';
import { commitObject, receiveBlob, storedHeaders } from './store-object.ts';

/** Fields that ask for something this store does not do. */
const notDone = ['success_action_redirect', 'redirect', 'tagging', 'acl'];

/** Whether a request is a form, whose signature stands among its fields. */
export const isForm = ({ method, key, headers }: StoreRequest): boolean =>
  method === 'POST' && key === '' && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

/** POST Object: an upload from a browser. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export const postObject = async (store: Store, request: StoreRequest, source: BodySource): Promise<Answer> => {
  const { bucket, requestId } = request;
  const boundary = boundaryIn(request.headers['content-type']);
  if (boundary === undefined) throw new Failure('MalformedPOSTRequest');
  if (!store.buckets.has(bucket)) throw new Failure('NoSuchBucket');

  const form = await readForm(source.bytes(), boundary);
  const named = new Map(form.fields);
  const key = checkedKey((named.get('key') ?? '').replaceAll('${filename}', form.fileName));
  if (key === '') throw new Failure('InvalidArgument', 'Bucket POST must contain a field named key.');
  if ((named.get('bucket') ?? bucket) !== bucket) throw new Failure('AccessDenied');
  named.set('key', key);
  named.set('bucket', bucket);
  const range = checkPolicy(store.knowledge, named);

  const fields = Object.fromEntries(named);
  if (notDone.some((name) => named.has(name))) throw new Failure('NotImplemented');
  const description = describe(fields);
  const checksum = statedChecksum(fields);
  const { blob, received } = await receiveBlob(store, async (write): Promise<Received> => {
    const greatest = Math.min(range?.most ?? greatestBody, greatestBody);
    const whole = await receive(form.file, { greatest, ...(checksum && { checksum }) }, write);
    if (whole.size < (range?.least ?? 0)) throw new Failure('EntityTooSmall');
    return whole;
  });
  const record = await commitObject(
    store,
    {
      ...description,
      bucket,
      key,
      etag: received.md5.toString('hex'),
      ...(received.checksum && { checksum: received.checksum }),
      blobs: [blob],
      reason: 'POST Object',
      requestId,
    },
    () => undefined,
  );
  const headers = storedHeaders(record);
  switch (fields['success_action_status']) {
    case '200':
      return { status: 200, headers };
    case '201': {
      const xml = { Location: `/${bucket}/${key}`, Bucket: bucket, Key: key, ETag: quoted(record.etag) };
      return { ...xmlAnswer(writeXml('PostResponse', xml), headers), status: 201 };
    }
    default:
      return { status: 204, headers };
  }
};
