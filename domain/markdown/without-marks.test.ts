import { describe, expect, it } from 'vitest';
import { previewOf } from '../vocabulary/message-text.ts';
import { withoutMarks } from './without-marks.ts';

describe('the words of a text', () => {
  it.each([
    ['**bold**, *italic*, _italic_ and ~~gone~~', 'bold, italic, italic and gone'],
    ['***both*** and **bold *and italic***', 'both and bold and italic'],
    ['the `code` of **`it`**', 'the code of it'],
    ['`` a`b `` and `**`', 'a`b and **'],
    ['[words](https://example.org/a_b_c "title") and [**mail**](mailto:a@example.org)', 'words and mail'],
    ['![a cat](https://example.org/c.png) ![](https://example.org/d.png)', 'a cat https://example.org/d.png'],
    ['# A plan ##\n**Bold**', 'A plan\nBold'],
    ['- a\n* b\n  + c', 'a\nb\nc'],
    ['1. first\n2. second', '1. first\n2. second'],
    ['> said\n> *so\n> long*\n\nno', 'said\nso\nlong\n\nno'],
    ['see\n```ts\nlet a = *b*;\n```\n*end*', 'see\nlet a = *b*;\nend'],
    ['a\n\n***\n\n*b*', 'a\n\n\n\nb'],
    ['\\*as it is\\*', '*as it is*'],
    ['这是**粗体**文字', '这是粗体文字'],
  ])('are those of %j', (text, words) => {
    expect(withoutMarks('TEXT', text)).toBe(words);
  });

  it.each([
    '2 * 3 * 4 and 2*3*4 = 24 and 2**3**4',
    'snake_case_name and __init__x',
    'a ` alone and ** open and _this',
    'https://example.org/_a_/*b*/c and www.example.org/_a_',
    'find(*args, **kwargs)',
    '>>> print(1)\n>:(',
    '[press](javascript:alert(1)) and [**x**](nowhere)',
    '[https://bank.example](https://thief.example)',
    'C:\\dir\\file and \\(x_1\\)',
    '***',
    '- ',
    '~5~ and ~~~x~~~',
    'f[a](b) and [] ()',
    '*a\n\nb*',
  ])('are all of %j', (text) => {
    expect(withoutMarks('TEXT', text)).toBe(text);
  });

  it('are all that code, formulas, places and questions are made of', () => {
    for (const kind of ['CODE', 'MATH_FORMULA', 'LOCATION', 'POLL'] as const) {
      expect(withoutMarks(kind, 'a **b** `c`')).toBe('a **b** `c`');
    }
    for (const kind of ['TEXT', 'AI_RESPONSE', 'IMAGE', 'FILE'] as const) {
      expect(withoutMarks(kind, 'a **b** `c`')).toBe('a b c');
    }
  });

  it('are those of a link whose address a preview leaves out the end of', () => {
    const text = `**Read** [this page](https://example.org/${'long/'.repeat(20)})`;
    expect(withoutMarks('TEXT', previewOf(text))).toBe('Read this page');
    const typed = '**Read** [this](https://example.org/';
    expect(withoutMarks('TEXT', typed)).toBe('Read [this](https://example.org/');
  });

  // What grew with the square of the text would take hours: there are 300,000 units of each.
  it.each([
    ['stars', '**x*'],
    ['stars and underscores', '*a_'],
    ['stars that close nothing', 'a* '],
    ['brackets', '['],
    ['empty links', '[]('],
    ['addresses without an end', '[a](b(c)'],
    ['titles without an end', '[a](b "'],
    ['pictures in pictures', '![a](x:'],
    ['links that are followed', '[a](https://e.org) '],
    ['quotes', '> '],
    ['lists', '- '],
    ['rules', '- - -x'],
    ['headings', '# # '],
    ['lines', '- a\n> b\n'],
    ['spaces', '#  '],
    ['tildes', '~~a ~~'],
    ['addresses', 'https://a_b*'],
    ['backslashes', '\\*\\'],
  ])('take one walk, however many %s there are', (_, part) => {
    const text = part.repeat(300_000 / part.length);
    expect(withoutMarks('TEXT', `**a** ${text}`).length).toBeLessThanOrEqual(text.length + 6);
    expect(withoutMarks('TEXT', text).length).toBeLessThanOrEqual(text.length);
  });

  it('take one walk, however many lengths of backquotes there are', () => {
    const text = Array.from({ length: 700 }, (_, at) => '`'.repeat(at)).join(' ');
    expect(withoutMarks('TEXT', text)).toHaveLength(text.length);
  });
});
