import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataDir } from '../../test/runtime-front/issuers.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import type { Stage } from '../../test/runtime-front/stage.ts';
import { rawRequest } from '../../test/runtime-front/raw.ts';
import { guardDev } from './dev-guard.ts';
import { createGateway } from './gateway.ts';
import { HttpRefusal } from './http.ts';
import { jsonRoute } from './json-route.ts';
import { agoraContentSecurityPolicy, defaultContentSecurityPolicy, staticFiles } from './static-files.ts';

const MALFORMED = {
  errors: [{ errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' }],
};

describe('POST /graphql', () => {
  it('answers an operation as AppSync does', async () => {
    const stage = await openStage();
    const response = await stage.post('{"query":"{ hello }"}', { authorization: await stage.token() });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ data: { hello: 'world' } });
  });

  it('takes variables and the operation name', async () => {
    const stage = await openStage();
    const query = 'query A { hello } mutation B($t: String) { note(text: $t) { text } }';
    const response = await stage.post(JSON.stringify({ query, variables: { t: 'hi' }, operationName: 'B' }), {
      authorization: await stage.token(),
    });
    expect(await response.json()).toEqual({ data: { note: { text: 'hi' } } });
  });

  it.each(['query {', '{ nope }'])('answers %j with 200 and the errors', async (query) => {
    const stage = await openStage();
    const response = await stage.post(JSON.stringify({ query }), { authorization: await stage.token() });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: null, errors: [{ errorType: 'ValidationError' }] });
  });

  const bodies: readonly [string, string | Buffer, number, object][] = [
    [
      'nothing',
      '',
      400,
      { errors: [{ errorType: 'MalformedHttpRequestException', message: 'Request body is empty.' }] },
    ],
    ['no JSON', 'meow', 400, MALFORMED],
    ['{}', '{}', 400, MALFORMED],
    ['{}}', '{}}', 400, MALFORMED],
    ['[]', '[]', 400, MALFORMED],
    ['null', 'null', 400, MALFORMED],
    ['a string', '"{ hello }"', 400, MALFORMED],
    ['half an object', '{"query":"{ hello }"', 400, MALFORMED],
    ['a number as query', '{"query":1}', 400, MALFORMED],
    ['null as query', '{"query":null}', 400, MALFORMED],
    ['a number as operation name', '{"query":"{ hello }","operationName":1}', 400, MALFORMED],
    [
      'a string as variables',
      '{"query":"{ hello }","variables":"{}"}',
      400,
      { errors: [{ errorType: 'MalformedHttpRequestException' }] },
    ],
    [
      'a list as variables',
      '{"query":"{ hello }","variables":[]}',
      400,
      { errors: [{ errorType: 'MalformedHttpRequestException' }] },
    ],
    ['a body of NULs', Buffer.alloc(64), 400, MALFORMED],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x80]), 400, MALFORMED],
    ['200,000 open brackets', '['.repeat(200_000), 400, MALFORMED],
    [
      'an object 5,000 deep as variables',
      `{"query":"{ hello }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      400,
      MALFORMED,
    ],
    [
      'more than 1 MB',
      `{"query":"${' '.repeat(1024 * 1024)}"}`,
      413,
      { errors: [{ errorType: 'RequestEntityTooLargeException' }] },
    ],
  ];
  it.each(bodies)('refuses %s', async (_, body, status, answer) => {
    const stage = await openStage();
    const response = await stage.post(body, { authorization: await stage.token() });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(answer);
  });

  it('refuses more than 1 MB of a body whose length was not announced', async () => {
    const stage = await openStage();
    const chunk = `${(1024).toString(16)}\r\n${'x'.repeat(1024)}\r\n`;
    const answer = await rawRequest(
      stage.port,
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(1025)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('does not let a key called __proto__ do anything', async () => {
    const stage = await openStage();
    const body = '{"__proto__":{"query":"{ hello }"},"constructor":1}';
    expect((await stage.post(body, { authorization: await stage.token() })).status).toBe(400);
    expect({}).not.toHaveProperty('query');
  });

  it('wants credentials before it looks at the body', async () => {
    const stage = await openStage();
    for (const authorization of [undefined, 'garbage']) {
      const response = await stage.post('meow', authorization === undefined ? {} : { authorization });
      expect(response.status).toBe(401);
      expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toMatchObject({ errors: [{ errorType: 'UnauthorizedException' }] });
    }
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'])('refuses %s', async (method) => {
    const stage = await openStage();
    const response = await fetch(`${stage.url}/graphql?query={hello}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('lets pages of any origin ask', async () => {
    const stage = await openStage();
    const response = await fetch(`${stage.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-headers': 'authorization,x-amz-user-agent' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,x-amz-user-agent');
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
  });

  it('shows resolvers the address of the socket, whatever the caller claims', async () => {
    const seen: unknown[] = [];
    const stage = await openStage({
      gateway: {
        run: (_, caller, headers) => {
          seen.push(caller.identity?.['sourceIp'], headers['x-forwarded-for']);
          return Promise.resolve({ data: null });
        },
      },
    });
    await stage.post('{"query":"{ hello }"}', { authorization: await stage.token(), 'x-forwarded-for': '10.0.0.1' });
    expect(seen).toEqual([['127.0.0.1'], '127.0.0.1']);
  });

  it('answers 500 without a word about what broke', async () => {
    const stage = await openStage({ gateway: { run: () => Promise.reject(new TypeError('secret detail')) } });
    const response = await stage.post('{"query":"{ hello }"}', { authorization: await stage.token() });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(stage.log.lines.join()).toContain('TypeError');
    expect(stage.log.lines.join()).not.toContain('secret');
  });
});

describe('routes', () => {
  const echo = jsonRoute(({ query, body }) => ({ name: query.get('name'), body: body ?? null }));

  it('answer by method and path, HEAD without a body', async () => {
    const stage = await openStage({ gateway: { routes: { 'GET /healthz': echo, 'POST /echo': echo } } });
    expect(await (await fetch(`${stage.url}/healthz?name=a%20b`)).json()).toEqual({ name: 'a b', body: null });
    const head = await fetch(`${stage.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '25']);
    expect((await fetch(`${stage.url}/healthz`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${stage.url}/nothing`)).status).toBe(404);
  });

  it.each([
    ['a body that is no JSON', '{', 'application/json', 400],
    ['a body that is called text', '{}', 'text/plain', 415],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['JSON', '{"a":1}', 'application/json; charset=utf-8', 200],
  ])('that take JSON answer %s with %s %s %i', async (_, body, type, status) => {
    const stage = await openStage({ gateway: { routes: { 'POST /echo': echo } } });
    const response = await fetch(`${stage.url}/echo`, { method: 'POST', body, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
  });

  it('refuse with the status and type they choose', async () => {
    const refuse = jsonRoute(() => {
      throw new HttpRefusal(404, 'NotFoundException', 'There is no such user.');
    });
    const stage = await openStage({ gateway: { routes: { 'GET /users': refuse } } });
    const response = await fetch(`${stage.url}/users`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [{ errorType: 'NotFoundException', message: 'There is no such user.' }],
    });
  });
});

describe('/dev', () => {
  async function openDev(): Promise<Stage> {
    const answer = jsonRoute(() => ({ ok: true }));
    return openStage({ gateway: { routes: { 'GET /dev/metrics': answer, 'POST /dev/token': answer } } });
  }
  const request = (port: number, headers: readonly string[]) =>
    rawRequest(port, ['GET /dev/metrics HTTP/1.1', ...headers, 'Connection: close', '', ''].join('\r\n'));

  it.each([
    ['127.0.0.1:4000', []],
    ['localhost:4000', []],
    ['[::1]:4000', []],
    ['localhost:4000', ['Origin: http://localhost:4000', 'Sec-Fetch-Site: same-origin']],
    ['localhost:4000', ['Sec-Fetch-Site: none']],
  ])('answers a request to %s with %j', async (host, headers) => {
    const { port } = await openDev();
    expect(await request(port, [`Host: ${host}`, ...headers])).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['a name rebound to this machine', ['Host: evil.example:4000']],
    ['a name that begins like ours', ['Host: localhost.evil.example']],
    ['an address that begins like ours', ['Host: 127.0.0.1.evil.example']],
    ['a host that is none', ['Host: @@']],
    ['a page of another site', ['Host: localhost:4000', 'Origin: https://evil.example']],
    ['a page of another port', ['Host: localhost:4000', 'Origin: http://localhost:5000']],
    ['a page without an origin of its own', ['Host: localhost:4000', 'Origin: null']],
    ['a cross-site navigation or image', ['Host: localhost:4000', 'Sec-Fetch-Site: cross-site']],
    ['a page of the same site', ['Host: localhost:4000', 'Sec-Fetch-Site: same-site']],
    ['a tunnel', ['Host: localhost:4000', 'X-Forwarded-For: 203.0.113.9']],
    ['a proxy', ['Host: localhost:4000', 'Via: 1.1 proxy']],
  ])('refuses %s', async (_, headers) => {
    const { port } = await openDev();
    const answer = await request(port, headers);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer.toLowerCase()).not.toContain('access-control-allow-origin');
  });

  it.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.168.1.7', false],
    ['::ffff:10.0.0.1', false],
    ['127.0.0.1.evil', false],
    ['fe80::1', false],
    [undefined, false],
  ])('is for a socket from %s: %s', (remoteAddress, allowed) => {
    const ask = (): void =>
      guardDev({
        method: 'GET',
        path: '/dev/metrics',
        query: new URLSearchParams(),
        headers: { host: 'localhost:4000' },
        remoteAddress,
        body: () => Promise.resolve(Buffer.alloc(0)),
      });
    if (allowed) expect(ask).not.toThrow();
    else expect(ask).toThrow('unable to serve /dev; it is only for this machine');
  });

  it('refuses a form that another site sends, which needs no permission', async () => {
    const { url } = await openDev();
    const response = await fetch(`${url}/dev/token`, {
      method: 'POST',
      body: '{"userId":"ann"}',
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(415);
  });
});

describe('static files', () => {
  async function openSite(): Promise<Stage> {
    const root = await openDataDir();
    const site = join(root, 'site');
    await mkdir(join(site, 'assets'), { recursive: true });
    await writeFile(join(root, 'secret.txt'), 'secret');
    await writeFile(join(site, 'index.html'), '<!doctype html><title>Parley</title>');
    await writeFile(join(site, 'assets', 'app-BxK29sQ1.js'), 'export {};');
    await writeFile(join(site, '.env'), 'secret');
    await symlink(join(root, 'secret.txt'), join(site, 'link.txt'));
    return openStage({ gateway: { fallback: staticFiles(site) } });
  }

  it('come with their type, a policy, and as long as they may be kept', async () => {
    const { url } = await openSite();
    const page = await fetch(url);
    expect(await page.text()).toContain('Parley');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await fetch(`${url}/assets/app-BxK29sQ1.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('may ask Agora where calls go over it, and nobody else besides', () => {
    const [without, within] = [defaultContentSecurityPolicy, agoraContentSecurityPolicy].map((policy) =>
      policy.split('; ').map((line) => line.split(' ')),
    );
    const more = within?.flatMap((line, at) => line.filter((word) => without?.[at]?.includes(word) !== true));
    expect(more).toEqual([
      'https://*.agora.io:*',
      'wss://*.agora.io:*',
      'https://*.sd-rtn.com:*',
      'wss://*.sd-rtn.com:*',
    ]);
  });

  it('are not sent again to who has them', async () => {
    const { url } = await openSite();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('');
  });

  it('give the page for an address inside the app, and 404 for a missing file', async () => {
    const { url } = await openSite();
    const inside = await fetch(`${url}/sessions/42`, { headers: { accept: 'text/html,*/*' } });
    expect([inside.status, await inside.text()]).toEqual([200, expect.stringContaining('Parley')]);
    expect((await fetch(`${url}/assets/gone.js`, { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await fetch(`${url}/sessions/42`)).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/.env',
    '/%2eenv',
    '/link.txt',
    '/assets',
    '/index.html%00.js',
    '/%',
    '/C:/windows/win.ini',
    `/${'a'.repeat(5_000)}`,
  ])('give nothing for %s', async (path) => {
    const { port } = await openSite();
    const answer = await rawRequest(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('secret');
  });
});

describe('a port in use', () => {
  it('is said in one clear line', async () => {
    const stage = await openStage();
    const second = createGateway({
      host: '127.0.0.1',
      port: stage.port,
      authenticator: stage.authenticator,
      run: () => Promise.resolve({ data: null }),
      realtime: stage.realtime,
      metrics: stage.metrics,
      log: stage.log,
      uuid: () => 'id',
    });
    await expect(second.start()).rejects.toThrow(`unable to listen on 127.0.0.1:${stage.port}; the port is in use`);
  });
});
