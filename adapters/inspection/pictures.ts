import sharp, { type Sharp } from 'sharp';
import type { Inspected, InspectedObject } from '../../application/ports/media-inspection.ts';
import type { RejectionReason } from '../../domain/attachment/attachment-file.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { bytesOf } from './bytes.ts';
import { pngEndsItself, webpEndsItself } from './endings.ts';
import { plainGif } from './gif.ts';

/** Seconds for one way through a picture. */
const longestLook = 30;

const refused = (reason: RejectionReason): Inspected => ({ kind: 'refused', reason });

type Format = 'jpeg' | 'png' | 'webp' | 'gif';

const formats: Readonly<Record<string, Format>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

export const formatOf = (mediaType: string): Format | undefined =>
  Object.hasOwn(formats, mediaType) ? formats[mediaType] : undefined;

/**
 * Looks into a picture: all of it is decoded, within limits of pixels and time. What is served is made anew from the pixels,
 * so that nothing that was written into the file (where it was taken, by whom, with what) leaves with it, nor any other file
 * that was hidden in it; colours keep their profile. GIF keeps its pictures as they are and loses the rest.
 */
export async function inspectPicture(object: InspectedObject, format: Format): Promise<Inspected> {
  if (object.size > Limits.fileSize) return refused('TOO_MUCH');
  const bytes = await bytesOf(object, 0, object.size);
  const plain = format === 'gif' ? plainGif(bytes) : bytes;
  if (plain === undefined) return refused('DANGEROUS');
  const endsItself = format === 'png' ? pngEndsItself(bytes) : format === 'webp' ? webpEndsItself(bytes) : true;
  if (endsItself === undefined) return refused('MALFORMED');
  if (!endsItself) return refused('DANGEROUS');
  try {
    return await decoded(plain, format);
  } catch (error) {
    return refused(reasonOf(error));
  }
}

async function decoded(bytes: Buffer, format: Format): Promise<Inspected> {
  const isMoving = format === 'webp';
  const found = await open(bytes, isMoving).metadata();
  if (found.format !== format) return refused('TYPE');
  // `height` is that of all pictures of a moving one together.
  if (found.width * found.height > Limits.picturePixels) return refused('TOO_MUCH');

  const thumbnail = await open(bytes, false)
    .autoOrient()
    .resize(Limits.thumbnailPixels, Limits.thumbnailPixels, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  if (format === 'gif') {
    const { width, height } = found;
    return { kind: 'fine', width, height: found.pageHeight ?? height, remade: bytes, thumbnail };
  }
  const { data, info } = await encoded(open(bytes, isMoving).autoOrient().keepIccProfile(), format).toBuffer({
    resolveWithObject: true,
  });
  return { kind: 'fine', width: info.width, height: info.pageHeight ?? info.height, remade: data, thumbnail };
}

/** Every way into a picture has the same limits. What is wrong with it is an error, never a grey half. */
const open = (bytes: Buffer, animated: boolean): Sharp =>
  sharp(bytes, {
    animated,
    failOn: 'error',
    limitInputPixels: Limits.picturePixels,
    sequentialRead: true,
  }).timeout({ seconds: longestLook });

function encoded(picture: Sharp, format: Exclude<Format, 'gif'>): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality: 90 });
    case 'png':
      return picture.png();
    case 'webp':
      return picture.webp({ quality: 90 });
  }
}

/** What the decoder says of a picture, as far as it is told apart. */
function reasonOf(error: unknown): RejectionReason {
  const message = error instanceof Error ? error.message : '';
  return /pixel limit|timeout/i.test(message) ? 'TOO_MUCH' : 'MALFORMED';
}
