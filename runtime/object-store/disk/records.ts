import type { Json } from '../../contract.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../json.ts';
import { parseAlgorithm, type Checksum, type ChecksumAlgorithm } from '../body/checksums.ts';
import type { Blob } from './blobs.ts';

export type TextFields = Readonly<Record<string, string>>;

/** What whoever stores an object says of it. */
export interface Description {
  /** Headers that are given back as they came: `content-type`, `cache-control` and their like. */
  readonly headers: TextFields;
  /** By name without `x-amz-meta-`. */
  readonly metadata: TextFields;
  readonly tags: TextFields;
}

export interface ObjectRecord extends Description {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Without its quotation marks. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly storedAt: number;
  /** Rises with every change of the key. */
  readonly sequencer: string;
  readonly checksum?: Checksum;
  readonly blobs: readonly Blob[];
}

/** An upload in parts that is under way. */
export interface UploadRecord extends Description {
  readonly bucket: string;
  readonly key: string;
  readonly begunAt: number;
  readonly algorithm?: ChecksumAlgorithm;
}

export interface PartRecord {
  readonly number: number;
  readonly etag: string;
  readonly storedAt: number;
  readonly checksum?: Checksum;
  readonly blob: Blob;
}

/** A file of the store is not what the store wrote: somebody else did, or the disk is broken. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  constructor(kind: string, field: string) {
    super(`unable to read a record of the object store; it is no ${kind}, by its ${field}`);
  }
}

export const readObjectRecord = (text: string): ObjectRecord => {
  const fields = new Fields('object', text);
  return {
    key: fields.text('key'),
    size: fields.number('size'),
    etag: fields.text('etag'),
    storedAt: fields.number('storedAt'),
    sequencer: fields.text('sequencer'),
    ...fields.checksum(),
    ...fields.description(),
    blobs: fields.list('blobs').map((blob) => new Fields('object', blob).blob()),
  };
};

export const readUploadRecord = (text: string): UploadRecord => {
  const fields = new Fields('upload', text);
  const algorithm = fields.has('algorithm') ? parseAlgorithm(fields.text('algorithm')) : undefined;
  return {
    bucket: fields.text('bucket'),
    key: fields.text('key'),
    begunAt: fields.number('begunAt'),
    ...(algorithm && { algorithm }),
    ...fields.description(),
  };
};

export const readPartRecord = (text: string): PartRecord => {
  const fields = new Fields('part', text);
  return {
    number: fields.number('number'),
    etag: fields.text('etag'),
    storedAt: fields.number('storedAt'),
    ...fields.checksum(),
    blob: new Fields('part', fields.get('blob')).blob(),
  };
};

class Fields {
  readonly #kind: string;
  readonly #fields: Readonly<Record<string, Json | undefined>>;

  constructor(kind: string, source: Json | undefined) {
    const value = typeof source === 'string' ? parseJson(source) : source;
    if (!isJsonObject(value)) throw new UnreadableRecord(kind, 'whole');
    this.#kind = kind;
    this.#fields = value;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  get(name: string): Json | undefined {
    return this.has(name) ? this.#fields[name] : undefined;
  }

  text(name: string): string {
    const value = this.get(name);
    return typeof value === 'string' ? value : this.#refuse(name);
  }

  number(name: string): number {
    const value = this.get(name);
    return typeof value === 'number' ? value : this.#refuse(name);
  }

  list(name: string): readonly Json[] {
    const value = this.get(name);
    return isJsonArray(value) ? value : this.#refuse(name);
  }

  texts(name: string): TextFields {
    const value = this.get(name);
    if (!isJsonObject(value)) return this.#refuse(name);
    const entries = Object.entries(value).map(([key, text]): [string, string] =>
      typeof text === 'string' ? [key, text] : this.#refuse(name),
    );
    return Object.fromEntries(entries);
  }

  description(): Description {
    return { headers: this.texts('headers'), metadata: this.texts('metadata'), tags: this.texts('tags') };
  }

  blob(): Blob {
    return { id: this.text('id'), size: this.number('size') };
  }

  checksum(): { readonly checksum?: Checksum } {
    if (!this.has('checksum')) return {};
    const fields = new Fields(this.#kind, this.get('checksum'));
    const algorithm = parseAlgorithm(fields.text('algorithm'));
    return { checksum: { algorithm: algorithm ?? this.#refuse('checksum'), value: fields.text('value') } };
  }

  #refuse(field: string): never {
    throw new UnreadableRecord(this.#kind, field);
  }
}
