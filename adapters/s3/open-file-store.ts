import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { FileLinks, FileStore } from '../../application/ports/file-store.ts';
import { S3Connection, type S3Settings } from './connection.ts';
import { S3FileStore } from './file-store.ts';

export interface OpenFileStore {
  readonly files: FileStore & FileLinks;
  /** @throws {StoreBusy | StoreBroken} where a bucket cannot be reached. */
  check(): Promise<void>;
  close(): void;
}

/** Connects nowhere yet. */
export const openFileStore = (settings: S3Settings): OpenFileStore => {
  const connection = new S3Connection(settings);
  return {
    files: new S3FileStore(connection),
    check: async () => {
      for (const Bucket of Object.values(settings.buckets)) {
        await connection.ask(`reach the bucket ${Bucket}`, (client) => client.send(new HeadBucketCommand({ Bucket })));
      }
    },
    close: () => connection.close(),
  };
};
