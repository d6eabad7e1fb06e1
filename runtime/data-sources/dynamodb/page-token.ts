import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { isObject, type WireObject } from '../../engine/index.ts';
import { RefusedRequest } from './refused-request.ts';

/** Makes the opaque `nextToken` of a page and reads it back. */
export interface PageTokens {
  /** `range` is all that the token is bound to: it opens for the same range only. */
  seal(lastKey: WireObject, range: string): string;
  /** @throws {RefusedRequest} for a token that is forged, damaged, or of another range. */
  open(token: string, range: string): WireObject;
}

const NONCE = 12;
const TAG = 16;

/**
 * Tokens encrypted with AES-256-GCM under a key derived from `secret`.
 *
 * The nonce is an HMAC of the content, so equal pages have equal tokens and no randomness is needed; two different
 * contents under one nonce would take a collision of 96 bits. Keep `secret` over restarts and tokens outlive them.
 */
export function createPageTokens(secret: string): PageTokens {
  const key = createHash('sha256').update(`page-token\0${secret}`).digest();

  return {
    seal(lastKey, range) {
      const content = JSON.stringify(lastKey);
      const nonce = createHmac('sha256', key).update(`${range}\0${content}`).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(range));
      const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token, range) {
      try {
        const bytes = Buffer.from(token, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
          .setAAD(Buffer.from(range))
          .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        const content = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString(
          'utf8',
        );
        const lastKey: unknown = JSON.parse(content);
        if (isObject(lastKey)) return lastKey;
      } catch {
        // Which of the checks failed is nobody's business.
      }
      throw new RefusedRequest('Invalid pagination token given.', 'DynamoDB:InvalidPaginationToken');
    },
  };
}
