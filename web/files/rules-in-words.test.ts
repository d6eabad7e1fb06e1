import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';
import { rulesInWords, typesTaken } from './rules-in-words.ts';

describe('what a session takes', () => {
  it('is said in words', () => {
    const rules = { allowFileUploads: true, maxFileSize: 52_428_800, allowedFileTypes: [] };
    expect(rulesInWords(rules)).toBe('Up to 50 MB: pictures, films, sound, PDF, text and code, JSON.');
    expect(rulesInWords({ ...rules, maxFileSize: 1_572_864, allowedFileTypes: ['image/png', 'application/pdf'] })).toBe(
      'Up to 1.5 MB: pictures, PDF.',
    );
  });

  it('is never more than Parley takes', () => {
    expect(typesTaken({ allowedFileTypes: ['image/svg+xml', 'image/png'] })).toEqual(['image/png']);
  });
});

describe("a file's type", () => {
  it.each([
    ['audio/webm;codecs=opus', 'note', 'audio/webm'],
    ['audio/x-m4a', 'a.m4a', 'audio/mp4'],
    ['', 'main.PY', 'text/x-python'],
    ['', 'README', 'text/plain'],
    ['image/png', 'a.py', 'image/png'],
  ])('that a device calls %j, of %j, is %s', (type, name, expected) => {
    expect(mediaTypeOf({ type, name })).toBe(expected);
  });
});
