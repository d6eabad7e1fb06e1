import type { MessageContent } from '../../client/core/index.ts';

/** A file as the message shows it. */
export type AttachmentOfMessage = NonNullable<MessageContent['attachment']>;

/** In CSS pixels: what a picture takes at most, and what one takes whose size nobody said. */
const most = { width: 360, height: 320 };
const unknown = { width: 240, height: 180 };

/** The place that a picture takes, before it is there as after: nothing moves when it comes. */
export const placeOf = (width: number | null, height: number | null): { width: number; height: number } => {
  if (width === null || height === null || width < 1 || height < 1) return unknown;
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) };
};
