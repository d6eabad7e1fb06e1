import sharp from 'sharp';

/** What is written into pictures that must never leave with them. */
export const canary = 'Canary Street 7';

const exif = {
  IFD0: { ImageDescription: canary, Artist: canary, Orientation: '6' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
};

export type PictureFormat = 'jpeg' | 'png' | 'webp';

/** A picture with words and a place written into it, that is to be turned before it is shown. */
export const aPicture = (format: PictureFormat, width = 64, height = 48): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
    .withMetadata({ orientation: 6, exif })
    .toFormat(format)
    .toBuffer();

/** A GIF of two pictures, with a comment and the data of an application in it. */
export async function aGif(): Promise<Buffer> {
  const frame = (color: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: color } })
      .png()
      .toBuffer();
  const plain = await sharp([await frame('red'), await frame('blue')], { join: { animated: true } })
    .gif()
    .toBuffer();
  const comment = Buffer.from([0x21, 0xfe, canary.length, ...Buffer.from(canary), 0]);
  const [name, words] = [Buffer.from('XMP DataXMP'), Buffer.from(canary)];
  const application = Buffer.from([0x21, 0xff, name.length, ...name, words.length, ...words, 0]);
  const headerEnd = 13 + ((plain[10] ?? 0) & 0x80 ? 3 * 2 ** (((plain[10] ?? 0) & 7) + 1) : 0);
  return Buffer.concat([plain.subarray(0, headerEnd), comment, application, plain.subarray(headerEnd)]);
}

/** A few bytes that say that they are a picture of so many pixels. */
export function aPngBomb(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = Buffer.from('789c030000000001', 'hex');
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The checksum of PNG's chunks; Node has one of its own from version 22 on. */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
