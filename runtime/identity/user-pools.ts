import { createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import type { Caller, Clock, Json, JsonObject } from '../contract.ts';
import { isJsonArray } from '../json.ts';
import type { AuthModeVerifier } from './authenticator.ts';
import { bearerToken, sourceIps } from './authenticator.ts';
import { statedIssuer, verifyToken } from './json-web-tokens.ts';
import type { VerifiedClaims } from './json-web-tokens.ts';
import { refusals } from './refusals.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface UserPoolSettings {
  /** The `iss` claim of the pool. */
  readonly url: string;
  readonly jwks: JSONWebKeySet;
  /** App clients whose tokens are taken. Empty: those of every client of the pool. */
  readonly clientIds: readonly string[];
  readonly clock: Clock;
  /** Asked on every request, so that signing out takes effect at once. */
  readonly isSignedOut: (subject: string, issuedAt: number) => boolean;
}

const REMEMBERED_TOKENS = 10_000;

/**
 * `AMAZON_COGNITO_USER_POOLS`: access tokens of one pool. ID tokens are refused: they are for the client that asked for
 * them and not a credential for an API.
 */
export function userPools(settings: UserPoolSettings): AuthModeVerifier {
  const keys = createLocalJWKSet(settings.jwks);
  const remembered = new VerifiedTokens<VerifiedClaims>(settings.clock, REMEMBERED_TOKENS);

  async function verified(token: string): Promise<VerifiedClaims> {
    const known = remembered.get(token);
    if (known !== undefined) return known;
    const fresh = await verifyToken(token, { issuer: settings.url, keys, clock: settings.clock });
    const { token_use: use, client_id: client } = fresh.claims;
    if (use !== 'access') throw refusals.unauthorized();
    if (settings.clientIds.length > 0 && !(typeof client === 'string' && settings.clientIds.includes(client))) {
      throw refusals.unauthorized();
    }
    remembered.put(token, fresh, fresh.expiresAt);
    return fresh;
  }

  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    claims(credentials) {
      const token = bearerToken(credentials);
      if (token === undefined || token.startsWith('AWS4-HMAC-SHA256')) return false;
      const stated = statedIssuer(token);
      return stated === undefined ? token.split('.').length === 3 : stated === settings.url;
    },
    async verify(credentials) {
      const token = bearerToken(credentials);
      if (token === undefined) throw refusals.missing();
      const { claims, subject, issuedAt, expiresAt } = await verified(token);
      if (settings.isSignedOut(subject, issuedAt)) throw refusals.unauthorized();
      return {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        identity: toIdentity(claims, subject, sourceIps(credentials)),
        expiresAt,
      };
    },
  };
}

/** `AppSyncIdentityCognito`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
function toIdentity(claims: JsonObject, subject: string, sourceIp: readonly string[]): Caller['identity'] {
  const username = claims['username'];
  return {
    sub: subject,
    issuer: claims['iss'],
    username: typeof username === 'string' ? username : subject,
    claims,
    sourceIp,
    defaultAuthStrategy: 'ALLOW',
    groups: groupsOf(claims['cognito:groups']),
  };
}

function groupsOf(claim: Json | undefined): readonly string[] | null {
  if (!isJsonArray(claim)) return null;
  return claim.filter((group): group is string => typeof group === 'string');
}
