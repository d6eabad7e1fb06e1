import { receiveText } from '../body/request-body.ts';
import { Failure } from '../failure.ts';
import { checkedKey } from '../request.ts';
import { xmlAnswer, type Operation, type Store } from '../store.ts';
import { readXml } from '../read-xml.ts';
import { writeXml } from '../xml.ts';

const mostKeys = 1000;
const greatestList = 2 * 1024 * 1024;

const remove = async ({ objects }: Store, bucket: string, key: string): Promise<void> => {
  await objects.change(bucket, key, async () => undefined);
};

/** DeleteObject: also where there is none. */
export const deleteObject: Operation = async (store, { request }) => {
  await remove(store, request.bucket, request.key);
  return { status: 204 };
};

/** DeleteObjects: each key by itself, in one request. */
export const deleteObjects: Operation = async (store, { request, cover, body }) => {
  const { bucket, headers } = request;
  const isCovered =
    cover.kind === 'hash' ||
    headers['content-md5'] !== undefined ||
    Object.keys(headers).some((name) => name.startsWith('x-amz-checksum-'));
  if (!isCovered) throw new Failure('InvalidRequest', 'Missing required header for this request: Content-MD5');
  const list = readXml(await receiveText(request, cover, body, greatestList), 'Delete');
  const keys = list.all('Object').map((object) => {
    if (object.all('VersionId').length > 0) throw new Failure('NotImplemented');
    const key = object.textOf('Key');
    if (key === undefined || key === '') throw new Failure('MalformedXML');
    return checkedKey(key);
  });
  if (keys.length === 0 || keys.length > mostKeys) throw new Failure('MalformedXML');
  for (const key of keys) await remove(store, bucket, key);
  const isQuiet = list.textOf('Quiet') === 'true';
  return xmlAnswer(writeXml('DeleteResult', { Deleted: isQuiet ? [] : keys.map((Key) => ({ Key })) }));
};
