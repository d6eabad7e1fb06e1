import { SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import type { Clock } from '../contract.ts';
import { openSignOuts } from './sign-outs.ts';
import { loadSigningKey } from './signing-key.ts';

export interface IssuerSettings {
  /** State lives under it; deleting it makes every token issued so far invalid. */
  readonly dataDir: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clock: Clock;
  readonly uuid: () => string;
}

export interface TokenRequest {
  /** Becomes `sub` and `username`. */
  readonly userId: string;
  /** Becomes the claim `name`, as a pre-token-generation trigger adds it. */
  readonly displayName?: string;
  readonly groups?: readonly string[];
  /** One hour when not given, as Cognito's default. */
  readonly lifetimeMs?: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A local Cognito user pool: it signs access tokens and publishes the key that verifies them. */
export interface Issuer {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** The `iss` claim. */
  readonly url: string;
  readonly jwks: JSONWebKeySet;
  issueAccessToken(request: TokenRequest): Promise<IssuedToken>;
  /** Makes every token that the user holds invalid, as Cognito's GlobalSignOut; it survives restarts. */
  signOut(userId: string): Promise<void>;
  /** Whether a token of `subject`, issued at `issuedAt` (epoch seconds), was signed out. */
  readonly isSignedOut: (subject: string, issuedAt: number) => boolean;
}

const HOUR_MS = 3_600_000;

/** The `iss` claim of a user pool, which is also the base of its JWKS address. */
export function userPoolUrl(region: string, userPoolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/**
 * Opens the pool, making its key pair on first use.
 *
 * Claims are those of a Cognito access token:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 *
 * @throws when the key cannot be read or written.
 */
export async function createIssuer(settings: IssuerSettings): Promise<Issuer> {
  const { region, userPoolId, clientId, clock, uuid } = settings;
  const key = await loadSigningKey(settings.dataDir, uuid());
  const signOuts = await openSignOuts(settings.dataDir, uuid);
  const url = userPoolUrl(region, userPoolId);

  return {
    region,
    userPoolId,
    clientId,
    url,
    jwks: { keys: [key.publicJwk] },
    async issueAccessToken({ userId, displayName, groups = [], lifetimeMs = HOUR_MS }) {
      // Claims count whole seconds: a token issued in the second of a sign-out must not fall under it.
      const issuedAt = Math.max(Math.floor(clock.now() / 1000), (signOuts.lastOf(userId) ?? -1) + 1);
      const expiresAt = Math.floor((clock.now() + lifetimeMs) / 1000);
      const claims = {
        sub: userId,
        ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
        iss: url,
        client_id: clientId,
        origin_jti: uuid(),
        event_id: uuid(),
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        auth_time: issuedAt,
        exp: expiresAt,
        iat: issuedAt,
        jti: uuid(),
        username: userId,
        ...(displayName === undefined ? {} : { name: displayName }),
      };
      const token = await new SignJWT(claims).setProtectedHeader({ kid: key.keyId, alg: 'RS256' }).sign(key.privateKey);
      return { token, userId, expiresAt: expiresAt * 1000 };
    },
    signOut: (userId) => signOuts.record(userId, Math.floor(clock.now() / 1000)),
    isSignedOut: (subject, issuedAt) => issuedAt <= (signOuts.lastOf(subject) ?? -1),
  };
}
