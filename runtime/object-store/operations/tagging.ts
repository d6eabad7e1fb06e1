import { receiveText } from '../body/request-body.ts';
import type { TextFields } from '../disk/records.ts';
import { Failure } from '../failure.ts';
import { xmlAnswer, type Operation, type Store } from '../store.ts';
import { readTagXml, writeTagXml } from '../tags.ts';

const greatestTags = 64 * 1024;

export const getTags: Operation = async ({ objects }, { request }) => {
  const record = await objects.find(request.bucket, request.key);
  if (record === undefined) throw new Failure('NoSuchKey');
  return xmlAnswer(writeTagXml(record.tags));
};

export const putTags: Operation = async (store, { request, cover, body }) => {
  const tags = readTagXml(await receiveText(request, cover, body, greatestTags));
  await setTags(store, request.bucket, request.key, tags);
  return { status: 200 };
};

export const deleteTags: Operation = async (store, { request }) => {
  await setTags(store, request.bucket, request.key, {});
  return { status: 204 };
};

const setTags = async ({ objects }: Store, bucket: string, key: string, tags: TextFields): Promise<void> => {
  await objects.change(bucket, key, async (before) => {
    if (before === undefined) throw new Failure('NoSuchKey');
    return { ...before, tags };
  });
};
