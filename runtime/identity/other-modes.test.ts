import { createHash } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Credentials, Json, JsonObject } from '../contract.ts';
import { openIssuer } from '../../test/runtime-front/issuers.ts';
import { ManualClock } from '../../test/runtime-front/memory-ports.ts';
import { apiKeys } from './api-keys.ts';
import { createAuthenticator } from './authenticator.ts';
import { iam } from './iam.ts';
import { lambdaAuthorizer } from './lambda-authorizer.ts';
import { openIdConnect } from './open-id.ts';
import { parseSignatureClaim, signatureOf } from './signature-v4.ts';
import { userPools } from './user-pools.ts';

const UNAUTHORIZED = 'You are not authorized to make this call.';

describe('API keys', () => {
  it('let in until they expire, without an identity', async () => {
    const clock = new ManualClock();
    const expiresAt = clock.now() + 1_000;
    const authenticator = createAuthenticator({ modes: [apiKeys([{ key: 'da2-a', expiresAt }], clock)] });
    const credentials = { headers: { 'x-api-key': 'da2-a' } };
    expect(await authenticator.authenticate(credentials)).toEqual({ mode: 'API_KEY', identity: null, expiresAt });
    clock.advance(1_000);
    await expect(authenticator.authenticate(credentials)).rejects.toThrow(UNAUTHORIZED);
  });

  it.each(['', 'da2-', 'da2-ab', 'DA2-A'])('refuse %j', async (key) => {
    const clock = new ManualClock();
    const modes = [apiKeys([{ key: 'da2-a', expiresAt: Infinity }], clock)];
    const credentials = { headers: { 'x-api-key': key } };
    await expect(createAuthenticator({ modes }).authenticate(credentials)).rejects.toThrow(UNAUTHORIZED);
  });
});

describe('OpenID Connect', () => {
  const issuer = 'https://id.example';
  async function provider(clock: ManualClock, change: Partial<Parameters<typeof openIdConnect>[0]> = {}) {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] });
    const seconds = clock.now() / 1000;
    const sign = (claims: Record<string, unknown> = {}) =>
      new SignJWT({ iss: issuer, sub: 'ann', aud: 'web', iat: seconds, exp: seconds + 60, ...claims })
        .setProtectedHeader({ alg: 'RS256' })
        .sign(privateKey);
    return { sign, modes: [openIdConnect({ issuer, keys, clock, ...change })] };
  }

  it('gives the identity that AppSync gives', async () => {
    const clock = new ManualClock();
    const { sign, modes } = await provider(clock);
    const caller = await createAuthenticator({ modes }).authenticate({ headers: { authorization: await sign() } });
    expect(caller).toMatchObject({
      mode: 'OPENID_CONNECT',
      identity: { sub: 'ann', issuer, claims: { aud: 'web' } },
      expiresAt: clock.now() + 60_000,
    });
  });

  it.each(['RS512', 'PS256'])('refuses %s, also where the provider does not name its algorithm', async (alg) => {
    const clock = new ManualClock();
    const { privateKey, publicKey } = await generateKeyPair(alg);
    const keys = createLocalJWKSet({ keys: [await exportJWK(publicKey)] });
    const seconds = clock.now() / 1000;
    const authorization = await new SignJWT({ iss: issuer, sub: 'ann', iat: seconds, exp: seconds + 60 })
      .setProtectedHeader({ alg })
      .sign(privateKey);
    const authenticator = createAuthenticator({ modes: [openIdConnect({ issuer, keys, clock })] });
    await expect(authenticator.authenticate({ headers: { authorization } })).rejects.toThrow(UNAUTHORIZED);
  });

  it.each([
    ['another audience', { aud: 'other' }, UNAUTHORIZED],
    ['an old token', { iat: 1 }, 'Token has expired.'],
    ['an old sign-in', { auth_time: 1 }, 'Token has expired.'],
    ['no sign-in time', { auth_time: undefined }, UNAUTHORIZED],
    ['an expired token', { exp: 1 }, 'Token has expired.'],
    ['another issuer', { iss: 'https://evil.example' }, UNAUTHORIZED],
  ])('refuses %s', async (_, claims, message) => {
    const clock = new ManualClock();
    const rules = { clientId: /^(web|phone)$/, issuedWithinMs: 60_000, signedInWithinMs: 60_000 };
    const { sign, modes } = await provider(clock, rules);
    const authenticator = createAuthenticator({ modes });
    const signedIn = { auth_time: clock.now() / 1000 };
    await authenticator.authenticate({ headers: { authorization: await sign(signedIn) } });
    const authorization = await sign({ ...signedIn, ...claims });
    await expect(authenticator.authenticate({ headers: { authorization } })).rejects.toThrow(message);
  });
});

describe('a Lambda authorizer', () => {
  function authorizer(answer: Json | Error, ttlMs = 60_000) {
    const clock = new ManualClock();
    const events: JsonObject[] = [];
    const mode = lambdaAuthorizer({
      invoke: (event) => {
        events.push(event);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      apiId: 'local',
      accountId: '000000000000',
      ttlMs,
      tokenPattern: /^[a-z]+$/,
      uuid: () => 'request-1',
      clock,
    });
    return { clock, events, authenticator: createAuthenticator({ modes: [mode] }) };
  }
  const credentials: Credentials = {
    headers: { authorization: 'secret' },
    signed: { method: 'POST', path: '/graphql', body: '{"query":"{ a }","variables":{"b":1},"operationName":"c"}' },
  };

  it('is asked with the request, and its context and denied fields are passed on', async () => {
    const { events, authenticator } = authorizer({
      isAuthorized: true,
      resolverContext: { plan: 'pro' },
      deniedFields: ['Mutation.a', 'arn:aws:appsync:eu-west-1:1:apis/x/types/Query/fields/b'],
    });
    expect(await authenticator.authenticate(credentials)).toEqual({
      mode: 'AWS_LAMBDA',
      identity: { resolverContext: { plan: 'pro' } },
      deniedFields: ['Mutation.a', 'Query.b'],
    });
    expect(events).toEqual([
      {
        authorizationToken: 'secret',
        requestContext: {
          apiId: 'local',
          accountId: '000000000000',
          requestId: 'request-1',
          queryString: '{ a }',
          operationName: 'c',
          variables: { b: 1 },
        },
        requestHeaders: { authorization: 'secret' },
      },
    ]);
  });

  it.each([
    ['no', { isAuthorized: false }],
    ['a truthy answer that is not true', { isAuthorized: 'true' }],
    ['nothing', null],
    ['an error', new Error('boom')],
  ])('that answers %s refuses', async (_, answer) => {
    await expect(authorizer(answer).authenticator.authenticate(credentials)).rejects.toThrow(UNAUTHORIZED);
  });

  it('is not asked about tokens that cannot be meant', async () => {
    const { events, authenticator } = authorizer({ isAuthorized: true });
    await expect(authenticator.authenticate({ headers: { authorization: 'A1' } })).rejects.toThrow(UNAUTHORIZED);
    expect(events).toEqual([]);
  });

  it.each([
    ['the time set', { isAuthorized: true }, 60_000],
    ['the time it says itself', { isAuthorized: true, ttlOverride: 5 }, 5_000],
  ])('is believed for %s', async (_, answer, ttlMs) => {
    const { clock, events, authenticator } = authorizer(answer);
    await authenticator.authenticate(credentials);
    clock.advance(ttlMs - 1);
    await authenticator.authenticate(credentials);
    expect(events).toHaveLength(1);
    clock.advance(1);
    await authenticator.authenticate(credentials);
    expect(events).toHaveLength(2);
  });

  it.each([
    ['it says 0', { isAuthorized: true, ttlOverride: 0 }, 60_000],
    ['0 is set', { isAuthorized: true }, 0],
  ])('is asked every time when %s', async (_, answer, ttlMs) => {
    const { events, authenticator } = authorizer(answer, ttlMs);
    await authenticator.authenticate(credentials);
    await authenticator.authenticate(credentials);
    expect(events).toHaveLength(2);
  });
});

describe('IAM signatures', () => {
  it('come out as in the example that AWS publishes', () => {
    const request = {
      method: 'GET',
      path: '/?Version=2010-05-08&Action=ListUsers',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        host: 'iam.amazonaws.com',
        'x-amz-date': '20150830T123600Z',
      },
      signedHeaders: ['content-type', 'host', 'x-amz-date'],
      body: '',
    };
    const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
    expect(signatureOf(request, scope, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')).toBe(
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });

  const accessKey = {
    accessKeyId: 'AKLOCAL',
    secretAccessKey: 'secret',
    accountId: '000000000000',
    userArn: 'arn:aws:iam::000000000000:role/publisher',
    username: 'publisher',
  };
  const body = '{"query":"{ hello }"}';
  const stampOf = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

  function signed(
    clock: ManualClock,
    change: { region?: string; service?: string; at?: number; secret?: string; date?: string } = {},
  ) {
    const stamp = stampOf(change.at ?? clock.now());
    const scope = {
      date: change.date ?? stamp.slice(0, 8),
      region: change.region ?? 'eu-west-1',
      service: change.service ?? 'appsync',
    };
    const headers = { host: 'localhost:4000', 'x-amz-date': stamp, 'content-type': 'application/json' };
    const signedHeaders = ['content-type', 'host', 'x-amz-date'];
    const request = { method: 'POST', path: '/graphql', headers, signedHeaders, body };
    const signature = signatureOf(request, scope, change.secret ?? accessKey.secretAccessKey);
    const credential = `AKLOCAL/${scope.date}/${scope.region}/${scope.service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
    return { headers: { ...headers, authorization }, signed: { method: 'POST', path: '/graphql', body } };
  }
  const authenticatorAt = (clock: ManualClock, key: object = {}) =>
    createAuthenticator({ modes: [iam({ region: 'eu-west-1', accessKeys: [{ ...accessKey, ...key }], clock })] });

  it('of a known key let in, up to five minutes off', async () => {
    const clock = new ManualClock();
    for (const at of [clock.now(), clock.now() - 300_000, clock.now() + 300_000]) {
      expect(await authenticatorAt(clock).authenticate(signed(clock, { at }))).toMatchObject({
        mode: 'AWS_IAM',
        identity: { accountId: '000000000000', userArn: accessKey.userArn, username: 'publisher' },
      });
    }
  });

  const clock = new ManualClock();
  const good = signed(clock);
  const refused: readonly [string, Credentials, string][] = [
    ['with another secret', signed(clock, { secret: 'other' }), 'InvalidSignatureException'],
    ['for another region', signed(clock, { region: 'us-east-1' }), 'InvalidSignatureException'],
    ['for another service', signed(clock, { service: 's3' }), 'InvalidSignatureException'],
    ['scoped to another day', signed(clock, { date: '20200101' }), 'IncompleteSignatureException'],
    ['made too long ago', signed(clock, { at: clock.now() - 301_000 }), 'InvalidSignatureException'],
    ['made in the future', signed(clock, { at: clock.now() + 301_000 }), 'InvalidSignatureException'],
    ['over another body', { ...good, signed: { ...good.signed, body: '{}' } }, 'InvalidSignatureException'],
    [
      'over another path',
      { ...good, signed: { ...good.signed, path: '/graphql/connect' } },
      'InvalidSignatureException',
    ],
    ['over another host', { ...good, headers: { ...good.headers, host: 'evil' } }, 'InvalidSignatureException'],
    ['without the request', { headers: good.headers }, 'UnauthorizedException'],
    [
      'of an unknown key',
      {
        ...good,
        headers: { ...good.headers, authorization: good.headers.authorization.replace('AKLOCAL', 'AKOTHER') },
      },
      'UnrecognizedClientException',
    ],
    [
      'with a session token it was not given',
      { ...good, headers: { ...good.headers, 'x-amz-security-token': 'x' } },
      'UnrecognizedClientException',
    ],
    [
      'that leave the host out',
      { ...good, headers: { ...good.headers, authorization: good.headers.authorization.replace('host;', '') } },
      'IncompleteSignatureException',
    ],
    [
      'cut short',
      { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKLOCAL' } },
      'IncompleteSignatureException',
    ],
  ];
  it.each(refused)('%s are refused', async (_, credentials, errorType) => {
    await expect(authenticatorAt(clock).authenticate(credentials)).rejects.toMatchObject({
      name: 'Unauthenticated',
      errorType,
    });
  });

  it('of temporary credentials need their session token', async () => {
    const authenticator = authenticatorAt(clock, { sessionToken: 'session' });
    await expect(authenticator.authenticate(good)).rejects.toMatchObject({ errorType: 'UnrecognizedClientException' });
    const headers = { ...good.headers, 'x-amz-security-token': 'session' };
    await expect(authenticator.authenticate({ ...good, headers })).resolves.toMatchObject({ mode: 'AWS_IAM' });
  });

  it.each([
    '',
    'AWS4-HMAC-SHA256',
    'Bearer x',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=x',
  ])('are not read out of %j', (header) => {
    expect(parseSignatureClaim(header)).toBeUndefined();
  });
});

describe('several modes together', () => {
  it('each decide about their own credentials, and a forged token never falls through to a weaker one', async () => {
    const clock = new ManualClock();
    const issuer = await openIssuer(clock);
    const { url, jwks, isSignedOut } = issuer;
    const asked: JsonObject[] = [];
    const authenticator = createAuthenticator({
      modes: [
        userPools({ url, jwks, clientIds: [], clock, isSignedOut }),
        apiKeys([{ key: 'da2-a', expiresAt: Infinity }], clock),
        lambdaAuthorizer({
          invoke: (event) => {
            asked.push(event);
            return Promise.resolve({ isAuthorized: true });
          },
          apiId: 'local',
          accountId: '000000000000',
          ttlMs: 0,
          uuid: () => 'id',
          clock,
        }),
      ],
    });
    const { token } = await issuer.issueAccessToken({ userId: 'ann' });
    const modeOf = async (headers: Record<string, string>) => (await authenticator.authenticate({ headers })).mode;
    expect(await modeOf({ authorization: token })).toBe('AMAZON_COGNITO_USER_POOLS');
    expect(await modeOf({ 'x-api-key': 'da2-a' })).toBe('API_KEY');
    expect(await modeOf({ authorization: createHash('sha256').update('x').digest('hex') })).toBe('AWS_LAMBDA');
    asked.length = 0;
    await expect(modeOf({ authorization: `${token}x` })).rejects.toThrow(UNAUTHORIZED);
    expect(asked).toEqual([]);
  });
});
