import type { CodeLanguage, FeedRow } from '../../client/core/index.ts';

/** What is being written: a message, an answer to one, or an own one anew. */
export type Writing = { readonly kind: 'new' } | { readonly kind: 'reply' | 'edit'; readonly row: FeedRow };

/** A message that is more than text, and what it begins with. */
export type Composed =
  | { readonly kind: 'code'; readonly language: CodeLanguage; readonly source: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'poll' }
  | { readonly kind: 'location' };

/** Whether what is written goes out under an alias; undefined where the session knows none. */
export type Anonymity = { readonly isOn: boolean; readonly set: (isOn: boolean) => void } | undefined;
