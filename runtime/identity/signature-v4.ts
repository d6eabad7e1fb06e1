import { createHash, createHmac } from 'node:crypto';

/** A request as its signature covers it. */
export interface SignedRequest {
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the headers that are covered, lower case. */
  readonly signedHeaders: readonly string[];
  readonly body: string;
}

/** What an `Authorization: AWS4-HMAC-SHA256 …` header states. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Where and when a key signs. */
export type SignatureScope = Pick<SignatureClaim, 'date' | 'region' | 'service'>;

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The parts of the header, or `undefined` when it is none of this kind. */
export function parseSignatureClaim(header: string): SignatureClaim | undefined {
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^/\s,]+)\/(\d{8})\/([^/\s,]+)\/([^/\s,]+)\/aws4_request\s*,\s*SignedHeaders=([a-z0-9;_.-]+)\s*,\s*Signature=([0-9a-f]{64})$/.exec(
      header.trim(),
    );
  const [, accessKeyId, date, region, service, names, signature] = match ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined) return undefined;
  if (service === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature };
}

/**
 * The signature (hex) that the holder of `secretAccessKey` would give the request, as every service but S3 has it: the path
 * is encoded once more, and the body is covered itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signatureOf(request: SignedRequest, scope: SignatureScope, secretAccessKey: string): string {
  const [path = '/', query = ''] = request.path.split('?');
  const canonical = canonicalRequest({
    ...request,
    path: path.split('/').map(encodeStrictly).join('/'),
    query: query === '' ? [] : query.split('&').map(nameAndValue),
    payloadHash: sha256Hex(request.body),
  });
  const toSign = textToSign(request.headers['x-amz-date'] ?? '', scope, canonical);
  return signText(signingKey(scope, secretAccessKey), toSign);
}

/** A request in the parts that its canonical form is made of. */
export interface CanonicalParts {
  readonly method: string;
  /** Encoded as the service has it. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

export function canonicalRequest({ method, path, query, headers, signedHeaders, payloadHash }: CanonicalParts): string {
  const names = [...signedHeaders].sort();
  return [
    method,
    path,
    query
      .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
      .sort(([name, value], [other, otherValue]) => byCodeUnits(name, other) || byCodeUnits(value, otherValue))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
}

/** What is signed of a request; `at` is its `X-Amz-Date`. */
export function textToSign(at: string, scope: SignatureScope, canonical: string): string {
  return [ALGORITHM, at, scopeText(scope), sha256Hex(canonical)].join('\n');
}

export const scopeText = ({ date, region, service }: SignatureScope): string =>
  `${date}/${region}/${service}/aws4_request`;

export function signingKey({ date, region, service }: SignatureScope, secretAccessKey: string): Buffer {
  return [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date));
}

/** Hex. */
export const signText = (key: Buffer, text: string): string => hmac(key, text).toString('hex');

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986: everything but unreserved characters. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Epoch milliseconds of `YYYYMMDDTHHMMSSZ`; `NaN` for anything else. */
export const parseStamp = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function nameAndValue(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return at === -1 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
