import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from './failure.ts';
import { readXml } from './read-xml.ts';
import { writeXml } from './xml.ts';

const refused = (text: string): boolean => {
  try {
    readXml(text, 'a');
    return false;
  } catch (cause) {
    return cause instanceof Failure && cause.code === 'MalformedXML';
  }
};

describe('XML in requests', () => {
  it('is read back as it was written, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', ']') }),
    );
    fc.assert(
      fc.property(fc.array(text), (values) => {
        const root = readXml(writeXml('a', { b: values.map((c) => ({ c })) }), 'a');
        expect(root.all('b').map((each) => each.textOf('c'))).toEqual(values);
      }),
    );
  });

  it('is read with a declaration, attributes, empty elements and references by number', () => {
    const text = `<?xml version="1.0"?>\n<a xmlns="http://x/" x='1'>\n <b/><c >&#65;&#x42;&amp;&apos;</c ></a>\n`;
    const root = readXml(text, 'a');
    expect(root.textOf('b')).toBe('');
    expect(root.textOf('c')).toBe(`AB&'`);
    expect(root.textOf('d')).toBeUndefined();
    expect(readXml('<a><b>1</b><b>2</b></a>', 'a').textOf('b')).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['another root', '<b></b>'],
    ['two roots', '<a></a><a></a>'],
    ['an element that is not closed', '<a><b></a>'],
    ['one that is closed twice', '<a></a></a>'],
    ['one that breaks off', '<a><b'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['a section', '<a><![CDATA[x]]></a>'],
    ['an instruction', '<a><?php x ?></a>'],
    ['an entity of its own', '<a>&x;</a>'],
    ['a reference without an end', '<a>&amp</a>'],
    ['a reference to no character', '<a>&#x110000;</a>'],
    ['elements too deep', '<a>'.repeat(100_000)],
    ['an attribute that breaks off', '<a b="c></a>'],
  ])('is refused with %s', (_, text) => {
    expect(refused(text)).toBe(true);
  });

  it('is refused at any length', () => {
    for (const text of [
      '<a '.repeat(200_000),
      `<a ${'b="c" '.repeat(200_000)}`,
      '&'.repeat(500_000),
      `<a>${'<'.repeat(500_000)}`,
    ]) {
      expect(refused(text)).toBe(true);
    }
  });
});
