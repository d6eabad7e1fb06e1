import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { everyMessageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { aGif, aPicture, aPngBomb, canary } from '../builders/pictures.ts';
import { aUser } from '../builders/people.ts';
import { eicar } from '../contracts/virus-scan.contract.ts';
import { nested, Refused, type Person } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { post, Uploads } from '../support/uploads.ts';

const SEND = `mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { ${nested(everyMessageFragment)} } }`;
const REMOVE =
  'mutation Remove($sessionId: ID!, $userId: ID!) { removeMember(sessionId: $sessionId, userId: $userId) { seq } }';

const codeOf = async (asked: Promise<unknown>): Promise<string | undefined> => {
  const error: unknown = await asked.catch((cause: unknown) => cause);
  return error instanceof Refused ? error.errors[0]?.errorType : undefined;
};

/** Ten times what a quiet machine takes. */
vi.setConfig({ testTimeout: 90_000 });

await describeOnProduct('Files under attack', (product) => {
  let ann: Person;
  let bob: Person;
  let eve: Person;
  let uploads: Uploads;
  beforeAll(async () => {
    [ann, bob, eve] = await people(product, aUser('ann'), aUser('bob'), aUser('eve'));
    const { id } = await ann.createSession([bob.userId]);
    uploads = new Uploads(ann, id);
  });
  const send = async (fileId: string, kind = 'FILE') => {
    const content = { attachment: { fileId } };
    const input = { sessionId: uploads.sessionId, clientMessageId: `m ${fileId}`, kind, content };
    return ann.get<{ id: string; content: { attachment: { state: string } } }>('sendMessage', SEND, { input });
  };
  const asBob = () => new Uploads(bob, uploads.sessionId);
  const settledAs = async (content: Buffer | string, mediaType: string): Promise<string> => {
    const { fileId } = await uploads.upload(content, { mediaType });
    return (await uploads.settled(fileId)).state;
  };
  const expectNeverServed = async (content: Buffer | string, mediaType: string): Promise<void> => {
    const bytes = Buffer.from(content);
    const ticket = await uploads.request({ mediaType, size: bytes.length });
    const { fileId } = ticket;
    await send(fileId);
    await post(ticket, bytes);
    expect((await uploads.settled(fileId)).state).toBe('REJECTED');
    for (const who of [uploads, asBob()]) {
      for (const variant of ['ORIGINAL', 'THUMBNAIL']) {
        expect(await codeOf(who.url(fileId, variant))).toBe('FileNotFound');
      }
    }
  };

  describe('23: what a browser would run', () => {
    const page = '<!DOCTYPE html><script>alert(1)</script>';
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

    it('is put into quarantine where it is said to be a picture or a text', async () => {
      await expectNeverServed(drawing, 'image/png');
      await expectNeverServed(page, 'image/jpeg');
      await expectNeverServed(drawing, 'text/plain');
      await expectNeverServed(Buffer.concat([await aPicture('png'), Buffer.from(page)]), 'image/png');
      await expectNeverServed(Buffer.concat([await aGif(), Buffer.from(page)]), 'image/gif');
    });

    it('is asked for in vain under its own type', async () => {
      for (const mediaType of ['image/svg+xml', 'text/html', 'application/xhtml+xml']) {
        expect(await codeOf(uploads.request({ mediaType }))).toBe('AttachmentRefused');
      }
    });

    it('would be saved and not shown: every file is an attachment whose type is not guessed at', async () => {
      const { fileId } = await uploads.upload('<p>hello', { name: 'a.js', mediaType: 'text/javascript' });
      expect((await uploads.settled(fileId)).state).toBe('CLEAN');
      const { headers } = await uploads.download(fileId);
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="a\.js"/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toBe('text/javascript');
    });
  });

  it('24: bytes that are not of the type that was said are refused', async () => {
    const samples: readonly (readonly [Buffer | string, string])[] = [
      [await aPicture('jpeg'), 'image/png'],
      ['%PDF-1.7\n', 'image/png'],
      [Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]), 'application/pdf'],
      [Buffer.from([0xff, 0xfe, 0, 1]), 'text/plain'],
      ['{"a":', 'application/json'],
      ['no sound', 'audio/mpeg'],
      ['no film', 'video/mp4'],
    ];
    for (const [content, mediaType] of samples) {
      expect([mediaType, await settledAs(content, mediaType)]).toEqual([mediaType, 'REJECTED']);
    }
  });

  it('25: more or fewer bytes than were asked for are refused by the store', async () => {
    const ticket = await uploads.request({ size: 5 });
    for (const content of ['hell', 'hello!', 'x'.repeat(1_000_000)]) {
      expect((await post(ticket, Buffer.from(content))).status).toBe(400);
    }
    expect(await codeOf(uploads.complete(ticket.fileId))).toBe('UploadIncomplete');
  });

  it('26: a form serves its own key, type and file, and what comes after the first is looked at by nobody', async () => {
    const [ticket, other] = [await uploads.request(), await uploads.request()];
    const hello = Buffer.from('hello');
    const key = other.post?.fields.find(({ name }) => name === 'key')?.value ?? '';
    expect((await post(ticket, hello, { key })).status).toBe(403);
    expect((await post(ticket, hello, { 'Content-Type': 'text/html' })).status).toBe(403);
    expect((await post(ticket, hello)).ok).toBe(true);
    await uploads.complete(ticket.fileId);
    await post(ticket, Buffer.from('other'));
    expect((await uploads.settled(ticket.fileId)).state).toBe('CLEAN');
    expect(await (await uploads.download(ticket.fileId)).text()).toBe('hello');
  });

  it('27: names of every kind are kept for show, and get into no key and no header', async () => {
    const names = [
      '../../etc/passwd',
      '..\\..\\boot.ini',
      'x'.repeat(255),
      'Grüße 👩🏽‍🏫\u202egnp.exe',
      'a\r\nSet-Cookie: b=c',
      'a";b=\'%00',
    ];
    for (const name of names) {
      const ticket = await uploads.request({ name });
      const key = ticket.post?.fields.find((field) => field.name === 'key')?.value;
      expect(key).toBe(`new/${uploads.sessionId}/${ticket.fileId}`);
      await post(ticket, Buffer.from('hello'));
      await uploads.complete(ticket.fileId);
      expect((await uploads.settled(ticket.fileId)).name).toBe(name);
      const { headers } = await uploads.download(ticket.fileId);
      const disposition = headers.get('content-disposition') ?? '';
      expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(name);
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect(await codeOf(uploads.request({ name: 'x'.repeat(300) }))).toBe('TextTooLong');
  });

  it('28: the test virus is never to be had, by itself or in another file', async () => {
    await expectNeverServed(eicar, 'text/plain');
    await expectNeverServed(`%PDF-1.7\n${eicar}`, 'application/pdf');
  });

  describe('29: a file is fetched', () => {
    it('by nobody before it was looked at, and by no stranger', async () => {
      const { fileId } = await uploads.request();
      for (const who of [uploads, asBob(), new Uploads(eve, uploads.sessionId)]) {
        expect(await codeOf(who.url(fileId))).toBe('FileNotFound');
      }
      const clean = await uploads.upload('hello');
      await uploads.settled(clean.fileId);
      await send(clean.fileId);
      expect((await asBob().download(clean.fileId)).status).toBe(200);
      expect(await codeOf(new Uploads(eve, uploads.sessionId).url(clean.fileId))).toBe('FileNotFound');
    });

    it('under its link alone, and by GET', async () => {
      const { fileId } = await uploads.upload('hello');
      await uploads.settled(fileId);
      const { url } = await uploads.url(fileId);
      const forged = [
        url.replace('original', 'thumbnail.webp'),
        url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=6000'),
      ];
      for (const other of [...forged, url.split('?')[0] ?? '']) expect((await fetch(other)).status).toBe(403);
      expect((await fetch(url, { method: 'PUT', body: 'other' })).status).toBe(403);
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
      expect(await (await fetch(url)).text()).toBe('hello');
    });

    it('by nobody who was removed, and of no message that was deleted', async () => {
      const { fileId } = await uploads.upload('hello');
      await uploads.settled(fileId);
      const { id } = await send(fileId);
      const [cat] = await people(product, aUser('cat'));
      const { id: second } = await ann.createSession([cat.userId]);
      const theirs = new Uploads(ann, second);
      const other = await theirs.upload('hello');
      await theirs.settled(other.fileId);
      const content = { attachment: { fileId: other.fileId } };
      await ann.get('sendMessage', SEND, { input: { sessionId: second, clientMessageId: 'm', kind: 'FILE', content } });
      await new Uploads(cat, second).url(other.fileId);
      await ann.get('removeMember', REMOVE, { sessionId: second, userId: cat.userId });
      expect(await codeOf(new Uploads(cat, second).url(other.fileId))).toBe('FileNotFound');

      const DELETE = `mutation Delete($id: ID!) { deleteMessage(messageId: $id) {
        sessionId seq kind createdAt change actorId message { ${nested(everyMessageFragment)} }
      } }`;
      await ann.get('deleteMessage', DELETE, { id });
      for (const who of [uploads, asBob()]) expect(await codeOf(who.url(fileId))).toBe('FileNotFound');
    });
  });

  describe('30: a picture of billions of pixels', () => {
    it('is refused by what it says of itself, within the memory that a small one takes', async () => {
      const before = process.memoryUsage().rss;
      for (const [width, height] of [
        [50_000, 50_000],
        [65_535, 65_535],
      ] as const) {
        expect(await settledAs(aPngBomb(width, height), 'image/png')).toBe('REJECTED');
      }
      expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    });

    it('is refused, too, where all of its pixels are there, packed as small as they go', async () => {
      const wide = await sharp({ create: { width: 8_000, height: 6_000, channels: 3, background: 'red' } })
        .png({ compressionLevel: 6 })
        .toBuffer();
      expect(wide.length).toBeLessThan(1_000_000);
      expect(await settledAs(wide, 'image/png')).toBe('REJECTED');
    });

    it('as text that unfolds without an end is refused without being unfolded', async () => {
      expect(await settledAs('['.repeat(4_000_000), 'application/json')).toBe('REJECTED');
    });
  });

  it('44: where a picture was taken, and what else was written into it, leaves with none of its forms', async () => {
    const picture = await aPicture('jpeg');
    expect(picture.includes(canary)).toBe(true);
    const { fileId } = await uploads.upload(picture, { name: 'home.jpg', mediaType: 'image/jpeg' });
    expect(await uploads.settled(fileId)).toMatchObject({ state: 'CLEAN', width: 48, height: 64 });
    for (const variant of ['ORIGINAL', 'THUMBNAIL']) {
      const bytes = Buffer.from(await (await uploads.download(fileId, variant)).arrayBuffer());
      expect(bytes.includes(canary)).toBe(false);
      expect(await sharp(bytes).metadata()).not.toHaveProperty('exif');
    }
    expect(JSON.stringify(product.log)).not.toContain('home.jpg');
  });
});
