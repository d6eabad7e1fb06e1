import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmoji, refusalOfEmoji } from './emoji.ts';
import { Limits } from './limits.ts';

const everyCodePoint = Array.from({ length: 0x110000 }, (_, at) => at).filter((at) => at < 0xd800 || at > 0xdfff);

describe('an emoji', () => {
  it.each([
    ['a face', '😀'],
    ['a thumb in a colour', '👍🏽'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a couple in two colours, joined over a heart', '👩🏿‍❤️‍💋‍👨🏻'],
    ['a heart, plain and as emoji', '❤'],
    ['a heart as emoji', '❤️'],
    ['a flag', '🇩🇪'],
    ['the flag of a part of a country', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['a flag with a rainbow', '🏳️‍🌈'],
    ['a keycap', '1️⃣'],
    ['a keycap of a sign', '#️⃣'],
    ['a trade mark shown as emoji', '™️'],
    ['a symbol in a square', '🆗'],
  ])('is %s', (_, text) => {
    expect(refusalOfEmoji(text)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['a zero-width space', '\u200b'],
    ['a joiner alone', '\u200d'],
    ['a variation selector alone', '\ufe0f'],
    ['a letter', 'a'],
    ['a letter that looks like a sign', 'ℹ'],
    ['a digit', '1'],
    ['a sign of keycaps', '#'],
    ['a keycap of a letter', 'a\ufe0f\u20e3'],
    ['a trade mark as text', '™'],
    ['two emoji', '😀😀'],
    ['an emoji and a blank', '😀 '],
    ['an emoji and a letter', '😀a'],
    ['an emoji with two colours', '👍🏽🏽'],
    ['an emoji joined with a letter', '😀‍a'],
    ['an emoji joined with nothing', '😀‍'],
    ['half a flag', '🇩'],
    ['one and a half flags', '🇩🇪🇩'],
    ['a flag that hides a text', `🏴\u{e0061}\u{e0020}\u{e007f}`],
    ['a flag of no region', `🏴\u{e007f}`],
    ['half a surrogate pair', '\ud83d'],
    ['the other half', '\ude00'],
    ['NUL', '\u0000'],
    ['a name of JavaScript', '__proto__'],
    ['another one', 'constructor'],
    ['a name of an expression', '#n'],
    ['a value of an expression', ':x'],
    ['a right-to-left override', '\u202e'],
    ['an accent', 'e\u0301'],
    ['a piece of mahjong other than the red dragon', '🀀'],
    ['an endless row of joined emoji', Array.from({ length: 30 }, () => '😀').join('\u200d')],
  ])('is not %s', (_, text) => {
    expect(refusalOfEmoji(text)).toMatchObject({ code: 'BadInput' });
  });

  it('is every one that Unicode recommends', () => {
    // The set of sequences is a property of whole strings, which only expressions with the flag v know.
    const recommended = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
    const pictures = everyCodePoint.map((at) => String.fromCodePoint(at)).filter((one) => /\p{Emoji}/u.test(one));
    const shown = pictures.flatMap((one) => [one, `${one}\ufe0f`, `${one}🏿`]).filter((text) => recommended.test(text));
    expect(shown.length).toBeGreaterThan(1_300);
    expect(shown.filter((text) => !isEmoji(text))).toEqual([]);

    const faces = shown.filter((text) => text.length <= 4);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...faces), { minLength: 2, maxLength: 4 }), (some) => {
        const joined = some.join('\u200d');
        fc.pre(joined.length <= Limits.emojiLength && !/\p{RI}|\u20e3/u.test(joined));
        expect(isEmoji(joined)).toBe(true);
      }),
    );
  });

  it('is no letter, digit, punctuation mark, accent, blank or control character, of any script', () => {
    const other = /^[\p{L}\p{N}\p{P}\p{M}\p{Z}\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;
    const wrong = everyCodePoint.map((at) => String.fromCodePoint(at)).filter((one) => other.test(one) && isEmoji(one));
    expect(wrong).toEqual([]);
  });

  it('is one grapheme', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const part = fc.constantFrom(
      '😀',
      '👩',
      '🏽',
      '\u200d',
      '\ufe0f',
      '❤',
      '🇩',
      '1',
      '\u20e3',
      '🏴',
      '\u{e0067}',
      '\u{e007f}',
      'a',
      '©',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.join('');
        if (isEmoji(text)) expect([...graphemes.segment(text)]).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });
});
