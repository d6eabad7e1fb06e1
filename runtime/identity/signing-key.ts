import { link, mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { isJsonObject, parseJson } from '../json.ts';
import { hasCode, readIfPresent, writeDurably } from '../files.ts';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  /** The public half as a JWKS entry. */
  readonly publicJwk: JWK;
}

/**
 * The pool's RS256 key pair under `dataDir/identity/`, made on first use.
 *
 * Two processes that start together end with the same key: the file appears whole and once, through a hard link that
 * refuses to replace an existing name.
 *
 * @throws when the directory cannot be written or the file holds no RSA key.
 */
export async function loadSigningKey(dataDir: string, uniqueSuffix: string): Promise<SigningKey> {
  const directory = join(dataDir, 'identity');
  const path = join(directory, 'signing-key.json');
  await mkdir(directory, { recursive: true });

  const stored = (await readIfPresent(path)) ?? (await createOnce(path, uniqueSuffix));
  return toSigningKey(stored, path);
}

async function createOnce(path: string, uniqueSuffix: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const draft = `${path}.${uniqueSuffix}`;
  await writeDurably(draft, JSON.stringify(await exportJWK(privateKey)));
  try {
    await link(draft, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  } finally {
    await unlink(draft);
  }
  return readFile(path, 'utf8');
}

async function toSigningKey(stored: string, path: string): Promise<SigningKey> {
  const jwk = parseJson(stored);
  if (!isJsonObject(jwk) || jwk['kty'] !== 'RSA' || typeof jwk['n'] !== 'string' || typeof jwk['e'] !== 'string') {
    throw new Error(`unable to read the signing key; ${path} holds no RSA key, delete it to have a new one made`);
  }
  const parts = Object.fromEntries(
    Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const privateKey = await importJWK({ ...parts, kty: 'RSA' }, 'RS256');
  if (privateKey instanceof Uint8Array || privateKey.type !== 'private') {
    throw new Error(`unable to read the signing key; ${path} holds no private half, delete it to have a new one made`);
  }
  const bare = { kty: 'RSA', n: jwk['n'], e: jwk['e'] };
  const keyId = await calculateJwkThumbprint(bare);
  return { keyId, privateKey, publicJwk: { ...bare, kid: keyId, alg: 'RS256', use: 'sig' } };
}
