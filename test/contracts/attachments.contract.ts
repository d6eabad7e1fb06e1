import { beforeAll, describe, expect, it } from 'vitest';
import { appendMessage } from '../../application/session-log/append-message.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { after, settled } from '../../domain/attachment/transitions.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { attachmentOf } from '../../domain/vocabulary/files.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aFile, aFileId, saved } from '../builders/files.ts';
import { noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `Attachments` adapter keeps, and those of `SessionLog.write` about files. */
export function attachmentsContract(adapter: string, open: OpenStores): void {
  describe(`Attachments on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const stepped = (file: AttachmentFile, ...acts: readonly Parameters<typeof after>[1][]): AttachmentFile =>
      acts.reduce((before, act) => {
        const next = after(before, act, noon);
        if (next === undefined) throw new Error(`unable to go on; nothing ${act.kind} what is ${before.state}`);
        return next;
      }, file);
    const shown = { size: 7, width: 3, height: 4, hasThumbnail: true };
    const [arrived, takenUp, passed] = [
      { kind: 'arrived', held: 'h1', size: 5 },
      { kind: 'takenUp' },
      { kind: 'passed', shown },
    ] as const;

    const place = async () => {
      const ann = aUser('ann');
      const session = aChatSession({ creator: ann, memberIds: [aUser('bob')] });
      await stores.chatSessions.save(session);
      return { ann, sessionId: session.id, scribe: new Scribe(stores, new ManualClock(), session.id) };
    };
    const aSavedFile = async (wish: Parameters<typeof aFile>[0] = {}) => saved(stores.attachments, aFile(wish));

    const carry = async (file: AttachmentFile, sender: UserId, clientMessageId = 'c1') => {
      const attachment = attachmentOf(file.id, { ...file, attachedAs: file.attached?.as }, 'a house');
      const content = { kind: 'IMAGE', text: 'look', attachment } as const;
      const draft = aDraft(file.sessionId, sender, { content, clientMessageId });
      return appendMessage(stores.sessionLog, { now: () => noon }, draft, 0);
    };
    const carried = async (file: AttachmentFile, sender: UserId): Promise<Message> => {
      const outcome = await carry(file, sender);
      if (outcome.kind !== 'appended') throw new Error(`unable to go on; the message ended ${outcome.kind}`);
      return outcome.message;
    };
    const found = async ({ id }: AttachmentFile): Promise<AttachmentFile> => {
      const file = await stores.attachments.find(id);
      if (file === undefined) throw new Error('unable to go on; there is no file');
      return file;
    };
    const entryFor = async (scribe: Scribe, message: Message): Promise<ChangeEntry> => ({
      kind: 'MESSAGE_CHANGED',
      seq: await scribe.leaveOpen(),
      at: later(noon, 5),
      target: message.seq,
      change: 'ATTACHMENT_CHANGED',
      actorId: '#system',
    });

    it('keep all that a file holds, in every state', async () => {
      const file = aFile({ name: '../Grüße\n👩🏽‍🏫.png', width: 640, height: 480, durationMs: 0, uploadId: 'up/1' });
      const states = [
        file,
        stepped(file, arrived),
        { ...stepped(file, arrived, takenUp, takenUp), scanned: 'INFECTED' as const },
        stepped(file, arrived, takenUp, passed),
        stepped(file, arrived, takenUp, { kind: 'refused', reason: 'INFECTED' }),
        settled(stepped(file, { kind: 'expired' })),
      ];
      for (const [version, state] of states.entries()) {
        expect(await stores.attachments.save({ ...state, version })).toBe('saved');
        expect(await stores.attachments.find(file.id)).toEqual({ ...state, version: version + 1 });
      }
    });

    it('are not found before they were asked for', async () => {
      expect(await stores.attachments.find(aFileId(aSessionId()))).toBeUndefined();
    });

    it('refuse to overwrite what the writer never saw', async () => {
      const file = await aSavedFile();
      expect(await stores.attachments.save({ ...file, version: 0 })).toBe('overtaken');
      expect(await stores.attachments.save(stepped(file, arrived))).toBe('saved');
      expect(await stores.attachments.save(stepped(file, { kind: 'expired' }))).toBe('overtaken');
      expect((await found(file)).state).toBe('UPLOADED');
      expect(await stores.attachments.save({ ...aFile(), version: 3 })).toBe('overtaken');
    });

    it('are due by their time, the longest due first, and no more once nothing is to be done', async () => {
      const [first, second, third] = [
        aFile({}, later(noon, -Durations.year)),
        aFile({}, later(noon, -Durations.year + 1)),
        aFile({}, later(noon, -Durations.year + 2)),
      ];
      for (const file of [third, first, second]) await saved(stores.attachments, file);
      const until = second.dueAt ?? noon;
      expect(await stores.attachments.due(until, 100)).toEqual([first.id, second.id]);
      expect(await stores.attachments.due(until, 1)).toEqual([first.id]);
      await stores.attachments.save(settled({ ...first, version: 1 }));
      await stores.attachments.save(settled({ ...third, version: 1 }));
      expect(await stores.attachments.due(later(until, 1_000), 100)).toEqual([second.id]);
      await stores.attachments.save(settled({ ...second, version: 1 }));
    });

    describe('of a message', () => {
      it('go with that message, and with no other', async () => {
        const { ann, sessionId, scribe } = await place();
        const file = await aSavedFile({ id: aFileId(sessionId), ownerId: ann });
        const message = await carried(file, ann);
        expect(message.content).toMatchObject({ attachment: { fileId: file.id, alt: 'a house', state: 'PENDING' } });
        expect(await found(file)).toEqual({ ...file, version: 2, attached: { seq: message.seq, as: 'c1' } });

        expect((await carry(file, ann, 'c2')).kind).toBe('fileGone');
        expect(await carry(file, ann)).toMatchObject({ kind: 'appended', repeated: true, message: { seq: 1 } });
        const { entries } = await stores.sessionLog.slotsAfter(sessionId, message.seq, 10);
        expect(entries.map(({ kind }) => kind)).toEqual(['VOID', 'VOID']);
        expect(await scribe.leaveOpen()).toBe(4);
      });

      it('take no message that shows them otherwise than they are', async () => {
        const { ann, sessionId } = await place();
        const file = await aSavedFile({ id: aFileId(sessionId), ownerId: ann });
        const clean = stepped(file, arrived, takenUp, passed);
        expect((await carry(clean, ann)).kind).toBe('fileGone');
        await stores.attachments.save(clean);
        expect((await carry(file, ann)).kind).toBe('fileGone');
        expect((await carry(clean, ann)).kind).toBe('appended');
        expect((await carry(aFile({ id: aFileId(sessionId), ownerId: ann }), ann, 'c3')).kind).toBe('fileGone');

        const gone = await aSavedFile({ id: aFileId(sessionId), ownerId: ann });
        await stores.attachments.save(stepped(gone, { kind: 'expired' }));
        expect((await carry(gone, ann, 'c4')).kind).toBe('fileGone');
      });

      it('are told with the message, which keeps its own words', async () => {
        const { ann, sessionId, scribe } = await place();
        const file = await aSavedFile({ id: aFileId(sessionId), ownerId: ann });
        const message = await carried(file, ann);
        const clean = stepped(await found(file), arrived, takenUp, passed);
        const entry = await entryFor(scribe, message);
        expect(await stores.attachments.saveAndTell(clean, { message, entry })).toBe('saved');

        const now = await stores.sessionLog.entryAt(sessionId, message.seq);
        const attachment = { name: 'a.png', alt: 'a house', size: 7, width: 3, height: 4, state: 'CLEAN' };
        expect(now).toMatchObject({ message: { version: 2, edition: 1, content: { text: 'look', attachment } } });
        expect(await stores.sessionLog.entryAt(sessionId, entry.seq)).toEqual(entry);
        expect(await found(file)).toEqual({ ...clean, version: 3 });
      });

      it('are told whole or not at all', async () => {
        const { ann, sessionId, scribe } = await place();
        const file = await aSavedFile({ id: aFileId(sessionId), ownerId: ann });
        const message = await carried(file, ann);
        const clean = stepped(await found(file), arrived, takenUp, passed);
        const entry = await entryFor(scribe, message);

        const old = { ...clean, version: 1 };
        expect(await stores.attachments.saveAndTell(old, { message, entry })).toBe('overtaken');
        await stores.sessionLog.seal(sessionId, [entry.seq], noon);
        expect(await stores.attachments.saveAndTell(clean, { message, entry })).toBe('taken');
        const another = await scribe.say(ann);
        const next = await entryFor(scribe, message);
        expect(await stores.attachments.saveAndTell(clean, { message: another, entry: next })).toBe('overtaken');
        await scribe.delete(ann, message.seq);
        expect(await stores.attachments.saveAndTell(clean, { message, entry: next })).toBe('overtaken');
        expect(await stores.sessionLog.entryAt(sessionId, next.seq)).toBeUndefined();
        expect((await found(file)).state).toBe('REQUESTED');
      });
    });
  });
}
