import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { bucketSettings } from '../../domain/vocabulary/file-areas.ts';
import type { FileBucket, FileBuckets } from './file-buckets.ts';

/** What a function is told of the buckets. */
export const bucketEnvironment = ({ byArea }: FileBuckets): Readonly<Record<string, string>> => ({
  [bucketSettings.incoming]: byArea.incoming.bucketName,
  [bucketSettings.files]: byArea.files.bucketName,
  [bucketSettings.quarantine]: byArea.quarantine.bucketName,
  [bucketSettings.recordings]: byArea.recordings.bucketName,
});

/**
 * What letting users upload takes: tickets and URLs carry the signer's own rights, and a HEAD of what is not there asks to list.
 * Whoever takes an upload back has what was already made of it removed.
 */
export function grantUploads(role: Role, { byArea: { incoming, files } }: FileBuckets): void {
  const objects = ['GetObject', 'PutObject', 'DeleteObject', 'ListMultipartUploadParts', 'AbortMultipartUpload'];
  allow(role, objects, `${incoming.bucketArn}/*`);
  allow(role, ['DeleteObject'], `${files.bucketArn}/*`);
  allow(role, ['ListBucket'], incoming.bucketArn);
  acknowledge(role, [incoming, files]);
}

/** What looking into files takes: from where they come in or are recorded, to where they are served or locked away. */
export function grantFileWork(role: Role, { byArea: { incoming, files, quarantine, recordings } }: FileBuckets): void {
  const moving = ['GetObject', 'PutObject', 'DeleteObject', 'ListMultipartUploadParts', 'AbortMultipartUpload'];
  allow(role, moving, `${incoming.bucketArn}/*`);
  allow(role, ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload'], `${files.bucketArn}/*`);
  allow(role, ['PutObject'], `${quarantine.bucketArn}/*`);
  allow(role, ['GetObject', 'DeleteObject'], `${recordings.bucketArn}/*`);
  for (const { bucketArn } of [incoming, files, recordings]) allow(role, ['ListBucket'], bucketArn);
  acknowledge(role, [incoming, files, quarantine, recordings]);
}

/** What finding recordings takes that nobody told of: their names, and none of their bytes. */
export function grantFindingRecordings(role: Role, { byArea: { recordings } }: FileBuckets): void {
  allow(role, ['ListBucket'], recordings.bucketArn);
}

const allow = (role: Role, actions: readonly string[], resource: string): void => {
  role.addToPolicy(new PolicyStatement({ actions: actions.map((action) => `s3:${action}`), resources: [resource] }));
};

/** The keys of files are made when they are asked for, so that a role has the objects of an area or none. */
function acknowledge(role: Role, buckets: readonly FileBucket[]): void {
  for (const bucket of buckets) {
    const name: unknown = Stack.of(bucket).resolve(Stack.of(bucket).exportValue(bucket.bucketArn));
    const exported = typeof name === 'object' && name !== null && 'Fn::ImportValue' in name && name['Fn::ImportValue'];
    Validations.of(role).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${String(exported)}/*]`,
      reason: 'Files are made while the product runs; the role has the named actions on objects of this one bucket.',
    });
  }
}
