import { scopeText, sha256Hex, signText, type SignatureScope } from '../../identity/signature-v4.ts';
import { checkSignature } from './keys.ts';

/** What the signatures of a body's chunks go on from. */
export interface ChunkSigning {
  readonly key: Buffer;
  /** The request's `x-amz-date`. */
  readonly stamp: string;
  readonly scope: SignatureScope;
  /** The signature of the request's head. */
  readonly seed: string;
}

const nothing = sha256Hex('');

/**
 * Each chunk's signature covers the one before it, so that none can be left out, doubled or moved.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkSignatures {
  readonly #signing: ChunkSigning;
  #previous: string;

  constructor(signing: ChunkSigning) {
    this.#signing = signing;
    this.#previous = signing.seed;
  }

  /** @throws {Failure} unless the next chunk, of this hash, is signed so. */
  checkChunk(sha256: string, signature: string): void {
    this.#check(`AWS4-HMAC-SHA256-PAYLOAD`, [nothing, sha256], signature);
  }

  /** `trailers` as signed: `name:value\n` for each. */
  checkTrailers(trailers: string, signature: string): void {
    this.#check('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(trailers)], signature);
  }

  #check(kind: string, hashes: readonly string[], signature: string): void {
    const { key, stamp, scope } = this.#signing;
    const text = [kind, stamp, scopeText(scope), this.#previous, ...hashes].join('\n');
    checkSignature(key, text, signature);
    this.#previous = signText(key, text);
  }
}
