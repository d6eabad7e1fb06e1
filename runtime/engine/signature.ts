import { createHash, createHmac } from 'node:crypto';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignerSettings {
  readonly host: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/** Headers of one signed request to DynamoDB. */
export type SignedHeaders = Readonly<Record<string, string>>;

/**
 * Signs DynamoDB's JSON 1.0 requests: `POST /`, always the same few headers.
 *
 * Only what that one shape needs of Signature Version 4 is here, and the derived key is kept for its day, so a signature
 * costs two hashes and one HMAC. Source: "Create a signed AWS API request" in the IAM user guide.
 */
export function createSigner({
  host,
  region,
  credentials,
}: SignerSettings): (target: string, body: string, now: number) => SignedHeaders {
  const token = credentials.sessionToken;
  const signedNames = [
    'content-type',
    'host',
    'x-amz-content-sha256',
    'x-amz-date',
    ...(token === undefined ? [] : ['x-amz-security-token']),
    'x-amz-target',
  ].join(';');
  let key: { readonly day: string; readonly bytes: Buffer } = { day: '', bytes: Buffer.alloc(0) };

  return (target, body, now) => {
    const at = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = at.slice(0, 8);
    if (key.day !== day) key = { day, bytes: keyOf(day, region, credentials.secretAccessKey) };

    const hash = sha256(body);
    const scope = `${day}/${region}/dynamodb/aws4_request`;
    const tokenLine = token === undefined ? '' : `x-amz-security-token:${token}\n`;
    const canonical =
      `POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:${host}\nx-amz-content-sha256:${hash}\nx-amz-date:${at}\n${tokenLine}x-amz-target:${target}\n\n` +
      `${signedNames}\n${hash}`;
    const signature = hmac(key.bytes, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`).toString('hex');

    return {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-content-sha256': hash,
      'x-amz-date': at,
      'x-amz-target': target,
      ...(token === undefined ? {} : { 'x-amz-security-token': token }),
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`,
    };
  };
}

function keyOf(day: string, region: string, secret: string): Buffer {
  return ['dynamodb', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, day), region));
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
