import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/builders/texts.ts';
import { parseSessionName, restoreSessionName } from './session-name.ts';

const accepted = (raw: string): string | undefined => {
  const name = parseSessionName(raw);
  return name.ok ? name.value : undefined;
};

describe('a session name', () => {
  it.each([
    'Algebra',
    'Математика 10-А',
    '数学',
    'الرياضيات',
    'می‌خواهم',
    'क्‍ष',
    'Größe',
    'Family 👨‍👩‍👧',
    'Teacher 👩🏽‍🏫',
    'Love ❤️',
    'Heart on fire ❤️‍🔥',
    'Flag 🇨🇭',
    'Keycap 1️⃣',
    '<script>alert(1)</script>',
    'α-particles and β decay',
    'x',
  ])('may be %s', (name) => {
    expect(accepted(name)).toBe(name);
  });

  it('is trimmed', () => {
    expect(accepted('  Algebra \n')).toBe('Algebra');
  });

  it('has 1 to 100 UTF-16 code units', () => {
    expect(accepted('')).toBeUndefined();
    expect(accepted(' \t ')).toBeUndefined();
    expect(accepted('x'.repeat(100))).toBe('x'.repeat(100));
    expect(accepted('x'.repeat(101))).toBeUndefined();
    expect(accepted('😀'.repeat(51))).toBeUndefined();
  });

  it.each([
    ['NUL', 'Alge\u0000bra'],
    ['a line break', 'Alge\nbra'],
    ['a line separator', 'Alge\u2028bra'],
    ['an escape', 'Alge\u001b[31mbra'],
    ['a lone high surrogate', 'Algebra \ud83d!'],
    ['a lone low surrogate', 'Algebra \ude00!'],
    ['a right-to-left override', 'gpj.\u202eexe'],
    ['a direction isolate', 'Algebra \u2067x\u2069'],
    ['a direction mark', 'Algebra\u200fx'],
    ['a zero-width space', 'Alge\u200bbra'],
    ['a zero-width joiner between Latin letters', 'Alge\u200dbra'],
    ['a zero-width non-joiner between Latin letters', 'Alge\u200cbra'],
    ['a byte order mark inside', 'Alge\ufeffbra'],
    ['a soft hyphen', 'Alge\u00adbra'],
    ['a word joiner', 'Alge\u2060bra'],
    ['a Hangul filler', 'Alge\u3164bra'],
    ['a tag character', 'Alge\u{e0041}bra'],
    ['a variation selector on a letter', 'Alge\ufe0fbra'],
    ['a Cyrillic letter among Latin ones', 'Аlgebra'],
    ['a Greek letter among Latin ones', 'Αlgebra'],
  ])('never holds %s', (_, name) => {
    const parsed = parseSessionName(name);
    expect(parsed).toMatchObject({ ok: false, refusal: { code: 'BadInput' } });
  });

  it('is itself again when parsed again, whatever was given', () => {
    fc.assert(
      fc.property(anyText(120), (raw) => {
        const name = accepted(raw);
        if (name === undefined) return;
        expect(accepted(name)).toBe(name);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }),
    );
  });

  it('is judged in bounded work, however long the text', () => {
    expect(accepted('क्\u200d'.repeat(50_000))).toBeUndefined();
  });

  it('stays what it was saved as, though the rules may grow', () => {
    expect(restoreSessionName('Аlgebra')).toBe('Аlgebra');
    expect(restoreSessionName('')).toBeUndefined();
  });
});
