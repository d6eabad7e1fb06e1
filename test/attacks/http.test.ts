import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEND, type AnsweredError, type Person } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';

describe('The endpoint under attack', () => {
  let parley: ProductUnderTest;
  let ann: Person;
  let token: string;
  let sessionId: string;
  beforeAll(async () => {
    parley = await startProduct();
    [ann] = await people(parley, 'ann');
    token = await parley.token('ann');
    sessionId = (await ann.createSession(['bob'])).id;
  });
  afterAll(() => parley.stop());

  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${parley.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token, ...headers },
      body,
    });
    const answer = (await response.json()) as { data?: unknown; errors?: readonly AnsweredError[] };
    return { status: response.status, answer };
  };

  const send = { query: SEND, variables: { input: { sessionId: '', clientMessageId: 'x', content: { text: 'x' } } } };
  const unchanged = async () => expect((await ann.log(sessionId, 0)).lastSeq).toBe(0);

  it.each([
    ['half an object', '{"query":'],
    ['nothing', ''],
    ['no object', '[]'],
    ['no query', '{"variables":{}}'],
    ['a query that is a number', '{"query":1}'],
    ['variables that are text', '{"query":"{ __typename }","variables":"x"}'],
    ['a million brackets', '['.repeat(900_000)],
    ['bytes that are no text', '\u0000\ufffd'],
    ['a query that does not parse', '{"query":"mutation {"}'],
    ['a query that is empty', '{"query":""}'],
  ])('malformed: %s is answered with 400 and changes nothing', async (_, body) => {
    const { status, answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.errors?.[0]).toMatchObject({ errorType: 'MalformedHttpRequestException' });
    await unchanged();
  });

  it('a field that does not exist is a validation error that names it', async () => {
    const { status, answer } = await post(JSON.stringify({ query: '{ secrets }' }));
    expect(status).toBe(200);
    expect(answer.errors?.[0]?.message).toContain('secrets');
  });

  it('14: a body over a megabyte is refused', async () => {
    const { status } = await post(JSON.stringify({ query: `{ __typename } # ${'x'.repeat(1_100_000)}` }));
    expect(status).toBe(413);
  });

  it.each([
    ['50 levels', `{ ${'messages { items { '.repeat(25)} id ${'} }'.repeat(25)} }`],
    ['500 aliases', `{ ${Array.from({ length: 500 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
    ['a cycle of fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
  ])('14: a document with %s is refused', async (_, query) => {
    const { answer } = await post(JSON.stringify({ query }));
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(answer.data ?? null).toBeNull();
  });

  const unsigned = (header: object, claims: object, signature = ''): string =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + `.${signature}`;
  const claimsOf = (jwt: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

  it.each([
    ['no token', () => ''],
    ['rubbish', () => 'x'],
    ['alg none', () => unsigned({ alg: 'none', typ: 'JWT' }, claimsOf(token))],
    [
      'a signature of our own making',
      () => {
        const body = unsigned({ alg: 'HS256', typ: 'JWT' }, claimsOf(token)).slice(0, -1);
        return `${body}.${createHmac('sha256', 'secret').update(body).digest('base64url')}`;
      },
    ],
    [
      'claims changed under a true signature',
      () => {
        const [header = '', , signature = ''] = token.split('.');
        const claims = Buffer.from(JSON.stringify({ ...claimsOf(token), sub: 'bob' })).toString('base64url');
        return `${header}.${claims}.${signature}`;
      },
    ],
  ])('1: %s is answered with 401 and changes nothing', async (_, forge) => {
    const { status, answer } = await post(
      JSON.stringify({ ...send, variables: { input: { ...send.variables.input, sessionId } } }),
      { authorization: forge() },
    );
    expect(status).toBe(401);
    expect(answer.errors?.[0]).toMatchObject({ errorType: 'UnauthorizedException' });
    await unchanged();
  });

  it('/dev answers no page of another site, and no host name that was pointed here', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${parley.url}/dev/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"userId":"ann"}',
      });
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask({})).status).toBe(200);
  });

  it.each([
    {},
    { userId: '' },
    { userId: 'a b' },
    { userId: 'a#b' },
    { userId: 1 },
    { userId: 'ann', groups: 'x' },
    [],
  ])('/dev/token refuses %j with a sentence', async (body) => {
    const response = await fetch(`${parley.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('unable to');
  });
});
