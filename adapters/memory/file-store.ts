import { createHash } from 'node:crypto';
import type { Clock } from '../../application/ports/clock.ts';
import type {
  FileArea,
  FileContent,
  FileGone,
  FileLinks,
  FilePage,
  FilePlace,
  FileStore,
  PostTicket,
  StoredFile,
  TimedUrl,
  UploadedPart,
  UploadPart,
} from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { FileGrants } from './file-grants.ts';

interface Kept extends StoredFile {
  readonly bytes: Uint8Array;
}

interface KeptUpload {
  readonly place: FilePlace;
  readonly mediaType: string;
  readonly parts: Map<number, Pick<Kept, 'bytes' | 'etag'>>;
}

/** What a request with a ticket or a URL came to, as a browser sees it. */
export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

const MIB = 1024 * 1024;

/** Files in memory, and, as `post`, `put` and `get`, what browsers do with the tickets and URLs that were given out. */
export class MemoryFileStore implements FileStore, FileLinks {
  readonly #clock: Clock;
  readonly #grants: FileGrants;
  readonly #onUploaded: (place: FilePlace) => void;
  readonly #kept = new Map<string, Kept>();
  readonly #uploads = new Map<string, KeptUpload>();
  #uploadsBegun = 0;

  /** `onUploaded` hears of every object that a browser's upload made, as the bus does on AWS. */
  constructor(clock: Clock, onUploaded: (place: FilePlace) => void = () => undefined) {
    this.#clock = clock;
    this.#grants = new FileGrants(clock);
    this.#onUploaded = onUploaded;
  }

  async postTicket(
    place: FilePlace,
    upload: { readonly mediaType: string; readonly size: number },
    validSeconds: number,
  ): Promise<PostTicket> {
    return this.#grants.ticket({ may: 'post', place, ...upload }, validSeconds);
  }

  async beginParts(place: FilePlace, mediaType: string): Promise<string> {
    this.#uploadsBegun += 1;
    const uploadId = `upload-${this.#uploadsBegun}`;
    this.#uploads.set(uploadId, { place, mediaType, parts: new Map() });
    return uploadId;
  }

  async partUrl(place: FilePlace, uploadId: string, part: UploadPart, validSeconds: number): Promise<TimedUrl> {
    return this.#grants.url({ may: 'put', place, uploadId, part }, validSeconds);
  }

  async uploadedParts(place: FilePlace, uploadId: string): Promise<readonly UploadedPart[] | undefined> {
    const upload = this.#upload(place, uploadId);
    if (upload === undefined) return undefined;
    return [...upload.parts]
      .map(([number, { bytes, etag }]) => ({ number, size: bytes.length, etag }))
      .sort((one, other) => one.number - other.number);
  }

  async completeParts(
    place: FilePlace,
    uploadId: string,
    parts: readonly UploadedPart[],
  ): Promise<'done' | 'unknown' | 'refused'> {
    const upload = this.#upload(place, uploadId);
    if (upload === undefined) return 'unknown';
    const chosen = parts.map(({ number, etag }) => {
      const part = upload.parts.get(number);
      return part?.etag === etag ? part.bytes : undefined;
    });
    const bytes = chosen.filter((part) => part !== undefined);
    const rising = parts.every(({ number }, at) => number > (parts[at - 1]?.number ?? 0));
    const largeEnough = bytes.slice(0, -1).every((part) => part.length >= 5 * MIB);
    if (parts.length === 0 || bytes.length < parts.length || !rising || !largeEnough) return 'refused';
    this.#uploads.delete(uploadId);
    this.#keep(place, Buffer.concat(bytes), upload.mediaType);
    this.#onUploaded(place);
    return 'done';
  }

  async abortParts(place: FilePlace, uploadId: string): Promise<void> {
    if (this.#upload(place, uploadId) !== undefined) this.#uploads.delete(uploadId);
  }

  async head(place: FilePlace): Promise<StoredFile | undefined> {
    const kept = this.#kept.get(nameOf(place));
    return kept && described(kept);
  }

  async read(
    place: FilePlace,
    etag: string,
    { start, length }: { readonly start: number; readonly length: number },
  ): Promise<FileContent | FileGone> {
    const kept = this.#kept.get(nameOf(place));
    return kept?.etag === etag ? inPieces(kept.bytes.subarray(start, start + length)) : 'gone';
  }

  async write(place: FilePlace, content: FileContent | Uint8Array, mediaType: string): Promise<StoredFile> {
    return this.#keep(place, content instanceof Uint8Array ? content.slice() : await gathered(content), mediaType);
  }

  async copy(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone> {
    const kept = this.#kept.get(nameOf(from));
    if (kept?.etag !== etag) return 'gone';
    this.#keep(to, kept.bytes, mediaType);
    return 'done';
  }

  async move(from: FilePlace, etag: string, to: FilePlace, mediaType: string): Promise<'done' | FileGone> {
    const copied = await this.copy(from, etag, to, mediaType);
    if (copied === 'done') await this.remove(from);
    return copied;
  }

  async remove(place: FilePlace): Promise<void> {
    this.#kept.delete(nameOf(place));
  }

  async list(
    area: FileArea,
    { prefix, limit, after = '' }: { readonly prefix: string; readonly limit: number; readonly after?: string },
  ): Promise<FilePage> {
    const within = nameOf({ area, key: '' });
    const found = [...this.#kept]
      .filter(([name]) => name.startsWith(within + prefix) && name.slice(within.length) > after)
      .map(([name, { size, etag, storedAt }]) => ({ key: name.slice(within.length), size, etag, storedAt }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
    const files = found.slice(0, limit);
    const last = files.at(-1);
    return { files, ...(last !== undefined && found.length > limit ? { next: last.key } : {}) };
  }

  async linkTo(place: FilePlace, disposition: string, validSeconds: number): Promise<TimedUrl> {
    return this.#grants.url({ may: 'get', place, disposition }, validSeconds);
  }

  /** A browser posts a ticket's form. */
  async post(fields: PostTicket['fields'], bytes: Uint8Array): Promise<FileAnswer> {
    const grant = this.#grants.ofFields(fields);
    if (grant === undefined) return answer(403);
    if (bytes.length !== grant.size) return answer(400);
    this.#keep(grant.place, bytes.slice(), grant.mediaType);
    this.#onUploaded(grant.place);
    return answer(204);
  }

  /** A browser sends one part. */
  async put(url: string, bytes: Uint8Array): Promise<FileAnswer> {
    const grant = this.#grants.ofUrl(url, 'put');
    if (grant?.part.size !== bytes.length) return answer(403);
    const upload = this.#upload(grant.place, grant.uploadId);
    if (upload === undefined) return answer(404);
    upload.parts.set(grant.part.number, { bytes: bytes.slice(), etag: etagOf(bytes) });
    return answer(200);
  }

  /** A browser fetches a file. */
  async get(url: string): Promise<FileAnswer> {
    const grant = this.#grants.ofUrl(url, 'get');
    if (grant === undefined) return answer(403);
    const kept = this.#kept.get(nameOf(grant.place));
    if (kept === undefined) return answer(404);
    const headers = { 'content-type': kept.mediaType, 'content-disposition': grant.disposition };
    return { status: 200, headers, bytes: kept.bytes };
  }

  #upload(place: FilePlace, uploadId: string): KeptUpload | undefined {
    const upload = this.#uploads.get(uploadId);
    return upload && nameOf(upload.place) === nameOf(place) ? upload : undefined;
  }

  #keep(place: FilePlace, bytes: Uint8Array, mediaType: string): StoredFile {
    if (!/^[\w./-]{1,1024}$/.test(place.key)) throw new StoreBroken('store the file', 'its key is none');
    const kept = { bytes, size: bytes.length, mediaType, etag: etagOf(bytes), storedAt: this.#clock.now() };
    this.#kept.set(nameOf(place), kept);
    return described(kept);
  }
}

const nameOf = ({ area, key }: FilePlace): string => `${area}/${key}`;

const answer = (status: number): FileAnswer => ({ status, headers: {}, bytes: new Uint8Array() });

const described = ({ size, mediaType, etag, storedAt }: Kept): StoredFile => ({ size, mediaType, etag, storedAt });

const etagOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

async function* inPieces(bytes: Uint8Array): FileContent {
  const piece = 64 * 1024;
  for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece);
}

async function gathered(content: FileContent): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}
