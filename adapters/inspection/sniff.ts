import { fileTypeFromBuffer } from 'file-type';
import type { InspectedObject } from '../../application/ports/media-inspection.ts';
import { bytesOf } from './bytes.ts';

/** What is looked at of a beginning: as much as `file-type` asks for. */
export const headLength = 4100;

/** What bytes of each type are called by `file-type`. What is text has no mark at its beginning. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['image/jpeg'],
  'image/png': ['image/png', 'image/apng'],
  'image/gif': ['image/gif'],
  'image/webp': ['image/webp'],
  'application/pdf': ['application/pdf'],
  'audio/mpeg': ['audio/mpeg'],
  'audio/mp4': ['audio/mp4', 'audio/x-m4a', 'video/mp4'],
  'audio/aac': ['audio/aac'],
  'audio/ogg': ['audio/ogg', 'audio/ogg; codecs=opus'],
  'audio/wav': ['audio/wav'],
  'audio/webm': ['video/webm'],
  'video/mp4': ['video/mp4', 'video/x-m4v'],
  'video/quicktime': ['video/quicktime'],
  'video/webm': ['video/webm'],
};

/** Whether a type is known by the beginning of its bytes. */
export const isMarked = (mediaType: string): boolean => Object.hasOwn(namesOf, mediaType);

/** What the bytes are by their beginning; `undefined` where that tells nothing. */
export async function markOf(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // A beginning that breaks off where it says that more follows.
    return undefined;
  }
}

/** Whether the bytes begin as those of their type do. */
export async function beginsAsSaid(object: InspectedObject, head: Buffer): Promise<boolean> {
  const names = namesOf[object.mediaType] ?? [];
  const mark = await markOf((await behindTag(object, head)) ?? head);
  return mark !== undefined && names.includes(mark);
}

/** What follows the tag that audio may begin with, and that may hold a picture. https://id3.org/id3v2.4.0-structure */
async function behindTag(object: InspectedObject, head: Buffer): Promise<Buffer | undefined> {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return undefined;
  const length = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  return bytesOf(object, 10 + length, headLength);
}
