import { bucketSettings, type FileArea } from '../../domain/vocabulary/file-areas.ts';
import type { S3Settings } from './connection.ts';

/**
 * From a function's environment: `AWS_REGION`, the names of the buckets, and `S3_ENDPOINT` where it is not AWS's own.
 *
 * @throws {Error} naming the first that cannot be meant.
 */
export const readS3Settings = (environment: Readonly<Record<string, string | undefined>>): S3Settings => {
  const matching = (name: string, form: RegExp, expected: string): string => {
    const value = environment[name];
    if (value !== undefined && form.test(value)) return value;
    const found = value === undefined ? 'not set' : JSON.stringify(value);
    throw new Error(`unable to reach the files; ${name} is ${found}, expected ${expected}`);
  };
  const bucket = (area: FileArea): string =>
    matching(bucketSettings[area], /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket');
  const region = matching('AWS_REGION', /^[a-z]{2}(-[a-z]+)+-\d+$/, 'the name of a region');
  const buckets = {
    incoming: bucket('incoming'),
    files: bucket('files'),
    quarantine: bucket('quarantine'),
    recordings: bucket('recordings'),
  };
  const endpoint = environment['S3_ENDPOINT'];
  if (!endpoint) return { region, buckets };
  return { region, buckets, endpoint: matching('S3_ENDPOINT', /^https?:\/\/[^\s/]+\/?$/, 'an http(s) URL') };
};

/** The area that a bucket is; `undefined` for any other bucket. */
export const areaOf = ({ buckets }: Pick<S3Settings, 'buckets'>, bucket: string): FileArea | undefined => {
  const areas: readonly FileArea[] = ['incoming', 'files', 'quarantine', 'recordings'];
  return areas.find((area) => buckets[area] === bucket);
};
