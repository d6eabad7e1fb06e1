import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { DataSource, DataSourceAnswer, Json, JsonObject, ResolverContext } from '../contract.ts';
import { createMetrics } from '../observe/index.ts';
import { parseSignatureClaim, signatureOf } from '../identity/signature-v4.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { AwsIamConfig } from './http.ts';
import { createHttpDataSource, createLambdaDataSource, createNoneDataSource } from './index.ts';

const metrics = createMetrics();
const context: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'f', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
  stash: {},
  prev: null,
};
const run = (source: DataSource, request: Json) => source.invoke(request, context);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0)) await act();
});

describe('NONE', () => {
  it('gives the payload back', async () => {
    const source = createNoneDataSource({ name: 'None' });
    expect(await run(source, { payload: { a: 1 } })).toEqual({ ok: true, result: { a: 1 } });
    expect(await run(source, {})).toEqual({ ok: true, result: null });
    expect(await run(source, null)).toEqual({ ok: true, result: null });
  });
});

describe('Lambda', () => {
  const logged: [string, JsonObject | undefined][] = [];
  const log = {
    debug() {},
    info() {},
    warn() {},
    error: (event: string, fields?: JsonObject) => void logged.push([event, fields]),
  };
  const lambda = (invoke: (event: Json) => Promise<unknown>) =>
    createLambdaDataSource({ name: 'Service', invoke, metrics, log });

  it('sends the payload and answers what the function returns, as JSON', async () => {
    const events: Json[] = [];
    const source = lambda(async (event) => {
      events.push(event);
      return { at: new Date(0), gone: undefined };
    });
    expect(await run(source, { operation: 'Invoke', payload: { field: 'x' } })).toEqual({
      ok: true,
      result: { at: '1970-01-01T00:00:00.000Z' },
    });
    expect(events).toEqual([{ field: 'x' }]);
  });

  it('makes what the function throws an unhandled error', async () => {
    const source = lambda(async () => {
      throw new RangeError('too far');
    });
    expect(await run(source, { operation: 'Invoke', payload: {} })).toEqual({
      ok: false,
      error: { type: 'Lambda:Unhandled', message: 'too far' },
    });
  });

  it('sends a batch of one, and takes the one answer apart', async () => {
    const batch = (answer: Json) =>
      run(
        lambda(async () => answer),
        { operation: 'BatchInvoke', payload: { id: 1 } },
      );
    expect(
      await run(
        lambda(async (event) => event),
        { operation: 'BatchInvoke', payload: { id: 1 } },
      ),
    ).toEqual({ ok: true, result: { id: 1 } });
    expect(await batch([{ data: 7, errorMessage: null, errorType: null }])).toEqual({ ok: true, result: 7 });
    expect(await batch([{ data: 7, errorMessage: 'no', errorType: 'Bad' }])).toEqual({
      ok: false,
      error: { type: 'Bad', message: 'no' },
      result: 7,
    });
    expect(await batch([])).toMatchObject({ ok: false, error: { type: 'Lambda:IllegalArgument' } });
  });

  it('does not wait for an Event, and logs its failure by name only', async () => {
    let fail: (cause: Error) => void = () => {};
    const source = lambda(() => new Promise((_, reject) => (fail = reject)));
    expect(await run(source, { operation: 'Invoke', invocationType: 'Event', payload: 1 })).toEqual({
      ok: true,
      result: null,
    });

    fail(new TypeError('what the user wrote'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(logged).toEqual([['lambda failed', { dataSource: 'Service', error: 'TypeError' }]]);
  });

  it('refuses what AppSync does not know', async () => {
    const source = lambda(async () => 1);
    for (const request of [null, {}, { operation: 'Call' }, { operation: 'Invoke', invocationType: 'DryRun' }]) {
      expect(await run(source, request)).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
    }
  });
});

/** The JSON that an HTTP data source answered with. */
function bodyOf(answer: DataSourceAnswer): Json | undefined {
  const body = answer.ok && isJsonObject(answer.result) ? answer.result['body'] : undefined;
  return typeof body === 'string' ? parseJson(body) : undefined;
}

describe('HTTP', () => {
  async function serving(listener: RequestListener, awsIamConfig?: AwsIamConfig): Promise<DataSource> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    undo.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return createHttpDataSource({
      name: 'Http',
      endpoint: `http://127.0.0.1:${port}`,
      metrics,
      ...(awsIamConfig === undefined ? {} : { awsIamConfig }),
    });
  }

  it('sends what the request says and answers status, headers and text', async () => {
    const source = await serving((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(201, { 'x-seen': request.headers['x-sent'] });
        response.end(JSON.stringify([request.method, request.url, body]));
      });
    });
    const answer = await run(source, {
      method: 'POST',
      resourcePath: '/v1/things',
      params: { query: { q: 'a b', n: 1 }, headers: { 'x-sent': 'yes' }, body: { a: 1 } },
    });
    expect(answer).toMatchObject({
      ok: true,
      result: { statusCode: 201, headers: { 'x-seen': 'yes' }, body: '["POST","/v1/things?q=a+b&n=1","{\\"a\\":1}"]' },
    });
  });

  it.each([undefined, 'a session token'])('signs what goes to an AWS service, with %s', async (sessionToken) => {
    const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
    const source = await serving(
      (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
          );
          const claim = parseSignatureClaim(headers['authorization'] ?? '');
          const { method = '', url: path = '' } = request;
          const body = Buffer.concat(chunks).toString();
          const right =
            claim && signatureOf({ ...claim, method, path, headers, body }, claim, credentials.secretAccessKey);
          response.end(
            JSON.stringify({ ...claim, isRight: claim?.signature === right, token: headers['x-amz-security-token'] }),
          );
        });
      },
      {
        signingRegion: 'eu-central-1',
        signingServiceName: 'states',
        credentials: { ...credentials, ...(sessionToken === undefined ? {} : { sessionToken }) },
        clock: { now: () => Date.UTC(2026, 10, 21, 12) },
      },
    );
    const request = {
      method: 'POST',
      resourcePath: '/a%20b/é',
      params: { query: { q: 'a b*' }, headers: { 'X-One': '1  x' }, body: { text: 'é' } },
    };
    const answer = await run(source, request);
    expect(bodyOf(answer)).toMatchObject({
      ...{ accessKeyId: 'AKID', date: '20261121', region: 'eu-central-1', service: 'states', isRight: true },
      signedHeaders: ['host', 'x-amz-date', ...(sessionToken === undefined ? [] : ['x-amz-security-token']), 'x-one'],
      ...(sessionToken === undefined ? {} : { token: sessionToken }),
    });
  });

  it('answers refusals and redirects as they are', async () => {
    const source = await serving((request, response) => {
      response.writeHead(request.url === '/gone' ? 404 : 302, { location: 'http://169.254.169.254/' }).end('x');
    });
    expect(await run(source, { method: 'GET', resourcePath: '/gone' })).toMatchObject({
      ok: true,
      result: { statusCode: 404, body: 'x' },
    });
    expect(await run(source, { method: 'GET', resourcePath: '/moved' })).toMatchObject({
      ok: true,
      result: { statusCode: 302 },
    });
  });

  it('is an error when nobody answers', async () => {
    const source = createHttpDataSource({ name: 'Http', endpoint: 'http://127.0.0.1:1', metrics });
    expect(await run(source, { method: 'GET', resourcePath: '/' })).toMatchObject({
      ok: false,
      error: { type: 'HttpRequestFailure' },
    });
  });

  it('cannot be led to another host', async () => {
    const source = createHttpDataSource({ name: 'Http', endpoint: 'http://127.0.0.1:1', metrics });
    for (const resourcePath of ['http://evil.example/', '@evil.example/', '', '.evil.example/']) {
      expect(await run(source, { method: 'GET', resourcePath })).toMatchObject({
        ok: false,
        error: { type: 'MappingTemplate' },
      });
    }
    expect(await run(source, { method: 'TRACE', resourcePath: '/' })).toMatchObject({
      ok: false,
      error: { type: 'MappingTemplate' },
    });
  });
});
