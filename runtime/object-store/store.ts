import type { Clock } from '../contract.ts';
import type { BodySource } from './body/request-body.ts';
import type { Blobs } from './disk/blobs.ts';
import type { Objects } from './disk/objects.ts';
import type { ObjectRecord } from './disk/records.ts';
import type { Uploads } from './disk/uploads.ts';
import type { StoreRequest } from './request.ts';
import type { PayloadCover } from './signatures/authorize.ts';
import type { SigningKnowledge } from './signatures/keys.ts';

/** How an object came to be, as S3's events name it. */
export type CreationReason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** What all operations work on. */
export interface Store {
  readonly buckets: ReadonlySet<string>;
  readonly knowledge: SigningKnowledge;
  readonly clock: Clock;
  readonly blobs: Blobs;
  readonly objects: Objects;
  readonly uploads: Uploads;
  /** Rises with every call. */
  nextSequencer(): string;
  newUploadId(): string;
  /** To be called once an object is durable. */
  created(bucket: string, record: ObjectRecord, reason: CreationReason, requestId: string): void;
}

/** A request whose signature was verified, with its body still to come. */
export interface Call {
  readonly request: StoreRequest;
  readonly cover: PayloadCover;
  readonly body: BodySource;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AnswerBytes;
}

/** Bytes to stream; `release` is called in any case, sent or not. */
export interface AnswerBytes {
  readonly length: number;
  readonly bytes: () => AsyncIterable<Buffer>;
  readonly release: () => Promise<void>;
}

export type Operation = (store: Store, call: Call) => Promise<Answer>;

export const xmlAnswer = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body,
});

export const quoted = (etag: string): string => `"${etag}"`;
