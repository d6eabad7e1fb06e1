/** An element's children: text, elements by name, or a list of elements of one name. */
export type XmlContent = string | number | boolean | XmlFields;
export interface XmlFields {
  readonly [name: string]: XmlContent | readonly XmlContent[] | undefined;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A whole document. Fields that are undefined are left out; a list repeats its element. */
export const writeXml = (root: string, fields: XmlFields): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${root === 'Error' ? '' : ` xmlns="${namespace}"`}>${inner(fields)}</${root}>`;

const inner = (content: XmlContent): string =>
  typeof content === 'object'
    ? Object.entries(content)
        .flatMap(([name, value]) =>
          value === undefined ? [] : isList(value) ? value.map((one) => element(name, one)) : [element(name, value)],
        )
        .join('')
    : escaped(String(content));

const element = (name: string, content: XmlContent): string => `<${name}>${inner(content)}</${name}>`;

const isList = (value: XmlContent | readonly XmlContent[]): value is readonly XmlContent[] => Array.isArray(value);

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => references[character] ?? character)
    // What XML 1.0 cannot carry even as a reference stands as U+FFFD; `encoding-type=url` keeps such keys whole.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/\r/g, '&#13;');
