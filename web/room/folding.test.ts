import { describe, expect, it } from 'vitest';
import { excerptOf, holdsAll, stretchesOf, wordsOf } from './folding.ts';

const marked = (text: string, query: string): string[] =>
  stretchesOf(text, wordsOf(query)).map(([from, to]) => text.slice(from, to));

describe('Searching a text', () => {
  it('finds words whatever their case and accents, in what was typed and in what was said', () => {
    expect(holdsAll('Un café à l’ÉCOLE', wordsOf('ecole CAFE'))).toBe(true);
    expect(holdsAll('Un cafe', wordsOf('café'))).toBe(true);
    expect(holdsAll('Die Straße', wordsOf('strasse'))).toBe(true);
    expect(holdsAll('Un café', wordsOf('café thé'))).toBe(false);
  });

  it('marks what was written, where folding made it longer or shorter', () => {
    expect(marked('Die Straße dort', 'strasse')).toEqual(['Straße']);
    expect(marked('e\u0301cole', 'ecole')).toEqual(['e\u0301cole']);
    expect(marked('👍 Café', 'cafe')).toEqual(['Café']);
  });

  it('marks every place once, and what overlaps as one', () => {
    expect(marked('banana bandana', 'ana an')).toEqual(['anana', 'an', 'ana']);
  });

  it('shows the part of a long text that was found', () => {
    const text = `${'a long way off '.repeat(30)}the needle here`;
    expect(excerptOf(text, wordsOf('needle'))).toMatch(/^… .*needle here$/);
    expect(excerptOf('short needle', wordsOf('needle'))).toBe('short needle');
  });
});
