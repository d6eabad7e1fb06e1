import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../identity/signature-v4.ts';
import { Failure } from '../failure.ts';
import { readChunked } from './aws-chunked.ts';

/** The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const signing = {
  key: signingKey(scope, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  stamp: '20130524T000000Z',
  scope,
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const [first, second] = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1024, 'a')];
const signatures = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
] as const;
const chunk = (bytes: Uint8Array, signature?: string): Buffer =>
  Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)}${signature === undefined ? '' : `;chunk-signature=${signature}`}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
const example = Buffer.concat([
  chunk(first, signatures[0]),
  chunk(second, signatures[1]),
  chunk(Buffer.alloc(0), signatures[2]),
]);

async function* inPieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const end = at + (lengths[turn % lengths.length] ?? bytes.length);
    yield bytes.subarray(at, end);
    at = end;
  }
}
const read = async (body: Buffer, how: Parameters<typeof readChunked>[1], lengths: readonly number[] = [10_000]) => {
  const { bytes, trailers } = readChunked(inPieces(body, lengths), how);
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), trailers: Object.fromEntries(trailers) };
};
const refusal = async (body: Buffer, how: Parameters<typeof readChunked>[1]): Promise<string> =>
  await read(body, how).then(
    () => 'nothing was refused',
    (cause: unknown) => (cause instanceof Failure ? cause.code : 'an error'),
  );

const signed = { signing, trailer: false };
const unsigned = { trailer: true };
const withTrailer = (bytes: Uint8Array, end = 'x-amz-checksum-crc32:AAAAAA==\r\n\r\n'): Buffer =>
  Buffer.concat([bytes.length > 0 ? chunk(bytes) : Buffer.alloc(0), Buffer.from(`0\r\n${end}`)]);

describe('An aws-chunked body', () => {
  it('is read as signed in the documentation of AWS', async () => {
    const { bytes } = await read(example, signed);
    expect(bytes.equals(Buffer.concat([first, second]))).toBe(true);
  });

  it('is read the same however its bytes come', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.uint8Array({ maxLength: 200 }), async (turns, last) => {
        const body = Buffer.concat([chunk(Buffer.alloc(8192, 'b')), withTrailer(last)]);
        const whole = Buffer.concat([Buffer.alloc(8192, 'b'), last]);
        const got = await read(body, unsigned, turns);
        expect(got.bytes.equals(whole)).toBe(true);
        expect(got.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a byte that was changed', Buffer.from(example).fill('b', 500, 501)],
    ['chunks in another order', Buffer.concat([chunk(second, signatures[1]), chunk(first, signatures[0])])],
    ['a chunk that was left out', Buffer.concat([chunk(first, signatures[0]), chunk(Buffer.alloc(0), signatures[2])])],
    ['a chunk that came twice', Buffer.concat([chunk(first, signatures[0]), chunk(first, signatures[0])])],
    ['a chunk without a signature', Buffer.concat([chunk(first)])],
    ['another end', Buffer.concat([chunk(first, signatures[0]), chunk(Buffer.alloc(0), signatures[1])])],
  ])('is refused with %s', async (_, body) => {
    expect(await refusal(body, signed)).toBe('SignatureDoesNotMatch');
  });

  it('is refused wherever it is cut off', async () => {
    const body = withTrailer(Buffer.alloc(10_000, 'c'));
    // The last line ends may be missing: not every client writes them.
    for (const end of [0, 1, 4, 5, 6, 7, 1000, 10_006, 10_007, 10_008, 10_009, 10_010, body.length - 5]) {
      expect(await refusal(body.subarray(0, end), unsigned)).toBe('IncompleteBody');
    }
    for (const end of [0, 50, 90, 65_620, 66_000, 66_800]) {
      expect(await refusal(example.subarray(0, end), signed)).toBe('IncompleteBody');
    }
  });

  it.each([
    ['a length that is none', Buffer.from('zz\r\nabc\r\n0\r\n\r\n')],
    ['a negative length', Buffer.from('-1\r\n\r\n0\r\n\r\n')],
    ['a length beyond all bounds', Buffer.from('fffffffffff\r\n')],
    ['a head without an end', Buffer.alloc(5000, '0')],
    ['bytes between chunks', Buffer.from('3\r\nabcd\r\n0\r\n\r\n')],
    ['bytes behind the end', Buffer.from('0\r\n\r\nmore')],
    ['a trailer that is none', withTrailer(Buffer.alloc(10), 'no trailer\r\n\r\n')],
    ['more trailers than anybody has', withTrailer(Buffer.alloc(10), 'abcdefghi'.replace(/./g, '$&:b\r\n'))],
    ['a trailer that came twice', withTrailer(Buffer.alloc(10), 'a:b\r\nA:b\r\n\r\n')],
    ['a trailer without an end', withTrailer(Buffer.alloc(10), `a:${'b'.repeat(5000)}`)],
  ])('is refused with %s', async (_, body) => {
    expect(await refusal(body, unsigned)).toBe('IncompleteBody');
  });

  it('is refused with a small chunk before its last, as S3 does', async () => {
    const body = Buffer.concat([chunk(Buffer.alloc(8191)), withTrailer(Buffer.alloc(10))]);
    expect(await refusal(body, unsigned)).toBe('InvalidChunkSizeError');
    expect(await refusal(Buffer.concat([chunk(Buffer.alloc(8192)), withTrailer(Buffer.alloc(10))]), unsigned)).toBe(
      'nothing was refused',
    );
  });

  it('is refused with trailers that nobody announced', async () => {
    expect(await refusal(withTrailer(Buffer.alloc(10)), { trailer: false })).toBe('IncompleteBody');
  });
});
