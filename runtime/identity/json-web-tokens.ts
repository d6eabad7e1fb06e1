import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import type { Clock, JsonObject } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { refusals } from './refusals.ts';

export interface VerifiedClaims {
  readonly claims: JsonObject;
  readonly subject: string;
  readonly issuedAt: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The `iss` that a token states, unverified: only good for choosing who verifies it. */
export function statedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/**
 * Checks signature, algorithm (RS256 and nothing else), issuer and expiry.
 *
 * @throws {Unauthenticated} with AppSync's sentence for the reason.
 */
export async function verifyToken(
  token: string,
  expected: { readonly issuer: string; readonly keys: JWTVerifyGetKey; readonly clock: Clock },
): Promise<VerifiedClaims> {
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      algorithms: ['RS256'],
      issuer: expected.issuer,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: new Date(expected.clock.now()),
    });
    const claims = parseJson(JSON.stringify(payload));
    if (!isJsonObject(claims) || payload.sub === undefined || payload.exp === undefined || payload.iat === undefined) {
      throw refusals.unauthorized();
    }
    return { claims, subject: payload.sub, issuedAt: payload.iat, expiresAt: payload.exp * 1000 };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw refusals.expired();
    if (cause instanceof errors.JWSInvalid || cause instanceof errors.JWTInvalid) throw refusals.unparseable();
    throw refusals.unauthorized();
  }
}
