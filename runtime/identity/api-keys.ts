import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../contract.ts';
import type { AuthModeVerifier } from './authenticator.ts';
import { refusals } from './refusals.ts';

export interface ApiKey {
  readonly key: string;
  /** Epoch milliseconds from which on it is refused. */
  readonly expiresAt: number;
}

/** `API_KEY`: whoever has a key of the API, without an identity. */
export function apiKeys(keys: readonly ApiKey[], clock: Clock): AuthModeVerifier {
  const known = keys.map(({ key, expiresAt }) => ({ digest: digestOf(key), expiresAt }));
  return {
    mode: 'API_KEY',
    claims: ({ headers }) => headers['x-api-key'] !== undefined,
    verify({ headers }) {
      // Digests have one length, and comparing them tells a guesser nothing.
      const given = digestOf(headers['x-api-key'] ?? '');
      const match = known.find(({ digest }) => timingSafeEqual(digest, given));
      if (match === undefined || match.expiresAt <= clock.now()) return Promise.reject(refusals.unauthorized());
      return Promise.resolve({ mode: 'API_KEY', identity: null, expiresAt: match.expiresAt });
    },
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
