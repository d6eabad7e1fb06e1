import type { Instant } from '../../domain/shared/instant.ts';
import type { FileArea } from '../../domain/vocabulary/file-areas.ts';

export type { FileArea };

/** Where one object is. `key` has 1 to 1,024 bytes of `A-Z a-z 0-9 - _ . /` and no user's text. */
export interface FilePlace {
  readonly area: FileArea;
  readonly key: string;
}

/** One stored object as it is now. */
export interface StoredFile {
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** Stands for these bytes at this place: an upload of others to the same key changes it. See `FileStore` on what it is good for. */
  readonly etag: string;
  readonly storedAt: Instant;
}

/** A form that a browser posts by itself: `fields` in this order, then the bytes as the field `file`, as `multipart/form-data`. */
export interface PostTicket {
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: Instant;
}

/** A URL that whoever holds it may use until `expiresAt`. */
export interface TimedUrl {
  readonly url: string;
  readonly expiresAt: Instant;
}

export interface UploadPart {
  /** From 1 to 10,000. */
  readonly number: number;
  /** In bytes. Every part but the last has at least 5 MiB. */
  readonly size: number;
}

export interface UploadedPart extends UploadPart {
  readonly etag: string;
}

/** Bytes of an object in pieces of any length; ending the iteration early gives the source back. */
export type FileContent = AsyncIterable<Uint8Array>;

/** The object is not there, or no longer the one that `etag` names: somebody uploaded anew, or took it away. */
export type FileGone = 'gone';

/** A page of a listing in the order of the keys' bytes. */
export interface FilePage {
  readonly files: readonly (Pick<StoredFile, 'size' | 'etag' | 'storedAt'> & { readonly key: string })[];
  /** Where the next page begins (`after`); absent on the last. */
  readonly next?: string;
}

/**
 * Stores files. Bytes never pass through the API: users send and fetch them with tickets and URLs that name one key and
 * end. A ticket can by its nature be used again until it expires. Therefore an upload is first taken away, with `move`, to a
 * key that no ticket ever named, and only there looked at; what comes later to the old key is removed unread. An `etag`
 * guards against accidents only: S3 makes it with MD5, for which two files with one etag can be made.
 *
 * Every method throws `StoreBusy` where the store cannot answer now and `StoreBroken` where it refuses what it must not.
 * Adapters pass `test/contracts/file-store.contract.ts`.
 */
export interface FileStore {
  /** Allows one exact upload: of this key, type and length. The store itself refuses any other (attacks 25, 26). */
  postTicket(
    place: FilePlace,
    upload: { readonly mediaType: string; readonly size: number },
    validSeconds: number,
  ): Promise<PostTicket>;

  /** Begins an upload in parts; it is in the store, unseen, until it is completed or aborted. Returns its id. */
  beginParts(place: FilePlace, mediaType: string): Promise<string>;

  /** A URL for one PUT of one part, of exactly its length. Sending a part again replaces it. */
  partUrl(place: FilePlace, uploadId: string, part: UploadPart, validSeconds: number): Promise<TimedUrl>;

  /** The parts that are stored so far, by number; `undefined` where no such upload is under way. */
  uploadedParts(place: FilePlace, uploadId: string): Promise<readonly UploadedPart[] | undefined>;

  /**
   * Makes one object of exactly these parts. `unknown`: no such upload is under way, as after a completion whose answer was
   * lost: `head` tells. `refused`: a part is missing, was sent anew or is too small. Nothing changes where it is not `done`.
   */
  completeParts(
    place: FilePlace,
    uploadId: string,
    parts: readonly UploadedPart[],
  ): Promise<'done' | 'unknown' | 'refused'>;

  /** Removes an upload and its parts. Nothing happens where it is not under way. */
  abortParts(place: FilePlace, uploadId: string): Promise<void>;

  head(place: FilePlace): Promise<StoredFile | undefined>;

  /** At most `length` bytes from `start`, of exactly the object that `etag` names. Bounded memory; rejects where the source breaks off. */
  read(
    place: FilePlace,
    etag: string,
    range: { readonly start: number; readonly length: number },
  ): Promise<FileContent | FileGone>;

  /** Stores an object in place of any other there. It is there whole, or not at all. */
  write(place: FilePlace, content: FileContent | Uint8Array, mediaType: string): Promise<StoredFile>;

  /** Copies exactly the object that `etag` names, inside the store, and gives the copy this media type. */
  copy(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone>;

  /** `copy`, then `remove`. After a crash between them both are there, and moving again ends the same. */
  move(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone>;

  /** Nothing happens where there is no object. */
  remove(place: FilePlace): Promise<void>;

  /** Objects whose keys begin with `prefix`, at most `limit` (1 to 1,000), after the key `after`. For looking after orphans. */
  list(
    area: FileArea,
    query: { readonly prefix: string; readonly limit: number; readonly after?: string },
  ): Promise<FilePage>;
}

/** Gives out URLs to fetch files with. Apart from `FileStore`, because on AWS it is a delivery network that serves them. */
export interface FileLinks {
  /**
   * A URL for GET and HEAD. The answer has `disposition` as its `content-disposition` (the header's whole value, encoded as
   * RFC 6266 has it) and the object's media type. Whether the object exists is not asked.
   */
  linkTo(place: FilePlace, disposition: string, validSeconds: number): Promise<TimedUrl>;
}
