import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../contract.ts';
import { signingKey, signText, type SignatureScope } from '../../identity/signature-v4.ts';
import { Failure, type FailureCode } from '../failure.ts';

/** A key that may do everything in the store. */
export interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What every check of a signature goes by. */
export interface SigningKnowledge {
  readonly credentials: StoreCredentials;
  readonly region: string;
  readonly clock: Clock;
}

/** How far a signer's clock may be off, as S3 has it. */
export const skewMs = 15 * 60_000;

/** The key that signs in this scope. @throws {Failure} where key, region or service are not ours. */
export const keyFor = (
  { credentials, region }: SigningKnowledge,
  accessKeyId: string,
  scope: SignatureScope,
  malformed: FailureCode,
): Buffer => {
  if (accessKeyId !== credentials.accessKeyId) throw new Failure('InvalidAccessKeyId');
  if (scope.region !== region) throw new Failure(malformed, `The region is wrong; expecting '${region}'`);
  if (scope.service !== 's3') throw new Failure(malformed, "The service is wrong; expecting 's3'");
  return signingKey(scope, credentials.secretAccessKey);
};

/** Compares in constant time. @throws {Failure} unless `signature` is the key's of `text`. */
export const checkSignature = (key: Buffer, text: string, signature: string): void => {
  const expected = Buffer.from(signText(key, text), 'hex');
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Failure('SignatureDoesNotMatch');
};
