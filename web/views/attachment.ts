import type { MessageContent } from '../../client/core/index.ts';
import { button, el } from '../dom.ts';
import type { Child } from '../dom.ts';

export interface FileActions {
  /** Where a file can be fetched for a minute. */
  readonly urlOf: (fileId: string, variant: 'ORIGINAL' | 'THUMBNAIL') => Promise<string>;
  /** Runs what may be refused, and says why it was. */
  readonly attempt: (what: () => Promise<unknown>) => Promise<void>;
}

const states = { PENDING: 'being checked', CLEAN: '', REJECTED: 'not available' } as const;

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Of a message's file: its picture where it has one, what it is, and a way to save it. */
export const attachmentOf = (
  { fileId, name, mediaType, size, width, height, alt, state }: NonNullable<MessageContent['attachment']>,
  { urlOf, attempt }: FileActions,
): Child[] => {
  const save = async (): Promise<void> => {
    const link = el('a', { href: await urlOf(fileId, 'ORIGINAL'), download: name, rel: 'noopener' });
    link.click();
  };
  const picture = (): HTMLImageElement => {
    // Its place is kept before it comes.
    const image = el('img', {
      class: 'file-picture',
      alt: alt ?? name,
      width: width ?? undefined,
      height: height ?? undefined,
    });
    void urlOf(fileId, 'THUMBNAIL').then(
      (url) => {
        image.src = url;
      },
      () => image.remove(),
    );
    return image;
  };
  const facts = [mediaType, sizeOf(size), states[state]].filter((fact) => fact !== '');
  return [
    state === 'CLEAN' && mediaType.startsWith('image/') ? picture() : undefined,
    el('span', { class: 'file-name', dir: 'auto' }, name),
    el('small', { class: 'caption' }, facts.join(' · ')),
    state === 'CLEAN'
      ? button({ class: 'link', 'aria-label': `Download ${name}` }, () => void attempt(save), 'Download')
      : undefined,
    alt === null || mediaType.startsWith('image/') ? undefined : el('p', { dir: 'auto' }, alt),
  ];
};
