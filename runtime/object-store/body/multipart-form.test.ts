import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { boundaryIn, readForm } from './multipart-form.ts';

const boundary = 'abc';
const field = (name: string, value: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileHead = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
const end = `\r\n--${boundary}--\r\n`;

async function* inPieces(body: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += length) yield body.subarray(at, at + length);
}
const read = async (body: Buffer | string, length = 64) => {
  const form = await readForm(inPieces(Buffer.from(body), length), boundary);
  const pieces: Buffer[] = [];
  for await (const piece of form.file) pieces.push(piece);
  return { fields: Object.fromEntries(form.fields), file: Buffer.concat(pieces), fileName: form.fileName };
};
const refusal = async (body: Buffer | string): Promise<string> =>
  await read(body, 1000).then(
    () => 'nothing was refused',
    (cause: unknown) => (cause instanceof Failure ? cause.code : 'an error'),
  );

describe('A form with a file', () => {
  it('is read as a browser posts it, whatever the file has in it and however it comes', async () => {
    const almost = fc.constantFrom('\r\n--ab', `\r\n--ab\r\n`, '\r', '\r\n', '--abc', '\r\n-', 'x');
    const content = fc.array(
      fc.oneof(
        almost.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 50 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 400 }), async (pieces, length) => {
        const file = Buffer.concat(pieces);
        // The only thing that cannot be in a file: a browser chooses its boundary so.
        fc.pre(!file.includes(`\r\n--${boundary}`));
        const head = Buffer.from(`${field('Key', 'k/1')}${field('x-note', '🍜\r\n--')}${fileHead}`);
        const form = await read(Buffer.concat([head, file, Buffer.from(end)]), length);
        expect(form.fields).toEqual({ key: 'k/1', 'x-note': '🍜\r\n--' });
        expect(form.file.equals(file)).toBe(true);
        expect(form.fileName).toBe('a.png');
      }),
      { numRuns: 200 },
    );
  });

  it('may have words before its first boundary, and fields behind the file', async () => {
    const { fields, file } = await read(`hello\r\n${field('key', 'k')}${fileHead}x${end}${field('key', 'other')}`);
    expect(fields).toEqual({ key: 'k' });
    expect(file.toString()).toBe('x');
  });

  it.each([
    ['nothing', '', 'IncompleteBody'],
    ['no file', `${field('key', 'k')}--${boundary}--\r\n`, 'InvalidArgument'],
    ['a file that breaks off', `${field('key', 'k')}${fileHead}abc`, 'IncompleteBody'],
    ['a file without the whole boundary', `${fileHead}abc\r\n--ab`, 'IncompleteBody'],
    ['one field twice', `${field('key', 'k')}${field('KEY', 'l')}${fileHead}x${end}`, 'InvalidArgument'],
    [
      'a field without a name',
      `--${boundary}\r\nContent-Disposition: form-data\r\n\r\nx${end}`,
      'MalformedPOSTRequest',
    ],
    ['a part without a disposition', `--${boundary}\r\nA: b\r\n\r\nx${end}`, 'MalformedPOSTRequest'],
    ['a boundary with words behind it', `${field('a', 'b').trimEnd()}\r\n--${boundary}x\r\n`, 'MalformedPOSTRequest'],
    ['a field that never ends', field('key', 'k'.repeat(30_000)), 'MaxPostPreDataLengthExceeded'],
    ['a head that never ends', `--${boundary}\r\n${'a'.repeat(5000)}`, 'MaxPostPreDataLengthExceeded'],
    ['words that never end', 'a'.repeat(50_000), 'MaxPostPreDataLengthExceeded'],
    ['many fields', Array.from({ length: 200 }, (_, n) => field(`f${n}`, '')).join(''), 'MaxPostPreDataLengthExceeded'],
    [
      'large fields',
      Array.from({ length: 30 }, (_, n) => field(`f${n}`, 'v'.repeat(999))).join(''),
      'MaxPostPreDataLengthExceeded',
    ],
  ])('is refused with %s', async (_, body, code) => {
    expect(await refusal(body)).toBe(code);
  });

  it('names its boundary in its type', () => {
    expect(boundaryIn('multipart/form-data; boundary=abc')).toBe('abc');
    expect(boundaryIn('multipart/form-data; charset=utf-8; boundary="a b:c"')).toBe('a b:c');
    expect(boundaryIn('multipart/form-data')).toBeUndefined();
    expect(boundaryIn(`multipart/form-data; boundary=${'a'.repeat(71)}`)).toBeUndefined();
    expect(boundaryIn('multipart/form-data; boundary=a\r\nb')).toBeUndefined();
    expect(boundaryIn('text/plain; boundary=abc')).toBeUndefined();
    expect(boundaryIn(undefined)).toBeUndefined();
  });
});
