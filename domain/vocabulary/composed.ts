import type { Attachment, CodeFacts, Place, Poll } from './message-content.ts';
import type { Refusal } from './refusal.ts';

/** What is stored of a message's content: exactly what its kind has. */
export interface ContentParts {
  readonly text: string;
  readonly code?: CodeFacts;
  readonly poll?: Poll;
  readonly location?: Place;
  /** Stands for `attachment` until the file was looked up. */
  readonly file?: FileWish;
  readonly attachment?: Attachment;
}

/** The file that a message is to carry. */
export interface FileWish {
  readonly fileId: string;
  readonly alt: string | null;
}

export type Composed =
  { readonly ok: true; readonly value: ContentParts } | { readonly ok: false; readonly refusal: Refusal };

export const done = (value: ContentParts): Composed => ({ ok: true, value });
export const refused = (refusal: Refusal): Composed => ({ ok: false, refusal });
