import { createHmac, generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, exportSPKI, importJWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Authenticator } from '../contract.ts';
import { issuerIn, openDataDir, openIssuer } from '../../test/runtime-front/issuers.ts';
import { ManualClock } from '../../test/runtime-front/memory-ports.ts';
import { createAuthenticator } from './authenticator.ts';
import type { Issuer } from './issuer.ts';
import { userPools } from './user-pools.ts';

const HOUR = 3_600_000;

interface Pool {
  readonly clock: ManualClock;
  readonly issuer: Issuer;
  readonly authenticator: Authenticator;
}

async function openPool(): Promise<Pool> {
  const clock = new ManualClock();
  const issuer = await openIssuer(clock);
  return { clock, issuer, authenticator: authenticatorOf(issuer, clock) };
}

function authenticatorOf(issuer: Issuer, clock: ManualClock): Authenticator {
  const { url, jwks, isSignedOut } = issuer;
  return createAuthenticator({ modes: [userPools({ url, jwks, clientIds: ['web'], clock, isSignedOut })] });
}

const withToken = (authorization: string) => ({ headers: { authorization, 'x-forwarded-for': '127.0.0.1' } });

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a local user pool', () => {
  it('issues access tokens with the claims that Cognito puts in', async () => {
    const { issuer, clock } = await openPool();
    const issued = await issuer.issueAccessToken({ userId: 'ann', displayName: 'Ann', groups: ['staff'] });
    const seconds = clock.now() / 1000;
    const anId: unknown = expect.any(String);
    expect(decodeJwt(issued.token)).toEqual({
      sub: 'ann',
      'cognito:groups': ['staff'],
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_local',
      client_id: 'web',
      origin_jti: anId,
      event_id: anId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: seconds,
      exp: seconds + 3600,
      iat: seconds,
      jti: anId,
      username: 'ann',
      name: 'Ann',
    });
    expect(decodeProtectedHeader(issued.token)).toEqual({ alg: 'RS256', kid: issuer.jwks.keys[0]?.kid });
    expect(issued).toMatchObject({ userId: 'ann', expiresAt: clock.now() + HOUR });
  });

  it('leaves groups and name out when there are none', async () => {
    const { issuer } = await openPool();
    const claims = decodeJwt((await issuer.issueAccessToken({ userId: 'ann' })).token);
    expect(claims).not.toHaveProperty('name');
    expect(claims).not.toHaveProperty('cognito:groups');
  });

  it('keeps its key over a restart and keeps it to its owner', async () => {
    const clock = new ManualClock();
    const dataDir = await openDataDir();
    const before = await issuerIn(dataDir, clock);
    const { token } = await before.issueAccessToken({ userId: 'ann' });
    const after = await issuerIn(dataDir, clock);
    await expect(authenticatorOf(after, clock).authenticate(withToken(token))).resolves.toMatchObject({
      identity: { sub: 'ann' },
    });
    expect((await stat(join(dataDir, 'identity', 'signing-key.json'))).mode & 0o077).toBe(0);
  });

  it('ends with one key when several processes start at once', async () => {
    const dataDir = await openDataDir();
    const issuers = await Promise.all([1, 2, 3].map(() => issuerIn(dataDir, new ManualClock())));
    expect(new Set(issuers.map(({ jwks }) => jwks.keys[0]?.kid)).size).toBe(1);
    expect(await readdir(join(dataDir, 'identity'))).toEqual(['signing-key.json']);
  });

  it('publishes the public half only', async () => {
    const { issuer } = await openPool();
    expect(Object.keys(issuer.jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('says what to do about a damaged key file', async () => {
    const dataDir = await openDataDir();
    await issuerIn(dataDir, new ManualClock());
    await writeFile(join(dataDir, 'identity', 'signing-key.json'), '{"kty":"RSA"');
    await expect(issuerIn(dataDir, new ManualClock())).rejects.toThrow(/^unable to read the signing key; .* delete it/);
  });
});

describe('user-pool credentials', () => {
  it.each(['', 'Bearer ', 'bearer '])(
    'are taken after %j, as the identity AppSync hands to resolvers',
    async (prefix) => {
      const { issuer, authenticator, clock } = await openPool();
      const { token } = await issuer.issueAccessToken({ userId: 'ann', groups: ['staff'] });
      expect(await authenticator.authenticate(withToken(prefix + token))).toEqual({
        mode: 'AMAZON_COGNITO_USER_POOLS',
        expiresAt: clock.now() + HOUR,
        identity: {
          sub: 'ann',
          issuer: issuer.url,
          username: 'ann',
          claims: decodeJwt(token),
          sourceIp: ['127.0.0.1'],
          defaultAuthStrategy: 'ALLOW',
          groups: ['staff'],
        },
      });
    },
  );

  it('have groups null without groups', async () => {
    const { issuer, authenticator } = await openPool();
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    expect((await authenticator.authenticate(withToken(token))).identity).toMatchObject({ groups: null });
  });

  it('are refused from the second of their expiry on, also when they were taken before', async () => {
    const { issuer, authenticator, clock } = await openPool();
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    clock.advance(HOUR - 1);
    await authenticator.authenticate(withToken(token));
    clock.advance(1);
    await expect(authenticator.authenticate(withToken(token))).rejects.toMatchObject({
      name: 'Unauthenticated',
      errorType: 'UnauthorizedException',
      message: 'Token has expired.',
    });
  });

  it('are refused after signing out, also by a later process, until the user signs in again', async () => {
    const clock = new ManualClock();
    const dataDir = await openDataDir();
    const issuer = await issuerIn(dataDir, clock);
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    const other = await issuer.issueAccessToken({ userId: 'bob' });
    await authenticatorOf(issuer, clock).authenticate(withToken(token));
    await issuer.signOut('ann');
    const again = await issuer.issueAccessToken({ userId: 'ann' });

    for (const pool of [issuer, await issuerIn(dataDir, clock)]) {
      const authenticator = authenticatorOf(pool, clock);
      await expect(authenticator.authenticate(withToken(token))).rejects.toThrow('You are not authorized');
      await expect(authenticator.authenticate(withToken(again.token))).resolves.toBeDefined();
      await expect(authenticator.authenticate(withToken(other.token))).resolves.toBeDefined();
    }
  });

  it('are refused when they are missing', async () => {
    const { authenticator } = await openPool();
    const missing = { message: 'Valid authorization header not provided.', errorType: 'UnauthorizedException' };
    await expect(authenticator.authenticate({ headers: {} })).rejects.toMatchObject(missing);
    await expect(authenticator.authenticate(withToken('  '))).rejects.toMatchObject(missing);
  });

  it.each(['garbage', 'a.b.c', '..', 'Bearer x', '\u0000', 'null', '{}', 'a.b.c.d.e'])(
    'are refused as %j',
    async (token) => {
      const { authenticator } = await openPool();
      await expect(authenticator.authenticate(withToken(token))).rejects.toMatchObject({
        errorType: 'UnauthorizedException',
      });
    },
  );

  it('are not looked for in an API key header', async () => {
    const { authenticator } = await openPool();
    await expect(authenticator.authenticate({ headers: { 'x-api-key': 'da2-x' } })).rejects.toThrow(
      'You are not authorized to make this call.',
    );
  });
});

describe('a forged token', () => {
  const forgeries: Record<string, (token: string, issuer: Issuer) => string | Promise<string>> = {
    'without a signature (alg none)': (token) => `${base64url({ alg: 'none' })}.${token.split('.')[1]}.`,
    'with alg none and the old signature': (token) => {
      const [, payload, signature] = token.split('.');
      return `${base64url({ alg: 'none', kid: decodeProtectedHeader(token).kid })}.${payload}.${signature}`;
    },
    'signed HS256 with the public key': async (token, issuer) => {
      const key = await importJWK({ ...issuer.jwks.keys[0], kty: 'RSA' }, 'RS256', { extractable: true });
      if (key instanceof Uint8Array) throw new Error('expected an RSA key');
      const signed = `${base64url({ alg: 'HS256', kid: decodeProtectedHeader(token).kid })}.${token.split('.')[1]}`;
      return `${signed}.${createHmac('sha256', await exportSPKI(key))
        .update(signed)
        .digest('base64url')}`;
    },
    'with another payload under the old signature': (token) => {
      const [header, , signature] = token.split('.');
      return `${header}.${base64url({ ...decodeJwt(token), sub: 'bob' })}.${signature}`;
    },
    'signed by another key under the same kid': (token) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const kid = String(decodeProtectedHeader(token).kid);
      return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    },
  };

  it.each(Object.entries(forgeries))('%s is refused', async (_, forge) => {
    const { issuer, authenticator } = await openPool();
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    await expect(authenticator.authenticate(withToken(await forge(token, issuer)))).rejects.toMatchObject({
      name: 'Unauthenticated',
      message: 'You are not authorized to make this call.',
    });
  });
});

describe('a token the pool itself signed', () => {
  const changes: readonly [string, Record<string, unknown>][] = [
    ['of another issuer', { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other' }],
    ['that is an ID token', { token_use: 'id', aud: 'web' }],
    ['of another client', { client_id: 'other' }],
    ['without a client', { client_id: undefined }],
    ['without an expiry', { exp: undefined }],
    ['without a subject', { sub: undefined }],
  ];

  it.each(changes)('%s is refused', async (_, change) => {
    const clock = new ManualClock();
    const dataDir = await openDataDir();
    const issuer = await issuerIn(dataDir, clock);
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    const jwk: unknown = JSON.parse(await readFile(join(dataDir, 'identity', 'signing-key.json'), 'utf8'));
    const key = await importJWK({ ...(typeof jwk === 'object' ? jwk : {}), kty: 'RSA' }, 'RS256');
    const kid = String(decodeProtectedHeader(token).kid);
    const changed = await new SignJWT({ ...decodeJwt(token), ...change })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(key);
    await expect(authenticatorOf(issuer, clock).authenticate(withToken(changed))).rejects.toMatchObject({
      name: 'Unauthenticated',
      errorType: 'UnauthorizedException',
    });
  });
});
