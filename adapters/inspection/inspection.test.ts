import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { InspectedObject } from '../../application/ports/media-inspection.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { mediaTypes } from '../../domain/vocabulary/media-types.ts';
import { aGif, aPicture, aPngBomb, canary, type PictureFormat } from '../../test/builders/pictures.ts';
import { JsonText } from './json-text.ts';
import { LocalMediaInspection } from './media-inspection.ts';
import { isMarked } from './sniff.ts';

const inspection = new LocalMediaInspection();

/** Bytes that come in pieces of so many. */
const objectOf = (mediaType: string, content: Buffer | string, pieceLength = 1_000): InspectedObject => {
  const bytes = Buffer.from(content);
  return {
    mediaType,
    size: bytes.length,
    read: async ({ start, length }) => {
      const asked = bytes.subarray(start, start + length);
      return (async function* () {
        for (let at = 0; at < asked.length; at += pieceLength) yield asked.subarray(at, at + pieceLength);
      })();
    },
  };
};
const inspected = (mediaType: string, content: Buffer | string, pieceLength?: number) =>
  inspection.inspect(objectOf(mediaType, content, pieceLength));
const refusalOf = async (mediaType: string, content: Buffer | string, pieceLength?: number) => {
  const outcome = await inspected(mediaType, content, pieceLength);
  return outcome.kind === 'refused' ? outcome.reason : undefined;
};
const fine = async (mediaType: string, content: Buffer) => {
  const outcome = await inspected(mediaType, content);
  if (outcome.kind === 'refused') throw new Error(`unable to go on; it was refused as ${outcome.reason}`);
  const { remade, thumbnail } = outcome;
  if (remade === null || thumbnail === null) throw new Error('unable to go on; nothing was made of it');
  return { ...outcome, remade: Buffer.from(remade), thumbnail: Buffer.from(thumbnail) };
};

const ogg = Buffer.concat([
  Buffer.from('OggS'),
  Buffer.alloc(24),
  Buffer.from('\x01vorbis', 'latin1'),
  Buffer.alloc(64),
]);
const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(64)]);
const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(2_000)]);
const ftyp = (brand: string) =>
  Buffer.concat([Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mp41`, 'latin1'), Buffer.alloc(64)]);
const id3 = (length: number) =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, length >> 7, length & 0x7f]),
    Buffer.alloc(length),
    mp3,
  ]);
const samples: Readonly<Record<string, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-1.7\n%\xe2\xe3\n1 0 obj\n'),
  'text/plain': Buffer.from('Grüße\n'),
  'application/json': Buffer.from('{"a": [1, 2.5e-3, "x\\u00fc", null, true]}\n'),
  'text/javascript': Buffer.from('export const a = 1;\n'),
  'text/x-python': Buffer.from('print("hi")\n'),
  'text/x-java-source': Buffer.from('class A {}\n'),
  'audio/mpeg': mp3,
  'audio/mp4': ftyp('M4A '),
  'audio/ogg': ogg,
  'audio/wav': wav,
  'video/mp4': ftyp('isom'),
  'video/quicktime': ftyp('qt  '),
};

describe('a file of any type', () => {
  it('is looked at by its mark, or as text', () => {
    const texts = mediaTypes.filter((type) => !isMarked(type));
    expect(texts).toEqual(mediaTypes.filter((type) => type.startsWith('text/') || type === 'application/json'));
  });

  it.each(Object.keys(samples))('is served as it is where it is %s', async (type) => {
    const outcome = await inspected(type, samples[type] ?? '');
    expect(outcome).toEqual({ kind: 'fine', width: null, height: null, remade: null, thumbnail: null });
  });

  it.each(Object.keys(samples))('that is %s is nothing else', async (type) => {
    const alike: Readonly<Record<string, readonly string[]>> = { 'video/mp4': ['audio/mp4'] };
    for (const other of mediaTypes.filter(isMarked)) {
      if (other === type || alike[type]?.includes(other)) continue;
      expect([other, await refusalOf(other, samples[type] ?? '')]).toEqual([other, 'TYPE']);
    }
  });

  it('may have a tag before its audio that is longer than what is looked at', async () => {
    expect((await inspected('audio/mpeg', id3(9_000))).kind).toBe('fine');
    const other = Buffer.concat([id3(9_000).subarray(0, 9_010), Buffer.from('<html>'.repeat(1_000))]);
    expect(await refusalOf('audio/mpeg', other)).toBe('TYPE');
  });
});

describe('a picture', () => {
  const formats: readonly PictureFormat[] = ['jpeg', 'png', 'webp'];

  it.each(formats)('is made anew without what was written into it, and stands upright: %s', async (format) => {
    const picture = await aPicture(format);
    expect(picture.includes(canary)).toBe(true);
    const { width, height, remade, thumbnail } = await fine(`image/${format}`, picture);
    expect({ width, height }).toEqual({ width: 48, height: 64 });
    for (const made of [remade, thumbnail]) {
      expect(made.includes(canary)).toBe(false);
      expect(await sharp(made).metadata()).toMatchObject({ width: 48, height: 64 });
      expect(await sharp(made).metadata()).not.toHaveProperty('exif');
    }
    expect((await sharp(remade).metadata()).format).toBe(format);
    expect((await sharp(thumbnail).metadata()).format).toBe('webp');
  });

  it('has a thumbnail of at most 512 pixels, and one that is smaller is not made larger', async () => {
    const { thumbnail } = await fine('image/png', await aPicture('png', 2_000, 500));
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 128, height: 512 });
  });

  it('as GIF keeps its pictures and loses everything else', async () => {
    const gif = await aGif();
    expect(gif.includes(canary)).toBe(true);
    const { width, height, remade, thumbnail } = await fine('image/gif', gif);
    expect({ width, height }).toEqual({ width: 8, height: 8 });
    expect(remade.includes(canary)).toBe(false);
    expect(await sharp(remade, { animated: true }).metadata()).toMatchObject({ pages: 2, format: 'gif' });
    expect(thumbnail.length).toBeGreaterThan(0);
  });

  it('as moving WebP keeps moving', async () => {
    const moving = await sharp(await aGif(), { animated: true })
      .webp({ lossless: true })
      .toBuffer();
    const { remade, height } = await fine('image/webp', moving);
    expect(height).toBe(8);
    expect((await sharp(remade, { animated: true }).metadata()).pages).toBe(2);
  });

  it.each(formats)('that breaks off is refused: %s', async (format) => {
    const picture = await aPicture(format, 300, 300);
    const outcome = await refusalOf(`image/${format}`, picture.subarray(0, picture.length - 40));
    expect(outcome).toBe('MALFORMED');
  });

  it('that is said to be another kind of picture is refused', async () => {
    const png = await aPicture('png');
    for (const type of ['image/jpeg', 'image/webp', 'image/gif', 'video/mp4']) {
      expect(await refusalOf(type, png)).toBe('TYPE');
    }
  });

  it('with another file behind its end is refused', async () => {
    const page = Buffer.from('<html><script>alert(1)</script>');
    for (const format of ['png', 'webp'] as const) {
      expect(await refusalOf(`image/${format}`, Buffer.concat([await aPicture(format), page]))).toBe('DANGEROUS');
    }
    expect(await refusalOf('image/gif', Buffer.concat([await aGif(), page]))).toBe('DANGEROUS');
    const { remade } = await fine('image/jpeg', Buffer.concat([await aPicture('jpeg'), page]));
    expect(remade.includes('<script>')).toBe(false);
  });

  it('of more pixels than are looked at is refused by its first bytes', async () => {
    for (const [width, height] of [
      [50_000, 50_000],
      [Limits.picturePixels, 2],
      [0x7fffffff, 1],
    ] as const) {
      const bomb = aPngBomb(width, height);
      expect(bomb.length).toBeLessThan(100);
      expect(await refusalOf('image/png', bomb)).toMatch(/TOO_MUCH|MALFORMED/);
    }
  });

  it('is refused, and nothing worse, whatever its bytes are', async () => {
    const pictures = await Promise.all([...formats.map((format) => aPicture(format)), aGif()]);
    const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (which, changes) => {
          const bytes = Buffer.from(pictures[which] ?? '');
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          expect(['fine', 'refused']).toContain((await inspected(types[which] ?? '', bytes)).kind);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('text', () => {
  it.each([
    ['a page', '<!DOCTYPE html><p>'],
    ['a page after spaces', ' \n\t<html>'],
    ['a page after a byte order mark', '\ufeff<HTML>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a drawing with a declaration', '<?xml version="1.0"?><svg/>'],
    ['a script', '<script>alert(1)</script>'],
  ])('that is %s is refused', async (_, content) => {
    for (const type of ['text/plain', 'text/javascript']) expect(await refusalOf(type, content)).toBe('DANGEROUS');
  });

  it('that only speaks of markup is none', async () => {
    for (const content of ['a < b', 'see <html>', '// <svg>', '']) {
      expect((await inspected('text/plain', content)).kind).toBe('fine');
    }
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62])],
    ['half a character at the end', Buffer.from([0x61, 0xc3])],
    ['a surrogate by itself', Buffer.from([0xed, 0xa0, 0x80])],
    ['NUL', Buffer.from('a\0b')],
    ['a PDF', Buffer.from('%PDF-1.4 all of it ASCII')],
    ['an archive', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')],
  ])('with %s is refused', async (_, content) => {
    expect(await refusalOf('text/plain', content)).toBe('TYPE');
    expect(await refusalOf('text/plain', content, 1)).toBe('TYPE');
  });

  it('may come in pieces that end in the middle of a character', async () => {
    expect((await inspected('text/plain', 'Grüße 👩🏽‍🏫 字', 1)).kind).toBe('fine');
  });
});

describe('JSON', () => {
  const isJson = (text: string, pieceLength = 7): boolean => {
    const json = new JsonText();
    for (let at = 0; at < text.length; at += pieceLength)
      if (!json.push(text.slice(at, at + pieceLength))) return false;
    return json.end();
  };
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('is what JSON.parse takes, in whatever pieces it comes', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        '1',
        '-',
        '0',
        '.5',
        'e3',
        'true',
        'null',
        ' ',
        '\n',
        'x',
      ),
      { maxLength: 12 },
    );
    const texts = fc.oneof(
      fc.json(),
      pieces.map((some) => some.join('')),
      fc
        .tuple(fc.json(), fc.nat(40), fc.constantFrom('', '"', ',', ']', '\u0001'))
        .map(([json, at, more]) => json.slice(0, at) + more + json.slice(at + 1)),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 9 }), (text, pieceLength) => {
        expect([text, isJson(text, pieceLength)]).toEqual([text, parses(text)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that nests without an end is refused before it is read to its end', async () => {
    let read = 0;
    const endless: InspectedObject = {
      mediaType: 'application/json',
      size: 50_000_000,
      read: async ({ length }) =>
        (async function* () {
          for (let at = 0; at < length; at += 1_000) {
            read += 1_000;
            yield Buffer.alloc(Math.min(1_000, length - at), '[');
          }
        })(),
    };
    expect(await inspection.inspect(endless)).toEqual({ kind: 'refused', reason: 'MALFORMED' });
    expect(read).toBeLessThan(20_000);
  });

  it.each(['', '{"a":1}}', '[1,]', "{'a':1}", 'nul', '01', '"a', '1 2', '// x'])('is not %j', async (text) => {
    expect(await refusalOf('application/json', text)).toBe('MALFORMED');
  });
});
