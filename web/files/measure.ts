import type { UploadSource } from '../../client/core/index.ts';

export type Measured = Pick<UploadSource, 'width' | 'height' | 'durationMs'>;

/** Whoever cannot say how large a file is in this time does without: it is sent all the same. */
const patienceMs = 2_000;

/** How large a picture is, or how long a recording, so that its place can be kept before it is there. */
export const measure = async (blob: Blob, mediaType: string): Promise<Measured> => {
  const [family] = mediaType.split('/');
  if (family === 'image') return measurePicture(blob);
  return family === 'audio' || family === 'video' ? measureMedia(blob, family) : {};
};

const measurePicture = async (blob: Blob): Promise<Measured> => {
  try {
    const picture = await createImageBitmap(blob);
    const { width, height } = picture;
    picture.close();
    return { width, height };
  } catch {
    return {};
  }
};

const measureMedia = (blob: Blob, family: 'audio' | 'video'): Promise<Measured> =>
  new Promise((resolve) => {
    const url = URL.createObjectURL(blob);
    const element = document.createElement(family);
    const done = (measured: Measured): void => {
      clearTimeout(timer);
      element.removeAttribute('src');
      URL.revokeObjectURL(url);
      resolve(measured);
    };
    const timer = setTimeout(() => done({}), patienceMs);
    element.preload = 'metadata';
    element.addEventListener('error', () => done({}));
    element.addEventListener('loadedmetadata', () => {
      const { duration } = element;
      done({
        ...(Number.isFinite(duration) ? { durationMs: Math.round(duration * 1000) } : {}),
        ...(element instanceof HTMLVideoElement && element.videoWidth > 0
          ? { width: element.videoWidth, height: element.videoHeight }
          : {}),
      });
    });
    element.src = url;
  });
