import { S3Client } from '@aws-sdk/client-s3';
import type { FileArea, FilePlace } from '../../application/ports/file-store.ts';
import { asStoreError } from './errors.ts';

export interface S3Settings {
  readonly region: string;
  /** Bucket names by area. */
  readonly buckets: Readonly<Record<FileArea, string>>;
  /** `http(s)://host:port` of a store that is not AWS's own; buckets are then the first part of the path. */
  readonly endpoint?: string;
  /** Where the environment has none, as it does on Lambda. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Where an object is, in S3's words. */
export interface Address {
  readonly Bucket: string;
  readonly Key: string;
}

/** A client, and the buckets that the areas are. */
export class S3Connection {
  readonly client: S3Client;
  readonly #buckets: S3Settings['buckets'];

  constructor({ region, buckets, endpoint, credentials }: S3Settings) {
    this.#buckets = buckets;
    this.client = new S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === undefined ? {} : { credentials }),
      // By default a checksum of the body at the time of signing would be part of every URL, and that body is empty.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 3000, socketTimeout: 30_000 },
    });
  }

  addressOf({ area, key }: FilePlace): Address {
    return { Bucket: this.#buckets[area], Key: key };
  }

  /** Asks S3, with its errors as the ports have them. `doing` completes "unable to …". */
  async ask<Value>(doing: string, request: (client: S3Client) => Promise<Value>): Promise<Value> {
    try {
      return await request(this.client);
    } catch (cause) {
      throw asStoreError(doing, cause);
    }
  }

  close(): void {
    this.client.destroy();
  }
}
