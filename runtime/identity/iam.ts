import { timingSafeEqual } from 'node:crypto';
import type { Clock, Credentials } from '../contract.ts';
import { Unauthenticated } from '../contract.ts';
import type { AuthModeVerifier } from './authenticator.ts';
import { sourceIps } from './authenticator.ts';
import { refusals } from './refusals.ts';
import { parseSignatureClaim, parseStamp, signatureOf } from './signature-v4.ts';
import type { SignatureClaim } from './signature-v4.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials only: must come in `x-amz-security-token`. */
  readonly sessionToken?: string;
  readonly accountId: string;
  readonly userArn: string;
  readonly username: string;
}

export interface IamSettings {
  readonly region: string;
  readonly accessKeys: readonly AccessKey[];
  readonly clock: Clock;
}

/** How far a signer's clock may be off, as AWS has it. */
const SKEW_MS = 5 * 60_000;

/**
 * `AWS_IAM`: requests signed with Signature Version 4 by one of the configured access keys. Every key may call every
 * field: what a role may do is AWS's to decide and has no counterpart here.
 */
export function iam(settings: IamSettings): AuthModeVerifier {
  const keys = new Map(settings.accessKeys.map((key) => [key.accessKeyId, key]));

  function keyOf(claim: SignatureClaim, { headers }: Credentials): AccessKey {
    const key = keys.get(claim.accessKeyId);
    if (key === undefined || key.sessionToken !== headers['x-amz-security-token']) {
      const message = 'The security token included in the request is invalid.';
      throw new Unauthenticated(message, 'UnrecognizedClientException');
    }
    return key;
  }

  return {
    mode: 'AWS_IAM',
    claims: ({ headers }) => headers['authorization']?.startsWith('AWS4-HMAC-SHA256') === true,
    verify(credentials) {
      try {
        const claim = claimOf(credentials, settings);
        const key = keyOf(claim, credentials);
        verifySignature(claim, key, credentials);
        const { accountId, userArn, username } = key;
        const identity = {
          accountId,
          cognitoIdentityPoolId: null,
          cognitoIdentityId: null,
          cognitoIdentityAuthType: null,
          cognitoIdentityAuthProvider: null,
          sourceIp: sourceIps(credentials),
          username,
          userArn,
        };
        return Promise.resolve({ mode: 'AWS_IAM', identity });
      } catch (cause) {
        return Promise.reject(cause instanceof Error ? cause : refusals.unauthorized());
      }
    },
  };
}

/** The claim, if it is for this service, made now, and covers what it must. */
function claimOf({ headers }: Credentials, { region, clock }: IamSettings): SignatureClaim {
  const claim = parseSignatureClaim(headers['authorization'] ?? '');
  const stamp = headers['x-amz-date'] ?? '';
  const covers = (name: string): boolean => claim?.signedHeaders.includes(name) === true;
  if (claim === undefined || !covers('host') || !covers('x-amz-date') || !stamp.startsWith(claim.date)) {
    throw new Unauthenticated('Authorization header is incomplete.', 'IncompleteSignatureException');
  }
  if (claim.region !== region || claim.service !== 'appsync') throw badSignature();
  if (!(Math.abs(clock.now() - parseStamp(stamp)) <= SKEW_MS)) {
    throw new Unauthenticated('Signature expired or not yet current.', 'InvalidSignatureException');
  }
  return claim;
}

function verifySignature(claim: SignatureClaim, key: AccessKey, { headers, signed }: Credentials): void {
  if (signed === undefined) throw refusals.unauthorized();
  const expected = signatureOf({ ...signed, headers, signedHeaders: claim.signedHeaders }, claim, key.secretAccessKey);
  if (!timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claim.signature, 'hex'))) throw badSignature();
}

function badSignature(): Unauthenticated {
  return new Unauthenticated(
    'The request signature we calculated does not match the signature you provided.',
    'InvalidSignatureException',
  );
}
