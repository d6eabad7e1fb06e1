import { describe, expect, it } from 'vitest';
import { isOnlyEmoji, mentionsIn, textParts } from './text-parts.ts';

const ann = { userId: 'ann', name: 'Ann' };
const annLee = { userId: 'u7', name: 'Ann Lee' };

describe('the parts of a text', () => {
  const linksOf = (text: string): readonly string[] =>
    textParts(text, []).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

  it.each([
    'plain',
    '',
    'a https://example.org/x?y=1#z.',
    'https://a.example https://b.example',
    '@Ann https://example.org/@Ann @Ann',
    'line\nhttps://example.org\r\n@Ann',
    '<a href="https://example.org">x</a>',
    'https://',
    'http://[broken',
  ])('joined again, are %j, letter for letter', (text) => {
    expect(
      textParts(text, [ann])
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('make links of addresses on the web, without what ends the sentence', () => {
    expect(linksOf('See https://example.org/a, (http://example.com/b_(c)), HTTPS://EXAMPLE.NET!')).toEqual([
      'https://example.org/a',
      'http://example.com/b_(c)',
      'https://example.net/',
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'xhttps://example.org',
    'https://',
    'ftp://a.b',
  ])('make no link of %j', (text) => {
    expect(linksOf(text)).toEqual([]);
  });

  it('name who is mentioned, and nobody else', () => {
    const parts = textParts('Hi @ann, @Bob: mail x@Ann.example', [ann]);
    expect(parts.filter(({ kind }) => kind === 'mention')).toEqual([{ kind: 'mention', text: '@ann', userId: 'ann' }]);
  });
});

describe('a mention', () => {
  it('is of the longest name that follows the @, as a whole word', () => {
    expect(mentionsIn('@Ann Lee, @Ann, @Anna', [ann, annLee]).map(({ userId, at }) => [userId, at])).toEqual([
      ['u7', 0],
      ['ann', 10],
    ]);
  });
});

describe('a text that is enlarged', () => {
  it.each(['👍', ' 🎉 ', '❤️', '👨‍👩‍👧‍👦👍🏽🇩🇪', '1️⃣'])('is %j', (text) => {
    expect(isOnlyEmoji(text)).toBe(true);
  });

  it.each(['', ' ', 'a', '1', '#', '©', '👍👍👍👍', '👍 yes'])('is not %j', (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  });
});
