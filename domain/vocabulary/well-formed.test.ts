import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/builders/texts.ts';
import { previewOf } from './message-text.ts';
import { isWellFormed } from './well-formed.ts';

/** UTF-8 has no form for half a surrogate pair: what cannot make the journey there and back was not whole. */
const survivesUtf8 = (text: string): boolean =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)) === text;

describe('well-formed text', () => {
  it('is what can be stored and has no NUL', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
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
      fc.property(anyText(120), (text) => {
        fc.pre(isWellFormed(text));
        const preview = previewOf(text);
        expect(text.startsWith(preview)).toBe(true);
        expect(preview.length).toBeLessThanOrEqual(80);
        expect(preview.length).toBeGreaterThanOrEqual(Math.min(79, text.length));
        expect(survivesUtf8(preview)).toBe(true);
      }),
    );
  });
});
