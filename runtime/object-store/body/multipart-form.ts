import { Failure } from '../failure.ts';

/** A form whose last field is a file, as browsers post it. */
export interface UploadForm {
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  /** The file's bytes, to be read to their end; what comes behind is none of ours. */
  readonly file: AsyncIterable<Buffer>;
  readonly fileName: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html: fields before the file have 20 KB in all. */
const greatestFields = 20 * 1024;
const mostFields = 100;
const greatestPartHead = 4 * 1024;
const fileField = 'file';

/** The boundary in a content type; `undefined` where the type is no form. */
export const boundaryIn = (contentType: string | undefined): string | undefined =>
  /^multipart\/form-data\s*;(?:.*;)?\s*boundary="?([\w'()+,./:=? -]{1,70}?)"?\s*(?:;|$)/i.exec(contentType ?? '')?.[1];

/**
 * Reads the fields up to the file (RFC 7578). Holds no more than the fields' limit and one piece of the body.
 *
 * @throws {Failure} for a body that is no such form, has no file, or goes on without one.
 */
export const readForm = async (source: AsyncIterable<Buffer>, boundary: string): Promise<UploadForm> => {
  const scanner = new Scanner(source);
  const fields = new Map<string, string>();
  let budget = greatestFields;
  // The first boundary may begin the body, without the line end that all others have before them.
  const opening = await scanner.text(Buffer.from(`--${boundary}\r\n`), greatestPartHead);
  if (opening !== '' && !opening.endsWith('\r\n')) throw new Failure('MalformedPOSTRequest');
  for (;;) {
    const head = await scanner.text(Buffer.from('\r\n\r\n'), greatestPartHead);
    const { name, fileName } = readHead(head);
    const end = Buffer.from(`\r\n--${boundary}`);
    if (name === fileField) return { fields, file: scanner.until(end), fileName };

    const value = await scanner.text(end, budget);
    budget -= head.length + Buffer.byteLength(value);
    if (budget < 0 || fields.size >= mostFields) throw new Failure('MaxPostPreDataLengthExceeded');
    if (fields.has(name)) throw new Failure('InvalidArgument', `POST requires at most one field ${name}`);
    fields.set(name, value);
    const after = await scanner.text(Buffer.from('\r\n'), greatestPartHead);
    if (after.startsWith('--')) throw noFile();
    if (after.trim() !== '') throw new Failure('MalformedPOSTRequest');
  }
};

const noFile = (): Failure => new Failure('InvalidArgument', 'POST requires exactly one file upload per request.');

const readHead = (head: string): { readonly name: string; readonly fileName: string } => {
  const disposition = head.split('\r\n').find((line) => /^content-disposition\s*:/i.test(line)) ?? '';
  const [, name] = /;\s*name="([^"]*)"/i.exec(disposition) ?? [];
  const [, fileName = ''] = /;\s*filename="([^"]*)"/i.exec(disposition) ?? [];
  if (!/^[^:]+:\s*form-data\s*;/i.test(disposition) || name === undefined || name === '') {
    throw new Failure('MalformedPOSTRequest');
  }
  return { name: name.toLowerCase(), fileName };
};

/** Cuts a stream at delimiters, which may come in pieces. */
class Scanner {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** What stands before the delimiter, of at most `most` bytes. */
  async text(delimiter: Buffer, most: number): Promise<string> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.until(delimiter)) {
      size += piece.length;
      if (size > most) throw new Failure('MaxPostPreDataLengthExceeded');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  /** What stands before the delimiter; then the stream goes on behind it. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(delimiter);
      if (at !== -1) {
        const piece = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + delimiter.length);
        if (piece.length > 0) yield piece;
        return;
      }
      // A delimiter may have begun at the end of what is here.
      const sure = this.#rest.length - (delimiter.length - 1);
      if (sure > 0) {
        const piece = this.#rest.subarray(0, sure);
        this.#rest = this.#rest.subarray(sure);
        yield piece;
      }
      const next = await this.#source.next();
      if (next.done === true) throw new Failure('IncompleteBody');
      this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    }
  }
}
