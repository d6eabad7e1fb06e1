import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../contract.ts';
import type { AuthModeVerifier } from './authenticator.ts';
import { bearerToken } from './authenticator.ts';
import { statedIssuer, verifyToken } from './json-web-tokens.ts';
import { refusals } from './refusals.ts';

export interface OpenIdSettings {
  /** The `iss` claim of the provider. */
  readonly issuer: string;
  /** The provider's keys: `createRemoteJWKSet(new URL(jwksUri))` or `createLocalJWKSet(jwks)` of jose. */
  readonly keys: JWTVerifyGetKey;
  /** Whose tokens are taken, by their `aud` or `azp`. Absent: everyone's. */
  readonly clientId?: RegExp;
  /** How old a token may be by its `iat`, and a sign-in by its `auth_time`, in milliseconds. */
  readonly issuedWithinMs?: number;
  readonly signedInWithinMs?: number;
  readonly clock: Clock;
}

/**
 * `OPENID_CONNECT`: RS256 tokens of one provider.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export function openIdConnect(settings: OpenIdSettings): AuthModeVerifier {
  const { clock, clientId, issuedWithinMs = Infinity, signedInWithinMs = Infinity } = settings;
  return {
    mode: 'OPENID_CONNECT',
    claims(credentials) {
      const token = bearerToken(credentials);
      return token !== undefined && statedIssuer(token) === settings.issuer;
    },
    async verify(credentials) {
      const token = bearerToken(credentials);
      if (token === undefined) throw refusals.missing();
      const { claims, subject, issuedAt, expiresAt } = await verifyToken(token, settings);
      const { aud, azp, auth_time: signedInAt } = claims;
      const audiences = [aud, azp].flat().filter((each) => typeof each === 'string');
      if (clientId !== undefined && !audiences.some((each) => clientId.test(each))) throw refusals.unauthorized();
      if (clock.now() - issuedAt * 1000 > issuedWithinMs) throw refusals.expired();
      if (signedInWithinMs !== Infinity) {
        if (typeof signedInAt !== 'number') throw refusals.unauthorized();
        if (clock.now() - signedInAt * 1000 > signedInWithinMs) throw refusals.expired();
      }
      return { mode: 'OPENID_CONNECT', identity: { claims, issuer: settings.issuer, sub: subject }, expiresAt };
    },
  };
}
