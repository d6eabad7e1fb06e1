import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewOf } from './message-text.ts';
import { isWellFormed } from './well-formed.ts';

const anyText = fc.array(fc.nat({ max: 0xffff }), { maxLength: 100 }).map((units) => String.fromCharCode(...units));
const wholeText = fc.string({ unit: 'binary', maxLength: 100 });

/** UTF-8 has no form for half a surrogate pair: what cannot make the journey there and back was not whole. */
const survivesUtf8 = (text: string): boolean =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)) === text;

describe('well-formed text', () => {
  it('is what can be stored and has no NUL', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, wholeText), (text) => {
        expect(isWellFormed(text)).toBe(survivesUtf8(text) && !text.includes('\u0000'));
      }),
    );
  });

  it.each(['\u0000', 'a\ud83d', '\ude00a', '\ude00\ud83d', '\ud83d\ud83d\ude00'])('is not %j', (text) => {
    expect(isWellFormed(text)).toBe(false);
  });
});

describe('the preview of a text', () => {
  it('is its first 80 code units, never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 60, maxLength: 120 }), (text) => {
        const preview = previewOf(text);
        expect(text.startsWith(preview)).toBe(true);
        expect(preview.length).toBeLessThanOrEqual(80);
        expect(preview.length).toBeGreaterThanOrEqual(Math.min(79, text.length));
        expect(survivesUtf8(preview)).toBe(true);
      }),
    );
  });
});
