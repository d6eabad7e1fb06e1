import type { AttachmentKind } from './messages.ts';

/** What Parley takes as a file of a message; a session's own rules can only take away from it. */
export const mediaTypes: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'application/json',
  'text/javascript',
  'text/x-python',
  'text/x-java-source',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'video/mp4',
  'video/quicktime',
  'video/webm',
];

/** What the media types of a kind begin with. A FILE may be anything: an image that is not to be shown is one. */
const beginnings: Readonly<Record<AttachmentKind, string>> = {
  IMAGE: 'image/',
  AUDIO: 'audio/',
  VIDEO: 'video/',
  FILE: '',
};

/** Whether a message of `kind` carries files of this type. */
export const suits = (kind: AttachmentKind, mediaType: string): boolean => mediaType.startsWith(beginnings[kind]);
