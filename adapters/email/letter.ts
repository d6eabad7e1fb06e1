import type { Email } from '../../application/ports/email-sender.ts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The e-mail in both forms. Whatever is in it is text: in HTML it is escaped, and only an address of the web becomes a link.
 *
 * @throws {RangeError} for a link that is no http or https address, which is a bug of whoever wrote the e-mail.
 */
export function letterOf({ subject, paragraphs, link }: Email, unsubscribe: string | undefined): Letter {
  if (link !== null && !isWebAddress(link.url)) {
    throw new RangeError('unable to write the e-mail; its link is no address of the web');
  }
  const shown = paragraphs.map(withoutControls);
  const ending = unsubscribe === undefined ? [] : [`To get no more of these e-mails: ${unsubscribe}`];
  const linked = link === null ? [] : [`${oneLine(link.label)}: ${new URL(link.url).href}`];
  return {
    subject: oneLine(subject),
    text: [...shown, ...linked, ...ending].join('\n\n') + '\n',
    html: [
      '<!doctype html>',
      '<html><head><meta charset="utf-8"></head><body>',
      ...shown.map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`),
      ...(link === null ? [] : [`<p>${anchor(new URL(link.url).href, oneLine(link.label))}</p>`]),
      ...(unsubscribe === undefined
        ? []
        : [`<p><small>${anchor(unsubscribe, 'Get no more of these e-mails')}</small></p>`]),
      '</body></html>',
      '',
    ].join('\n'),
  };
}

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

const anchor = (address: string, label: string): string => `<a href="${escaped(address)}">${escaped(label)}</a>`;

const oneLine = (text: string): string => withoutControls(text).replace(/\s+/g, ' ').trim();

/** Without what no mail program shows, and mail servers may take for something else. Line feeds stay. */
const withoutControls = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/\p{Cc}/gu, (c) => (c === '\n' || c === '\t' ? c : ''));

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities.get(character) ?? '');
