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

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The parts of the header, or `undefined` when it is none of this kind. */
export function parseSignatureClaim(header: string): SignatureClaim | undefined {
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^/\s,]+)\/(\d{8})\/([^/\s,]+)\/([^/\s,]+)\/aws4_request\s*,\s*SignedHeaders=([a-z0-9;-]+)\s*,\s*Signature=([0-9a-f]{64})$/.exec(
      header.trim(),
    );
  const [, accessKeyId, date, region, service, names, signature] = match ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined) return undefined;
  if (service === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature };
}

/**
 * The signature (hex) that the holder of `secretAccessKey` would give the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signatureOf(
  request: SignedRequest,
  scope: Pick<SignatureClaim, 'date' | 'region' | 'service'>,
  secretAccessKey: string,
): string {
  const { date, region, service } = scope;
  const credentialScope = `${date}/${region}/${service}/aws4_request`;
  const canonical = sha256(canonicalRequest(request));
  const toSign = [ALGORITHM, request.headers['x-amz-date'] ?? '', credentialScope, canonical].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

function canonicalRequest({ method, path, headers, signedHeaders, body }: SignedRequest): string {
  const [address = '/', query = ''] = path.split('?');
  const names = [...signedHeaders].sort();
  return [
    method,
    address.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .sort()
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 3986: everything but unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
