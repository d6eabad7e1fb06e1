import {
  canonicalRequest,
  encodeStrictly,
  parseSignatureClaim,
  parseStamp,
  textToSign,
  type SignatureClaim,
} from '../../identity/signature-v4.ts';
import { Failure } from '../failure.ts';
import { parameter, type StoreRequest } from '../request.ts';
import type { ChunkSigning } from './chunk-signing.ts';
import { checkSignature, keyFor, skewMs, type SigningKnowledge } from './keys.ts';

/** How the signature covers the body, by `x-amz-content-sha256`. */
export type PayloadCover =
  | { readonly kind: 'hash'; readonly sha256: string }
  | { readonly kind: 'unsigned' }
  /** `aws-chunked`; `signing` where every chunk is signed. */
  | { readonly kind: 'chunks'; readonly signing?: ChunkSigning; readonly trailer: boolean };

/**
 * Verifies a request that is signed in its `Authorization` header or in its query.
 *
 * @returns the request as it is to be carried out: headers that were signed as parameters of the query stand among its headers.
 * @throws {Failure} for a request that is not signed by the key, for this moment, as a whole.
 */
export const authorize = (
  knowledge: SigningKnowledge,
  request: StoreRequest,
): { readonly request: StoreRequest; readonly cover: PayloadCover } => {
  if (parameter(request, 'X-Amz-Algorithm') !== undefined) return authorizeQuery(knowledge, request);
  if (request.headers['authorization'] === undefined) throw new Failure('AccessDenied');
  return authorizeHeader(knowledge, request);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const authorizeHeader = (
  knowledge: SigningKnowledge,
  request: StoreRequest,
): { readonly request: StoreRequest; readonly cover: PayloadCover } => {
  const { headers } = request;
  const claim = parseSignatureClaim(headers['authorization'] ?? '');
  if (claim === undefined) throw new Failure('AuthorizationHeaderMalformed');
  if (headers['x-amz-security-token'] !== undefined) throw new Failure('InvalidToken');
  const stamp = headers['x-amz-date'] ?? '';
  if (!stamp.startsWith(claim.date) || !claim.signedHeaders.includes('x-amz-date')) {
    throw new Failure('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  if (!(Math.abs(knowledge.clock.now() - parseStamp(stamp)) <= skewMs)) throw new Failure('RequestTimeTooSkewed');
  const payloadHash = headers['x-amz-content-sha256'];
  if (payloadHash === undefined) {
    throw new Failure('MissingSecurityHeader', 'Your request was missing a required header: x-amz-content-sha256');
  }
  const key = keyFor(knowledge, claim.accessKeyId, claim, 'AuthorizationHeaderMalformed');
  verify(request, claim, key, stamp, payloadHash, request.query);
  return { request, cover: coverOf(payloadHash, { key, stamp, scope: claim, seed: claim.signature }) };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const authorizeQuery = (
  knowledge: SigningKnowledge,
  request: StoreRequest,
): { readonly request: StoreRequest; readonly cover: PayloadCover } => {
  const malformed = 'AuthorizationQueryParametersError';
  if (request.headers['authorization'] !== undefined) {
    throw new Failure('InvalidArgument', 'Only one auth mechanism allowed');
  }
  const given = (name: string): string => parameter(request, name) ?? '';
  const names = request.query.map(([name]) => name.toLowerCase());
  if (new Set(names).size < names.length) throw new Failure(malformed);
  if (names.includes('x-amz-security-token')) throw new Failure('InvalidToken');
  const claim = parseSignatureClaim(
    `${given('X-Amz-Algorithm')} Credential=${given('X-Amz-Credential')}, SignedHeaders=${given('X-Amz-SignedHeaders')}, Signature=${given('X-Amz-Signature')}`,
  );
  const stamp = given('X-Amz-Date');
  const signedAt = parseStamp(stamp);
  const expires = given('X-Amz-Expires');
  if (claim === undefined || !stamp.startsWith(claim.date) || Number.isNaN(signedAt)) throw new Failure(malformed);
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > 604_800) {
    throw new Failure(malformed, 'X-Amz-Expires must be between 1 and 604800 seconds');
  }
  const now = knowledge.clock.now();
  if (signedAt - now > skewMs) throw new Failure('AccessDenied', 'Request is not valid yet');
  if (now > signedAt + Number(expires) * 1000) throw new Failure('AccessDenied', 'Request has expired');

  const key = keyFor(knowledge, claim.accessKeyId, claim, malformed);
  const covered = request.query.filter(([name]) => name !== 'X-Amz-Signature');
  const payloadHash = given('X-Amz-Content-Sha256') || 'UNSIGNED-PAYLOAD';
  verify(request, claim, key, stamp, payloadHash, covered);
  const hoisted = covered
    .filter(([name]) => /^x-amz-/i.test(name))
    .map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const headers = { ...Object.fromEntries(hoisted), ...request.headers };
  return {
    request: { ...request, headers },
    cover: coverOf(payloadHash, { key, stamp, scope: claim, seed: claim.signature }),
  };
};

const verify = (
  { method, rawPath, headers }: StoreRequest,
  claim: SignatureClaim,
  key: Buffer,
  stamp: string,
  payloadHash: string,
  query: StoreRequest['query'],
): void => {
  const { signedHeaders, signature } = claim;
  if (!signedHeaders.includes('host')) throw new Failure('AccessDenied', 'The host header was not signed');
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length > 0) {
    throw new Failure('AccessDenied', 'There were headers present in the request which were not signed');
  }
  if (!signedHeaders.every((name) => Object.hasOwn(headers, name))) throw new Failure('SignatureDoesNotMatch');
  const path = rawPath
    .split('/')
    .map((part) => encodeStrictly(decodeURIComponent(part)))
    .join('/');
  const canonical = canonicalRequest({ method, path, query, headers, signedHeaders, payloadHash });
  checkSignature(key, textToSign(stamp, claim, canonical), signature);
};

const coverOf = (payloadHash: string, signing: ChunkSigning): PayloadCover => {
  if (/^[0-9a-f]{64}$/.test(payloadHash)) return { kind: 'hash', sha256: payloadHash };
  switch (payloadHash) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunks', signing, trailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunks', signing, trailer: true };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunks', trailer: true };
    default:
      throw new Failure('InvalidArgument', 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming form or a hash');
  }
};
