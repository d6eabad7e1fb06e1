import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCountOf, readingSecondsOf } from './code.ts';

const line = fc.constantFrom('x = 1', '', '  ', 'ünï 😀', '\t}');
const breaks = fc.constantFrom('\n', '\r\n', '\r');

describe('the lines of code', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['\n', 1],
    ['a\n\nb', 3],
    ['a\r\nb\rc\n', 3],
    ['a\n\r', 2],
  ])('of %j are %d', (code, count) => {
    expect(lineCountOf(code)).toBe(count);
  });

  it('are as many as were joined, whatever joins them', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), breaks, (lines, by) => {
        expect(lineCountOf(`${lines.join(by)}${by}`)).toBe(lines.length);
      }),
    );
  });

  it('are counted at the greatest length', () => {
    expect(lineCountOf('\n'.repeat(10_000))).toBe(10_000);
    expect(readingSecondsOf('x\n'.repeat(5_000))).toBe(36_000);
  });
});

describe('the reading time of code', () => {
  it.each([
    ['', 0],
    ['\n  \n\t', 0],
    ['a', 8],
    ['a\n\nb\n', 15],
    ['a\r\nb\r\nc\r\nd\r\ne', 36],
  ])('of %j is %d seconds', (code, seconds) => {
    expect(readingSecondsOf(code)).toBe(seconds);
  });

  it('grows with lines that hold something, and only with those', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const code = lines.join('\n');
        expect(readingSecondsOf(`${code}\n \n`)).toBe(readingSecondsOf(code));
        expect(readingSecondsOf(`${code}\nx`)).toBeGreaterThan(readingSecondsOf(code));
      }),
    );
  });
});
