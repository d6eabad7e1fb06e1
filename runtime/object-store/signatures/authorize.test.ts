import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import type { StoreRequest } from '../request.ts';
import { authorize } from './authorize.ts';
import { checkPolicy } from './post-policy.ts';

/** The examples of AWS's documentation: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const at = (now: number) => ({ credentials, region: 'us-east-1', clock: { now: () => now } });
const midnight = Date.UTC(2013, 4, 24);
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const authorization = (names: string, signature: string): string =>
  `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`;

const aRequest = (request: Partial<StoreRequest>): StoreRequest => ({
  method: 'GET',
  rawPath: '/',
  bucket: 'examplebucket',
  key: '',
  query: [],
  requestId: '1',
  ...request,
  headers: { host: 'examplebucket.s3.amazonaws.com', ...request.headers },
});
const signed = { 'x-amz-content-sha256': emptyHash, 'x-amz-date': '20130524T000000Z' };

const getObject = aRequest({
  rawPath: '/test.txt',
  headers: {
    ...signed,
    range: 'bytes=0-9',
    authorization: authorization(
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ),
  },
});
const putObject = aRequest({
  method: 'PUT',
  rawPath: '/test%24file.text',
  headers: {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    authorization: authorization(
      'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ),
  },
});
const lifecycle = aRequest({
  query: [['lifecycle', '']],
  headers: {
    ...signed,
    authorization: authorization(
      'host;x-amz-content-sha256;x-amz-date',
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ),
  },
});
const list = aRequest({
  query: [
    ['prefix', 'J'],
    ['max-keys', '2'],
  ],
  headers: {
    ...signed,
    authorization: authorization(
      'host;x-amz-content-sha256;x-amz-date',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ),
  },
});
const presigned = aRequest({
  rawPath: '/test.txt',
  query: [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', credential],
    ['X-Amz-Date', '20130524T000000Z'],
    ['X-Amz-Expires', '86400'],
    ['X-Amz-SignedHeaders', 'host'],
    ['X-Amz-Signature', 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'],
  ],
});

const refusal = (request: StoreRequest, now = midnight): string => {
  try {
    authorize(at(now), request);
    return 'nothing was refused';
  } catch (cause) {
    return cause instanceof Failure ? `${cause.code}: ${cause.message}` : 'an error';
  }
};
const withQuery = (name: string, value: string): StoreRequest => ({
  ...presigned,
  query: presigned.query.map(([each, old]) => [each, each === name ? value : old]),
});
const minutes = 60_000;

describe('A signed request', () => {
  it.each([
    ['GetObject', getObject],
    ['PutObject', putObject],
    ['GetBucketLifecycle', lifecycle],
    ['ListObjects', list],
    ['a presigned GetObject', presigned],
  ])('passes as %s in the documentation of AWS', (_, request) => {
    expect(refusal(request)).toBe('nothing was refused');
  });

  it.each<[string, StoreRequest]>([
    ['another method', { ...getObject, method: 'PUT' }],
    ['another path', { ...getObject, rawPath: '/test.tx' }],
    ['another query', { ...list, query: [['prefix', 'J']] }],
    ['another header', { ...getObject, headers: { ...getObject.headers, range: 'bytes=0-99' } }],
    ['another hash', { ...lifecycle, headers: { ...lifecycle.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }],
    ['another expiry', withQuery('X-Amz-Expires', '86399')],
    ['another parameter', { ...presigned, query: [...presigned.query, ['response-content-type', 'text/html']] }],
    ['another signature', withQuery('X-Amz-Signature', 'a'.repeat(64))],
  ])('is refused with %s than was signed', (_, request) => {
    expect(refusal(request)).toMatch(/^SignatureDoesNotMatch/);
  });

  it('is refused where a header counts that nobody signed', () => {
    const more = { ...getObject, headers: { ...getObject.headers, 'x-amz-copy-source': '/other/key' } };
    expect(refusal(more)).toMatch(/not signed/);
    expect(refusal({ ...presigned, headers: { ...presigned.headers, 'x-amz-meta-a': 'b' } })).toMatch(/not signed/);
  });

  it('is refused where a signed header did not come, whatever its name', () => {
    for (const name of ['x-amz-never', 'constructor', '__proto__']) {
      const names = `${name};host;x-amz-content-sha256;x-amz-date`;
      const headers = { ...lifecycle.headers, authorization: authorization(names, 'a'.repeat(64)) };
      expect(refusal({ ...lifecycle, headers })).toMatch(/^(SignatureDoesNotMatch|AuthorizationHeaderMalformed)/);
    }
  });

  it('is taken within 15 minutes of its moment, and no later or earlier', () => {
    expect(refusal(getObject, midnight + 15 * minutes)).toBe('nothing was refused');
    expect(refusal(getObject, midnight - 15 * minutes)).toBe('nothing was refused');
    expect(refusal(getObject, midnight + 15 * minutes + 1)).toMatch(/^RequestTimeTooSkewed/);
    expect(refusal(getObject, midnight - 15 * minutes - 1)).toMatch(/^RequestTimeTooSkewed/);
  });

  it('is taken, presigned, until it expires', () => {
    expect(refusal(presigned, midnight + 86_400_000)).toBe('nothing was refused');
    expect(refusal(presigned, midnight + 86_400_001)).toBe('AccessDenied: Request has expired');
    expect(refusal(presigned, midnight - 16 * minutes)).toBe('AccessDenied: Request is not valid yet');
  });

  it.each([
    ['no expiry', withQuery('X-Amz-Expires', ''), /^AuthorizationQueryParametersError/],
    ['an expiry of more than a week', withQuery('X-Amz-Expires', '604801'), /^AuthorizationQueryParametersError/],
    ['a negative expiry', withQuery('X-Amz-Expires', '-1'), /^AuthorizationQueryParametersError/],
    ['another algorithm', withQuery('X-Amz-Algorithm', 'none'), /^AuthorizationQueryParametersError/],
    ['no host', withQuery('X-Amz-SignedHeaders', 'range'), /^AccessDenied/],
    ['another key', withQuery('X-Amz-Credential', credential.replace('AKIA', 'BKIA')), /^InvalidAccessKeyId/],
    ['another region', withQuery('X-Amz-Credential', credential.replace('us-east-1', 'eu-west-1')), /region is wrong/],
    ['another service', withQuery('X-Amz-Credential', credential.replace('/s3/', '/sqs/')), /service is wrong/],
    ['another date', withQuery('X-Amz-Credential', credential.replace('0524', '0523')), /^AuthorizationQuery/],
    ['a date that is none', withQuery('X-Amz-Date', '20130524T990000Z'), /^AuthorizationQuery/],
    [
      'a token of other credentials',
      { ...presigned, query: [...presigned.query, ['X-Amz-Security-Token', 'x']] },
      /^InvalidToken/,
    ],
    [
      'its parameters twice',
      { ...presigned, query: [...presigned.query, ['X-Amz-Date', '20130524T000000Z']] },
      /^AuthorizationQueryParametersError/,
    ],
    ['nothing', aRequest({}), /^AccessDenied/],
    ['a header of another kind', aRequest({ headers: { authorization: 'Bearer x' } }), /^AuthorizationHeaderMalformed/],
  ] satisfies [string, StoreRequest, RegExp][])('is refused with %s', (_, request, why) => {
    expect(refusal(request)).toMatch(why);
  });
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html */
describe('A form that was signed', () => {
  const policy =
    'eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9';
  const example: Readonly<Record<string, string>> = {
    bucket: 'sigv4examplebucket',
    key: 'user/user1/a.png',
    acl: 'public-read',
    success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
    'content-type': 'image/jpeg',
    'x-amz-meta-uuid': '14365123651274',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-date': '20151229T000000Z',
    'x-amz-meta-tag': '',
    policy,
    'x-amz-signature': '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
  };
  const formRefusal = (fields: Readonly<Record<string, string>>, now = Date.UTC(2015, 11, 29)): string => {
    try {
      checkPolicy(at(now), new Map(Object.entries(fields)));
      return 'nothing was refused';
    } catch (cause) {
      return cause instanceof Failure ? `${cause.code}: ${cause.message}` : 'an error';
    }
  };

  it('passes as in the documentation of AWS', () => {
    expect(formRefusal(example)).toBe('nothing was refused');
  });

  it('is refused from the moment its policy expires', () => {
    const end = Date.UTC(2015, 11, 30, 12);
    expect(formRefusal(example, end - 1)).toBe('nothing was refused');
    expect(formRefusal(example, end)).toBe('AccessDenied: Invalid according to Policy: Policy expired.');
  });

  it.each([
    ['another bucket', { bucket: 'other' }, /^AccessDenied.*\$bucket/],
    ['a key outside of what was allowed', { key: 'user/user2/a.png' }, /^AccessDenied.*\$key/],
    ['another type', { 'content-type': 'text/html' }, /^AccessDenied.*content-type/],
    [
      'a field that was not allowed',
      { 'cache-control': 'max-age=1' },
      /^AccessDenied.*Extra input fields: cache-control/,
    ],
    ['another policy', { policy: policy.slice(0, -4) }, /^SignatureDoesNotMatch/],
    ['a signature that is none', { 'x-amz-signature': 'zz' }, /^SignatureDoesNotMatch/],
    ['another key of access', { 'x-amz-credential': 'X/20151229/us-east-1/s3/aws4_request' }, /^InvalidAccessKeyId/],
    ['a credential that is none', { 'x-amz-credential': 'X' }, /^InvalidArgument/],
    ['another date', { 'x-amz-date': '20151228T000000Z' }, /^InvalidArgument/],
  ])('is refused with %s', (_, fields, why) => {
    expect(formRefusal({ ...example, ...fields })).toMatch(why);
  });

  it('is refused without its policy, and without its signature', () => {
    for (const name of ['policy', 'x-amz-signature']) {
      const fields = Object.fromEntries(Object.entries(example).filter(([each]) => each !== name));
      expect(formRefusal(fields)).toMatch(/^AccessDenied/);
    }
  });
});
