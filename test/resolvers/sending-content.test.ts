import { beforeEach, describe, expect, it } from 'vitest';
import { detailKey, metaKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { instantOf, toIso } from '../../domain/shared/instant.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { aFile, aFileId, saved } from '../builders/files.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, refusalsOf } from '../support/api-in-process.ts';
import { SEND } from '../support/graphql.ts';
import { object, Room } from '../support/room.ts';
import { unitsOf, Watch, writesIn } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();
const uploads = { allowedFileTypes: ['image/png'], maxFileSize: 100 };

await describeOnApi('sendMessage', { ...watch.options, clock }, (api) => {
  let room: Room;
  let scribe: Scribe;
  beforeEach(async () => {
    room = await Room.open(api, clock.now(), { settings: { allowAnonymous: true, ...uploads } });
    scribe = new Scribe(api.stores, clock, room.id);
  });

  let sends = 0;
  const answer = (input: JsonObject, who = room.ann) => {
    sends += 1;
    const whole = { sessionId: room.id, clientMessageId: `c${sends}`, content: { text: 'hello' }, ...input };
    return api.execute(who, SEND, { input: whole });
  };
  const sent = async (input: JsonObject, who = room.ann) => object(await answer(input, who), 'sendMessage');
  const refused = async (input: JsonObject, who = room.ann) => {
    const seen = await watch.during(() => answer(input, who));
    expect(writesIn(seen)).toEqual([]);
    return refusalsOf(seen.outcome);
  };
  const stored = (seq: number) => api.item('chat', slotKey(room.id, seq));
  const idOf = (seq: number) => `${room.id}.${seq}`;

  describe('code and formulas', () => {
    const code = { language: 'JAVASCRIPT', source: 'let x = 1;\nlet y = ;\n' };

    it('are parsed by the service, in one call more', async () => {
      const seen = await watch.during(() => sent({ kind: 'CODE', content: { code } }));
      expect(seen.steps).toEqual([
        'Chat BatchGetItem',
        'ChatService Invoke',
        'Chat UpdateItem',
        'Chat TransactWriteItems',
      ]);
      expect(seen.outcome['content']).toMatchObject({
        text: null,
        code: { ...code, lineCount: 2, readingSeconds: 15, syntax: 'INVALID', problems: [{ line: 2, column: 9 }] },
      });
      expect(await stored(1)).toMatchObject({ text: code.source, code: { syntax: 'INVALID' } });
    });

    it('are asked about with nothing else of the request', async () => {
      const { requests } = await watch.during(() =>
        sent({ kind: 'MATH_FORMULA', content: { formula: { tex: 'x^2' } } }),
      );
      expect(requests[1]?.['payload']).toEqual({
        field: 'checkContent',
        identity: { sub: room.ann, name: null },
        arguments: { kind: 'MATH_FORMULA', text: 'x^2', language: null, pace: null },
      });
    });

    it('that are no TeX are refused, before a position is taken', async () => {
      expect(await refused({ kind: 'MATH_FORMULA', content: { formula: { tex: '\\frac{' } } })).toEqual([
        'FormulaMalformed',
      ]);
    });
  });

  describe('a file', () => {
    const own = async (wish: Partial<AttachmentFile> = {}) => {
      const file = aFile({ id: aFileId(room.id), ownerId: room.ann, size: 100 }, clock.now());
      return saved(api.stores.attachments, { ...file, ...wish });
    };
    const named = ({ id }: AttachmentFile, alt?: string) => ({
      kind: 'IMAGE',
      content: { attachment: { fileId: id, ...(alt === undefined ? {} : { alt }) }, text: 'look' },
    });

    it("is read with its session's rules, which are read for it alone, and goes with the message", async () => {
      const file = await own({ width: 3, height: 4 });
      const seen = await watch.during(() => sent(named(file, 'a house')));
      expect(JSON.stringify(seen.requests[0])).toContain(`"${detailKey(room.id).sk}"`);
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat UpdateItem', 'Chat TransactWriteItems']);
      const shown = {
        fileId: file.id,
        name: 'a.png',
        size: 100,
        width: 3,
        height: 4,
        alt: 'a house',
        state: 'PENDING',
      };
      expect(seen.outcome['content']).toMatchObject({ text: 'look', attachment: shown });
      expect(await api.stores.attachments.find(file.id)).toMatchObject({ attached: { seq: seen.outcome['seq'] } });
    });

    it('that may be downloaded is shown so', async () => {
      const file = await own({ state: 'CLEAN' });
      expect((await sent(named(file)))['content']).toMatchObject({ attachment: { state: 'CLEAN', alt: null } });
    });

    it('is held to the rules of the session as they are now', async () => {
      for (const wish of [{ size: 101 }, { mediaType: 'image/gif' }]) {
        expect(await refused(named(await own(wish)))).toEqual(['AttachmentRefused']);
      }
      room = await Room.open(api, clock.now(), { settings: { allowFileUploads: false } });
      expect(await refused(named(await own()))).toEqual(['AttachmentRefused']);
    });

    it('of someone else, of another session, and one that is none, are answered alike', async () => {
      const other = await Room.open(api, clock.now());
      const elsewhere = await saved(api.stores.attachments, aFile({ id: aFileId(other.id), ownerId: room.ann }));
      const files = [await own({ ownerId: room.bob }), elsewhere, { ...elsewhere, id: aFileId(room.id) }];
      for (const file of files) expect(await refused(named(file))).toEqual(['FileNotFound']);
      expect(await refused({ kind: 'IMAGE', content: { attachment: { fileId: 'f1' } } })).toEqual(['FileNotFound']);
    });

    it('goes with one message, which a repetition answers, also once the file is gone', async () => {
      const file = await own();
      const wish = { ...named(file), clientMessageId: 'same' };
      const first = await sent(wish);
      expect(await refused({ ...named(file), clientMessageId: 'other' })).toEqual(['AttachmentRefused']);
      const stored = await api.stores.attachments.find(file.id);
      if (stored) await api.stores.attachments.save({ ...stored, state: 'REJECTED' });
      expect(await sent(wish)).toMatchObject({ id: first['id'], seq: first['seq'] });
    });

    it('that was looked at since it was read is to be read anew, and leaves no hole', async () => {
      const file = await own();
      watch.beforeNext('Chat TransactWriteItems', async () => {
        await api.stores.attachments.save({ ...file, state: 'CLEAN' });
      });
      const wish = { ...named(file), clientMessageId: 'met' };
      expect(refusalsOf(await answer(wish))).toEqual(['TryAgain']);
      expect(await stored(1)).toMatchObject({ entry: 'VOID' });
      expect(await sent(wish)).toMatchObject({ seq: 2, content: { attachment: { state: 'CLEAN' } } });
    });
  });

  describe('mentions', () => {
    it('keep the members among those named, each once and without the sender', async () => {
      const mentions = [room.bob, aUser('eve'), room.ann, room.bob, '#', ''];
      expect((await sent({ mentions }))['mentions']).toEqual([room.bob]);
      expect(await stored(1)).toMatchObject({ mentions: [room.bob] });
    });

    it('are at most fifty, in one read', async () => {
      const memberIds = Array.from({ length: 60 }, () => aUser('many'));
      room = await Room.open(api, clock.now(), { kind: 'PUBLIC', memberIds });
      const seen = await watch.during(() => sent({ mentions: memberIds.slice(0, 50) }));
      expect(seen.outcome['mentions']).toEqual(memberIds.slice(0, 50));
      expect(seen.steps).toEqual(['Chat BatchGetItem', 'Chat UpdateItem', 'Chat TransactWriteItems']);
      expect(await refused({ mentions: memberIds.slice(0, 51) })).toEqual(['BadInput']);
    });
  });

  describe('a reply', () => {
    it('quotes what it answers, as that is now', async () => {
      await sent({ content: { text: 'x'.repeat(200) } }, room.bob);
      await scribe.edit(room.bob, seqOf(1), 'Other words');
      const reply = await sent({ replyToId: idOf(1) });
      expect(reply['replyTo']).toEqual({
        messageId: idOf(1),
        senderId: room.bob,
        senderName: room.bob,
        kind: 'TEXT',
        text: 'Other words',
        isDeleted: false,
      });
    });

    it('needs a message of this session that is not deleted', async () => {
      const other = await Room.open(api, clock.now());
      await other.sent('one');
      await sent({});
      await scribe.delete(room.ann, seqOf(1));
      for (const replyToId of [idOf(1), idOf(2), idOf(99), `${other.id}.1`, 'x', '']) {
        expect(await refused({ replyToId })).toEqual(['MessageNotFound']);
        expect(await refused({ threadRootId: replyToId })).toEqual(['MessageNotFound']);
      }
    });
  });

  describe('a thread', () => {
    it('counts its replies where it starts, and shows them to everyone who replies', async () => {
      await sent({});
      clock.pass(1_000);
      const seen = await watch.during(() => sent({ threadRootId: idOf(1), replyToId: idOf(1) }, room.bob));
      expect(seen.steps).toEqual([
        'Chat BatchGetItem',
        'Chat UpdateItem',
        'Chat TransactWriteItems',
        'Chat BatchGetItem',
      ]);
      expect(unitsOf(seen)).toEqual({ read: 4, write: 8 });
      const thread = { rootId: idOf(1), replyCount: 1, lastReplyAt: toIso(clock.now()), version: 2 };
      expect(seen.outcome).toMatchObject({ seq: 2, threadRootId: idOf(1), thread, replyTo: { messageId: idOf(1) } });
      expect((await sent({ threadRootId: idOf(1) }))['thread']).toMatchObject({ replyCount: 2, version: 3 });
      expect(await api.item('chat', metaKey(room.id))).toMatchObject({ lastSeq: 3, lastMessageSeq: 1 });
    });

    it('starts in no thread', async () => {
      await sent({});
      await sent({ threadRootId: idOf(1) });
      expect(await refused({ threadRootId: idOf(2) })).toEqual(['BadInput']);
    });

    it('takes no reply once its first message is deleted, and leaves no hole', async () => {
      await sent({});
      await scribe.delete(room.ann, seqOf(1));
      expect(await refused({ threadRootId: idOf(1) })).toEqual(['MessageNotFound']);
    });

    it('counts a repeated reply once, and answers it as it is now', async () => {
      await sent({});
      await sent({ threadRootId: idOf(1), clientMessageId: 'same' });
      await sent({ threadRootId: idOf(1) });
      const again = await sent({ threadRootId: idOf(1), clientMessageId: 'same', content: { text: 'other' } });
      expect(again).toMatchObject({ seq: 2, content: { text: 'hello' }, thread: { replyCount: 2 } });
    });
  });

  describe('an anonymous message', () => {
    it('shows an alias to everyone, and keeps who sent it', async () => {
      const message = await sent({ isAnonymous: true });
      const alias = message['senderName'];
      if (typeof alias !== 'string') throw new Error('unable to go on; it shows no name');
      expect(message).toMatchObject({ senderId: `#${alias}`, isAnonymous: true });
      expect(JSON.stringify(message)).not.toContain(room.ann);
      expect(await stored(1)).toMatchObject({ senderId: room.ann, alias });
      expect((await sent({ isAnonymous: true }))['senderName']).toBe(alias);
      expect((await sent({ isAnonymous: true }, room.bob))['senderName']).not.toBe(alias);
    });

    it('is refused where the session takes none', async () => {
      room = await Room.open(api, clock.now());
      expect(await refused({ isAnonymous: true })).toEqual(['NotAllowed']);
    });
  });

  it('answers a repeated send with the message as it is now', async () => {
    await sent({ clientMessageId: 'same' });
    await scribe.edit(room.ann, seqOf(1), 'Edited');
    await scribe.react(room.bob, seqOf(1), '👍');
    const again = await sent({ clientMessageId: 'same' });
    expect(again).toMatchObject({
      seq: 1,
      version: 3,
      content: { text: 'Edited' },
      reactions: [{ emoji: '👍', count: 1 }],
    });
  });
});
