import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageContent } from '../message/content.ts';
import { isWellFormed } from '../vocabulary/well-formed.ts';
import { previewOf, shortened } from './preview.ts';
import { wordsFor } from './words.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const graphemesOf = (text: string): readonly string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const family = '👨‍👩‍👧‍👦';
const english = wordsFor('en-GB');

const file = { fileId: 'f', name: 'homework.pdf', mediaType: 'x/y', size: 1, width: null, height: null, alt: null };
const attached = (kind: 'IMAGE' | 'FILE' | 'AUDIO' | 'VIDEO', text = '', durationMs: number | null = null) =>
  ({ kind, text, attachment: { ...file, durationMs, state: 'CLEAN' } }) satisfies MessageContent;

describe('a preview', () => {
  it('is the text where it is short, and otherwise its first characters as people see them, at most 100 units in all', () => {
    const unit = fc.constantFrom('a', ' ', 'é', 'e\u0301', family, '🇩🇪', '👍🏽', '한', '\r\n', 'नि');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 120 }), (units) => {
        const text = units.join('');
        const preview = shortened(text);
        expect(preview.length).toBeLessThanOrEqual(100);
        if (text.length <= 100) {
          expect(preview).toBe(text);
          return;
        }
        const shown = preview.slice(0, -1);
        expect(preview.endsWith('…') && text.startsWith(shown)).toBe(true);
        const whole = graphemesOf(text);
        expect(whole.slice(0, graphemesOf(shown).length).join('')).toBe(shown);
        // One more would have been too many.
        expect(shown.length + (whole[graphemesOf(shown).length] ?? '').length).toBeGreaterThan(99);
      }),
    );
  });

  it('is cut even where one character is longer than all of it, never in half a surrogate pair', () => {
    const endless = `😀${'\u0301'.repeat(300)}`;
    expect(shortened(endless)).toBe(`😀${'\u0301'.repeat(97)}…`);
    const joined = Array.from({ length: 60 }, () => '👨').join('\u200d');
    expect(isWellFormed(shortened(joined))).toBe(true);
  });

  it.each<[MessageContent, string]>([
    [{ kind: 'TEXT', text: 'Hello' }, 'Hello'],
    [{ kind: 'AI_RESPONSE', text: 'Yes' }, 'Yes'],
    [{ kind: 'TEXT', text: `**Read** [this](https://example.org/${'a'.repeat(100)}) by 2 * 3` }, 'Read this by 2 * 3'],
    [attached('IMAGE', 'On the *beach*'), 'Photo: On the beach'],
    [{ kind: 'MATH_FORMULA', text: 'a_*b*_' }, 'Formula: a_*b*_'],
    [attached('IMAGE'), 'Photo'],
    [attached('IMAGE', 'On the beach'), 'Photo: On the beach'],
    [attached('VIDEO', '', 3_725_000), 'Video (1:02:05)'],
    [attached('AUDIO', '', 12_400), 'Voice message (0:12)'],
    [attached('AUDIO'), 'Voice message'],
    [attached('FILE', 'see page 2'), 'File: homework.pdf'],
    [{ kind: 'MATH_FORMULA', text: 'x^2' }, 'Formula: x^2'],
    [{ kind: 'LOCATION', text: '', location: { latitude: 0, longitude: 0 } }, 'Location'],
    [{ kind: 'LOCATION', text: 'Library', location: { latitude: 0, longitude: 0 } }, 'Location: Library'],
    [
      {
        kind: 'CODE',
        text: 'x',
        code: { language: 'CPP', lineCount: 1, readingSeconds: 1, syntax: 'VALID', problems: [] },
      },
      'Code (C++)',
    ],
    [
      {
        kind: 'POLL',
        text: 'When?',
        poll: {
          options: [],
          isMultiple: false,
          isAnonymous: false,
          closesAt: null,
          closedAt: null,
          voterCount: 0,
          votes: {},
        },
      },
      'Poll: When?',
    ],
  ])('says what a message of its kind is: %#', (content, expected) => {
    expect(previewOf(content, english)).toBe(expected);
  });

  it('speaks the language of the device, and English where it has no words', () => {
    expect(previewOf(attached('AUDIO', '', 61_000), wordsFor('de-AT'))).toBe('Sprachnachricht (1:01)');
    expect(previewOf(attached('IMAGE'), wordsFor('fr'))).toBe('Photo');
    expect(previewOf(attached('FILE'), wordsFor('es-MX'))).toBe('Archivo: homework.pdf');
    expect(previewOf(attached('FILE'), wordsFor('ja'))).toBe('File: homework.pdf');
  });
});
