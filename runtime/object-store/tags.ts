import type { TextFields } from './disk/records.ts';
import { Failure } from './failure.ts';
import { readXml } from './read-xml.ts';
import { writeXml } from './xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const mostTags = 10;
const longestName = 128;
const longestValue = 256;

/** From `x-amz-tagging`, which has them as a query. */
export const readTagQuery = (text: string): TextFields => tagsOf([...new URLSearchParams(text)]);

export const readTagXml = (text: string): TextFields => {
  const [set] = readXml(text, 'Tagging').all('TagSet');
  if (set === undefined) throw new Failure('MalformedXML');
  return tagsOf(set.all('Tag').map((tag) => [tag.textOf('Key') ?? '', tag.textOf('Value') ?? '']));
};

export const writeTagXml = (tags: TextFields): string =>
  writeXml('Tagging', { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } });

const tagsOf = (pairs: readonly (readonly [string, string])[]): TextFields => {
  if (pairs.length > mostTags) throw new Failure('InvalidTag', 'Object tags cannot be greater than 10');
  const names = new Set(pairs.map(([name]) => name));
  const fit = pairs.every(([name, value]) => name !== '' && name.length <= longestName && value.length <= longestValue);
  if (names.size < pairs.length || !fit) throw new Failure('InvalidTag');
  return Object.fromEntries(pairs);
};
