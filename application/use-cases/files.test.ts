import { beforeEach, describe, expect, it } from 'vitest';
import { heldPlace, uploadPlace } from '../../domain/attachment/places.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { parseFileId, seqOf, seqZero } from '../../domain/shared/ids.ts';
import { Durations, Limits } from '../../domain/vocabulary/limits.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { FileWorld } from '../../test/builders/file-world.ts';
import { aFileId } from '../../test/builders/files.ts';
import { aPicture } from '../../test/builders/pictures.ts';
import { aSessionId, aUser } from '../../test/builders/people.ts';
import { act } from '../../test/builders/session-changes.ts';
import { eicar } from '../../test/contracts/virus-scan.contract.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { ScanUnavailable } from '../ports/virus-scan.ts';

let world: FileWorld;
beforeEach(async () => {
  world = await FileWorld.open();
});

const part = Limits.uploadPartSize;
const inParts = { size: part * 2 + 3 };

describe('asking to upload', () => {
  it('answers a form for exactly this file, for five minutes', async () => {
    const ticket = granted(await world.request());
    expect(ticket).toMatchObject({ multipart: null, expiresAt: world.clock.now() + 300_000 });
    expect(await world.post(ticket, Buffer.from('hell'))).toBe(400);
    expect(await world.post(ticket, Buffer.from('hello'))).toBe(204);
    expect(await world.find(ticket.fileId)).toMatchObject({ state: 'REQUESTED', ownerId: world.ann, name: 'a.txt' });
  });

  it('of more than a part answers how it is cut', async () => {
    const ticket = granted(await world.request(inParts));
    expect(ticket).toMatchObject({ post: null, multipart: { partSize: part, partCount: 3 } });
    expect(ticket.expiresAt).toBe(world.clock.now() + Durations.uploadInParts);
    expect(granted(await world.request({ size: part })).post).not.toBeNull();
  });

  it('puts nothing of what a user says into a key', async () => {
    const name = `../../${'x'.repeat(240)}\u202e.txt`;
    const { post, fileId } = granted(await world.request({ name }));
    const key = post?.fields.find((field) => field.name === 'key')?.value;
    expect(key).toBe(`incoming/new/${world.session.id}/${fileId}`);
    expect((await world.find(fileId)).name).toBe(name);
  });

  it('is for those who may post, in sessions that take such files', async () => {
    for (const wish of [{ user: aUser('eve') }, { sessionId: aSessionId() }, { sessionId: '../x' }]) {
      expect(refusalOf(await world.request(wish))).toBe('SessionNotFound');
    }
    for (const wish of [{ mediaType: 'image/svg+xml' }, { size: 52_428_801 }]) {
      expect(refusalOf(await world.request(wish))).toBe('AttachmentRefused');
    }
    expect(refusalOf(await world.request({ size: 0 }))).toBe('BadInput');
    granted(await act(world.stores, world.session.id, world.ann, archive));
    expect(refusalOf(await world.request())).toBe('SessionReadOnly');
    world = await FileWorld.open({ settings: { allowFileUploads: false } });
    expect(refusalOf(await world.request())).toBe('AttachmentRefused');
    world = await FileWorld.open({ kind: 'ANNOUNCEMENT' });
    expect(refusalOf(await world.request({ user: world.bob }))).toBe('NotAllowed');
  });
});

describe('an upload in parts', () => {
  const send = async (fileId: string, ...parts: readonly number[]) => {
    for (const { number, url } of granted(await world.service.uploadParts({ user: world.ann, fileId, parts }))) {
      const bytes = Buffer.alloc(number === 3 ? 3 : part, `${number}`);
      expect((await world.fileStore.put(url, bytes)).status).toBe(200);
    }
  };
  const ask = () => world.request(inParts);

  it('goes on where it broke off, and becomes one file', async () => {
    const { fileId } = granted(await ask());
    const wish = { user: world.ann, fileId };
    await send(fileId, 1);
    expect(granted(await world.service.uploadedParts(wish))).toEqual([1]);
    expect(await world.service.completeUpload(wish)).toMatchObject({
      refusal: { code: 'UploadIncomplete', info: { missing: ['2', '3'] } },
    });
    world.clock.pass(Durations.uploadInParts - 1);
    await send(fileId, 2, 3, 2);
    expect(granted(await world.service.completeUpload(wish)).state).toBe('UPLOADED');
    await world.process(fileId);
    expect(await world.find(fileId)).toMatchObject({ state: 'CLEAN', size: inParts.size, uploadId: null });
  });

  it('answers the same where the answer to its completion was lost', async () => {
    const { fileId } = granted(await ask());
    await send(fileId, 1, 2, 3);
    const { uploadId } = await world.find(fileId);
    const place = uploadPlace({ id: fileId, sessionId: world.session.id });
    const parts = (await world.fileStore.uploadedParts(place, uploadId ?? '')) ?? [];
    await world.fileStore.completeParts(place, uploadId ?? '', parts);
    const wish = { user: world.ann, fileId };
    expect(granted(await world.service.completeUpload(wish)).state).toBe('UPLOADED');
    expect(granted(await world.service.completeUpload(wish)).state).toBe('UPLOADED');
  });

  it('has exactly its parts, while its time lasts, for its owner', async () => {
    const { fileId } = granted(await ask());
    const of = async (wish: Partial<Parameters<typeof world.service.uploadParts>[0]>) =>
      refusalOf(await world.service.uploadParts({ user: world.ann, fileId, parts: [1], ...wish }));
    for (const parts of [[0], [4], [-1], [1, 4], [], Array.from({ length: 101 }, () => 1)]) {
      expect(await of({ parts })).toBe('BadInput');
    }
    expect(await of({ user: world.bob })).toBe('FileNotFound');
    expect(await of({ fileId: aFileId(world.session.id) })).toBe('FileNotFound');
    const single = granted(await world.request());
    expect(await of({ fileId: single.fileId })).toBe('FileNotFound');
    world.clock.pass(Durations.uploadInParts);
    expect(await of({})).toBe('FileNotFound');
  });

  it('leaves nothing behind where it is taken back or given up', async () => {
    for (const ending of ['cancel', 'expire'] as const) {
      const { fileId } = granted(await ask());
      await send(fileId, 1);
      const { uploadId } = await world.find(fileId);
      if (ending === 'cancel') {
        expect(granted(await world.service.cancelUpload({ user: world.ann, fileId }))).toBe(true);
        expect(granted(await world.service.cancelUpload({ user: world.ann, fileId }))).toBe(false);
      } else {
        world.clock.pass(Durations.uploadInParts + Durations.uploadGrace);
        await world.sweep();
      }
      const place = uploadPlace({ id: fileId, sessionId: world.session.id });
      expect(await world.fileStore.uploadedParts(place, uploadId ?? '')).toBeUndefined();
      expect(await world.find(fileId)).toMatchObject({ state: 'EXPIRED', dueAt: null });
    }
  });
});

describe('completing an upload', () => {
  it('waits for the bytes, has them looked at, and says how far it came', async () => {
    const ticket = granted(await world.request());
    const wish = { user: world.ann, fileId: ticket.fileId };
    expect(refusalOf(await world.service.completeUpload(wish))).toBe('UploadIncomplete');
    await world.post(ticket, Buffer.from('hello'));
    expect(granted(await world.service.completeUpload(wish)).state).toBe('UPLOADED');
    expect(world.jobs).toEqual([{ kind: 'see', fileId: ticket.fileId }]);
    await world.process(ticket.fileId);
    expect(granted(await world.service.completeUpload(wish)).state).toBe('CLEAN');
    expect(refusalOf(await world.service.completeUpload({ ...wish, user: world.bob }))).toBe('FileNotFound');
  });

  it('takes the bytes away, so that nothing that comes later is looked at', async () => {
    const ticket = granted(await world.request());
    await world.post(ticket, Buffer.from('hello'));
    await world.service.completeUpload({ user: world.ann, fileId: ticket.fileId });
    expect(await world.post(ticket, Buffer.from('other'))).toBe(204);
    await world.process(ticket.fileId);
    const { url } = granted(
      await world.service.fileUrl({ user: world.ann, fileId: ticket.fileId, variant: 'ORIGINAL' }),
    );
    expect(Buffer.from((await world.fileStore.get(url)).bytes).toString()).toBe('hello');
    await world.process(ticket.fileId);
    expect(await world.stored()).toEqual([`files/${ticket.fileId}/original`]);
  });
});

describe('a file that was uploaded', () => {
  it('is shown as it is once it is clean, to those in its session, for a minute', async () => {
    const png = await aPicture('png', 1_000, 800);
    const fileId = await world.upload(png, { name: 'Haus "1".png', mediaType: 'image/png' });
    const message = await world.say(fileId);
    expect(message.content).toMatchObject({ attachment: { state: 'PENDING', width: null } });
    await world.process(fileId);

    const { size } = await world.find(fileId);
    const entry = await world.stores.sessionLog.entryAt(world.session.id, message.seq);
    expect(entry).toMatchObject({
      message: { version: 2, content: { attachment: { state: 'CLEAN', width: 800, height: 1_000, size } } },
    });
    expect(world.live.told).toEqual([{ kind: 'messageChanged', sessionId: world.session.id, seq: 2 }]);
    const told = await world.stores.sessionLog.entryAt(world.session.id, seqOf(2));
    expect(told).toMatchObject({
      kind: 'MESSAGE_CHANGED',
      change: 'ATTACHMENT_CHANGED',
      target: 1,
      actorId: '#system',
    });

    for (const user of [world.ann, world.bob]) {
      for (const variant of ['ORIGINAL', 'THUMBNAIL'] as const) {
        const { url, expiresAt } = granted(await world.service.fileUrl({ user, fileId, variant }));
        expect(expiresAt).toBe(world.clock.now() + 60_000);
        const { status, headers } = await world.fileStore.get(url);
        expect(status).toBe(200);
        expect(headers['content-disposition']).toMatch(/^attachment; filename="Haus _1_\.png/);
        expect(headers['content-type']).toBe(variant === 'ORIGINAL' ? 'image/png' : 'image/webp');
      }
    }
  });

  it('is not to be had by anyone before, after or besides that', async () => {
    const fileId = await world.upload('hello');
    const of = async (user = world.bob, wish: { fileId?: string; variant?: 'ORIGINAL' | 'THUMBNAIL' } = {}) =>
      refusalOf(await world.service.fileUrl({ user, fileId, variant: 'ORIGINAL', ...wish }));
    const missing = await world.service.fileUrl({ user: world.bob, fileId: 'x', variant: 'ORIGINAL' });
    expect(await of(world.ann)).toBe('FileNotFound');
    await world.process(fileId);
    expect(await world.service.fileUrl({ user: world.bob, fileId, variant: 'ORIGINAL' })).toEqual(missing);
    await world.say(fileId);
    granted(await world.service.fileUrl({ user: world.bob, fileId, variant: 'ORIGINAL' }));
    expect(await of(world.bob, { variant: 'THUMBNAIL' })).toBe('FileNotFound');
    expect(await of(aUser('eve'))).toBe('FileNotFound');
    expect(await of(world.bob, { fileId: aFileId(world.session.id) })).toBe('FileNotFound');
    granted(await act(world.stores, world.session.id, world.ann, removeMember(world.bob), world.bob));
    expect(await of()).toBe('FileNotFound');
  });

  it.each([
    ['INFECTED', { content: `x${eicar}`, mediaType: 'text/plain' }],
    ['TYPE', { content: 'no picture', mediaType: 'image/png' }],
    ['DANGEROUS', { content: '<svg onload="alert(1)"/>', mediaType: 'text/plain' }],
    ['MALFORMED', { content: '{"a":', mediaType: 'application/json' }],
  ] as const)('is put into quarantine, for good, where it is found %s', async (reason, { content, mediaType }) => {
    const fileId = await world.upload(content, { mediaType });
    const message = await world.say(fileId);
    await world.process(fileId);
    await world.process(fileId);
    expect(await world.find(fileId)).toMatchObject({ state: 'REJECTED', reason });
    expect(await world.stored()).toEqual([`quarantine/${fileId}`]);
    const entry = await world.stores.sessionLog.entryAt(world.session.id, message.seq);
    expect(entry).toMatchObject({ message: { content: { attachment: { state: 'REJECTED' } } } });
    const wish = { user: world.ann, fileId, variant: 'ORIGINAL' } as const;
    expect(refusalOf(await world.service.fileUrl(wish))).toBe('FileNotFound');
    expect(world.notes).toMatchObject([{ event: 'file.rejected', fileId }]);
  });

  it('is clean before its message where that comes later, and goes with it', async () => {
    const fileId = await world.upload('hello');
    await world.process(fileId);
    const message = await world.say(fileId);
    expect(message.content).toMatchObject({ attachment: { state: 'CLEAN' } });
    world.clock.pass(Durations.orphan);
    await world.sweep();
    expect(await world.find(fileId)).toMatchObject({ state: 'CLEAN', dueAt: null });
    expect(world.live.told).toEqual([]);
  });

  it('that no message carries within a day is removed', async () => {
    const fileId = await world.upload('hello');
    await world.process(fileId);
    world.clock.pass(Durations.orphan - 1);
    await world.sweep();
    expect((await world.find(fileId)).state).toBe('CLEAN');
    world.clock.pass(1);
    await world.sweep();
    expect(await world.find(fileId)).toMatchObject({ state: 'EXPIRED', dueAt: null });
    expect(await world.stored()).toEqual([]);
  });

  it('leaves with its message, however often that is told', async () => {
    const fileId = await world.upload('hello');
    await world.process(fileId);
    const { seq } = await world.say(fileId);
    await world.scribe.delete(world.ann, seq);
    const wish = { user: world.ann, fileId, variant: 'ORIGINAL' } as const;
    expect(refusalOf(await world.service.fileUrl(wish))).toBe('FileNotFound');
    for (let times = 0; times < 2; times += 1) await world.messageDeleted({ fileId, seq });
    expect((await world.find(fileId)).state).toBe('EXPIRED');
    expect(await world.stored()).toEqual([]);
    await world.messageDeleted({ fileId: aFileId(world.session.id), seq });
    await world.messageDeleted({ fileId: 'x', seq });
  });

  it('of a message that was deleted before anyone looked is removed, and tells nobody', async () => {
    const fileId = await world.upload('hello');
    const { seq } = await world.say(fileId);
    await world.scribe.delete(world.ann, seq);
    await world.process(fileId);
    expect(world.live.told).toEqual([]);
    await world.messageDeleted({ fileId, seq });
    expect(await world.find(fileId)).toMatchObject({ state: 'EXPIRED' });
    expect(await world.stored()).toEqual([]);
  });

  it('whose message takes it while it is looked at is told of in that message', async () => {
    const fileId = await world.upload('hello');
    let said: Awaited<ReturnType<FileWorld['say']>> | undefined;
    world.virusScan = {
      scan: async () => {
        said = await world.say(fileId);
        return { kind: 'clean' };
      },
    };
    await world.process(fileId);
    expect(said?.content).toMatchObject({ attachment: { state: 'PENDING' } });
    expect(await world.find(fileId)).toMatchObject({ state: 'CLEAN', attached: { seq: said?.seq }, dueAt: null });
    const [entry] = (await world.stores.sessionLog.slotsAfter(world.session.id, seqZero, 1)).entries;
    expect(entry).toMatchObject({ message: { content: { attachment: { state: 'CLEAN' } } } });
  });

  it('cannot be taken back once a message carries it', async () => {
    const fileId = await world.upload('hello');
    await world.say(fileId);
    expect(refusalOf(await world.service.cancelUpload({ user: world.ann, fileId }))).toBe('AttachmentRefused');
    expect(refusalOf(await world.service.cancelUpload({ user: world.bob, fileId }))).toBe('FileNotFound');
  });
});

describe('a scanner', () => {
  it('that does not answer leaves the file as it is, and is asked again until it does', async () => {
    const fileId = await world.upload('hello');
    world.virusScan = { scan: () => Promise.reject(new ScanUnavailable('it is not there')) };
    await world.process(fileId);
    expect(await world.find(fileId)).toMatchObject({ state: 'SCANNING', tries: 1 });
    expect(world.notes).toMatchObject([{ event: 'file.unscanned' }]);
    await world.process(fileId);
    expect((await world.find(fileId)).tries).toBe(1);
    world.clock.pass(Durations.fileLease);
    world.virusScan = { scan: async () => ({ kind: 'clean' }) };
    await world.sweep();
    expect((await world.find(fileId)).state).toBe('CLEAN');
  });

  it('that never answers makes nothing clean', async () => {
    const fileId = await world.upload('hello');
    await world.say(fileId);
    world.virusScan = { scan: () => Promise.reject(new ScanUnavailable('it is not there')) };
    for (let hour = 0; hour < 26; hour += 1) {
      await world.sweep();
      world.clock.pass(3_600_000);
    }
    expect(await world.find(fileId)).toMatchObject({ state: 'EXPIRED' });
    expect(await world.stored()).toEqual([]);
    expect(world.notes.at(-1)).toMatchObject({ event: 'file.given-up' });
  });

  it('that answers later is believed about the object that is held, and no other', async () => {
    for (const result of ['CLEAN', 'INFECTED'] as const) {
      const fileId = await world.upload('hello');
      world.virusScan = { scan: async () => ({ kind: 'pending' }) };
      const early = world.takeScanResult({ kind: 'scanned', fileId, held: 'x', result });
      await expect(early).rejects.toThrow(StoreBusy);
      await world.process(fileId);
      const { held } = await world.find(fileId);
      await world.takeScanResult({ kind: 'scanned', fileId, held: 'another', result: 'CLEAN' });
      expect((await world.find(fileId)).state).toBe('SCANNING');
      const word = { kind: 'scanned', fileId, held: held ?? '', result } as const;
      await world.takeScanResult(word);
      await world.takeScanResult({ ...word, result: 'CLEAN' });
      expect((await world.find(fileId)).state).toBe(result === 'CLEAN' ? 'CLEAN' : 'REJECTED');
    }
  });
});

describe('what nothing names', () => {
  it('is removed after a day, and nothing else', async () => {
    const [clean, waiting] = [await world.upload('hello'), await world.upload('later')];
    await world.process(clean);
    await world.say(clean);
    const file = await world.find(clean);
    const stray = [
      heldPlace(file, 'died'),
      { area: 'incoming', key: 'new/x/y' },
      { area: 'incoming', key: 'strange' },
      { area: 'files', key: `${aFileId(world.session.id)}/original` },
    ] as const;
    for (const place of stray) await world.fileStore.write(place, Buffer.from('x'), 'text/plain');
    expect(await world.removeOrphans()).toBe(0);
    world.clock.pass(Durations.orphan);
    expect(await world.removeOrphans()).toBe(stray.length);
    const kept = [`incoming/new/${world.session.id}/${waiting}`, `files/${clean}/original`];
    expect(await world.stored()).toEqual(kept);
  });

  it('is kept in quarantine for its time', async () => {
    await world.process(await world.upload(eicar));
    world.clock.pass(Durations.fileForgotten - 1);
    expect(await world.removeOrphans()).toBe(0);
    world.clock.pass(1);
    expect(await world.removeOrphans()).toBe(1);
  });

  it('is removed where it comes for a file that nobody asked for', async () => {
    const id = aFileId(world.session.id);
    const place = uploadPlace({ id, sessionId: world.session.id });
    await world.fileStore.write(place, Buffer.from('x'), 'text/plain');
    expect(parseFileId(id)).toBe(id);
    await world.process(id);
    expect(await world.stored()).toEqual([]);
  });
});
