/** Characters that RFC 5987 lets stand for themselves, of those that `encodeURIComponent` leaves. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);

/** For those that know no other form: ASCII without what has a meaning in the header. */
const plain = (text: string): string => text.replace(/[^ -~]/g, '_').replace(/["\\%/;]/g, '_');

/**
 * The value of `content-disposition` for a file of this name: always an attachment, so that no browser shows it in place of a
 * page of ours. RFC 6266, with RFC 5987 for names that are more than ASCII. `name` is well-formed text.
 */
export const dispositionOf = (name: string): string =>
  `attachment; filename="${plain(name)}"; filename*=UTF-8''${encoded(name)}`;
