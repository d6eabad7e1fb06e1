import { Failure } from './failure.ts';

/** An element that was read. What is missing in it is `undefined`; attributes are passed over, as S3's requests need none. */
export class XmlElement {
  readonly name: string;
  readonly #children: XmlElement[] = [];
  #text = '';

  constructor(name: string) {
    this.name = name;
  }

  /** The text of an element without children. */
  get text(): string | undefined {
    return this.#children.length === 0 ? this.#text : undefined;
  }

  all(name: string): readonly XmlElement[] {
    return this.#children.filter((child) => child.name === name);
  }

  /** The text of the only child of this name. */
  textOf(name: string): string | undefined {
    const [only, ...more] = this.all(name);
    return more.length === 0 ? only?.text : undefined;
  }

  addChild(child: XmlElement): void {
    this.#children.push(child);
  }

  addText(text: string): void {
    this.#text += text;
  }
}

/** S3's requests are four levels deep. */
const deepest = 16;

const declaration = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>)?\s*/;
const attribute = String.raw`\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')`;
const token = new RegExp(String.raw`<(?:/([\w:.-]+)\s*|([\w:.-]+)((?:${attribute})*)\s*(/?))>|([^<]+)`, 'y');

/**
 * Reads the XML that S3's requests are written in, strictly: elements and text. Document types, comments, sections and
 * instructions are refused, so that nothing is ever expanded.
 *
 * @throws {Failure} MalformedXML, where the text is no such document with this root.
 */
export const readXml = (text: string, root: string): XmlElement => {
  const document = new XmlElement('');
  const open: XmlElement[] = [document];
  token.lastIndex = declaration.exec(text)?.[0].length ?? 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new Failure('MalformedXML');
    const [, closes, opens, , isEmpty, content] = match;
    if (content !== undefined) {
      parent.addText(withoutReferences(content));
    } else if (opens !== undefined) {
      const element = new XmlElement(opens);
      parent.addChild(element);
      if (isEmpty === '') open.push(element);
      if (open.length > deepest) throw new Failure('MalformedXML');
    } else if (parent.name !== closes || open.pop() === document) {
      throw new Failure('MalformedXML');
    }
  }
  const [element, ...more] = document.all(root);
  if (element === undefined || more.length > 0 || open.length !== 1) throw new Failure('MalformedXML');
  return element;
};

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const withoutReferences = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}))?(;?)/gi, (_, decimal, hex, name, end) => {
    const code =
      typeof decimal === 'string' ? Number(decimal) : typeof hex === 'string' ? Number.parseInt(hex, 16) : undefined;
    const character =
      code === undefined ? named[String(name)] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined || end !== ';') throw new Failure('MalformedXML');
    return character;
  });
