import { text } from './arguments.ts';
import type { Utility } from './utility.ts';
import { refuse } from './utility.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", "\\'"],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '\\/'],
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** As Apache Commons' `escapeEcmaScript`, after which the VTL twin of this function is documented. */
function escapeJavaScript(value: string): string {
  const escape = (unit: string): string =>
    ESCAPES.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return value.replace(/['"\\/]|[^\x20-\x7f]/g, escape);
}

/** `application/x-www-form-urlencoded`: only letters, digits and `.-*_` stay, a space becomes `+`. */
function urlEncode(value: string): string {
  const percent = (unit: string): string => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value)
    .replace(/[!'()~]/gu, percent)
    .replaceAll('%20', '+');
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/u;

function base64Decode(value: string): string {
  if (!BASE64.test(value)) return refuse('util.base64Decode', 'the text is not base64');
  return Buffer.from(value, 'base64').toString('utf8');
}

/** A function from text to text, which may throw an `URIError` for what it cannot take. */
function textUtility(member: string, convert: (value: string) => string): Utility {
  return (args) => {
    try {
      return convert(text(args, 0, member));
    } catch (cause) {
      if (cause instanceof URIError) return refuse(member, 'the text is malformed');
      throw cause;
    }
  };
}

/** Functions of `util` from text to text: developer guide, "Built-in utilities in util". */
export const textUtilities: Readonly<Record<string, Utility>> = {
  escapeJavaScript: textUtility('util.escapeJavaScript', escapeJavaScript),
  urlEncode: textUtility('util.urlEncode', urlEncode),
  urlDecode: textUtility('util.urlDecode', (value) => decodeURIComponent(value.replaceAll('+', ' '))),
  base64Encode: textUtility('util.base64Encode', (value) => Buffer.from(value, 'utf8').toString('base64')),
  base64Decode: textUtility('util.base64Decode', base64Decode),
};

const FORMS = { nfc: 'NFC', nfd: 'NFD', nfkc: 'NFKC', nfkd: 'NFKD' } as const;
const isForm = (name: string): name is keyof typeof FORMS => Object.hasOwn(FORMS, name);

/** `util.str.*`: developer guide, "String helpers in util.str". */
export const stringUtilities: Readonly<Record<string, Utility>> = {
  normalize: (args) => {
    const member = 'util.str.normalize';
    const [value, form] = [text(args, 0, member), text(args, 1, member)];
    return isForm(form) ? value.normalize(FORMS[form]) : refuse(member, 'the form is none of nfc, nfd, nfkc, nfkd');
  },
};
