import { incomingKeys } from '../vocabulary/files.ts';
import type { AttachmentFile } from './attachment-file.ts';

/** A file as far as its places go. */
export type PlacedFile = Pick<AttachmentFile, 'id' | 'sessionId'>;

export type Variant = 'ORIGINAL' | 'THUMBNAIL';

/**
 * Where the bytes of a file are. Keys are made of ids alone: what a user calls a file never gets into one.
 *
 * The upload's own key is what tickets name, so that whoever holds one can write there until it ends; what is looked at is
 * the held copy, and what is served the copies made of that.
 */
export const uploadPlace = ({ id, sessionId }: PlacedFile) =>
  ({ area: 'incoming', key: `${incomingKeys.uploads}${sessionId}/${id}` }) as const;

/** Where it comes from: the key of its ticket, or the one under which whatever records put it. */
export const arrivalPlace = ({ id, sessionId, recordedAs }: PlacedFile & Pick<AttachmentFile, 'recordedAs'>) =>
  recordedAs === null ? uploadPlace({ id, sessionId }) : ({ area: 'recordings', key: recordedAs } as const);

export const heldPlace = ({ id }: PlacedFile, held: string) =>
  ({ area: 'incoming', key: `${incomingKeys.held}${id}/${held}` }) as const;

export const servedPlace = ({ id }: PlacedFile, variant: Variant) =>
  ({ area: 'files', key: `${id}/${variant === 'ORIGINAL' ? 'original' : 'thumbnail.webp'}` }) as const;

export const quarantinePlace = ({ id }: PlacedFile) => ({ area: 'quarantine', key: id }) as const;

/** The id of the file that a key of `incoming` is of, as text; `undefined` for a key that is none of ours. */
export function fileOfIncoming(key: string): string | undefined {
  const [kind, second, third, ...more] = key.split('/');
  if (third === undefined || more.length > 0) return undefined;
  if (`${kind}/` === incomingKeys.uploads) return third;
  return `${kind}/` === incomingKeys.held ? second : undefined;
}
