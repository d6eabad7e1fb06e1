import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { aFilm } from '../builders/recording.ts';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredEntry } from '../support/calls.ts';
import { HISTORY, INITIATE, JOIN, ON_CALL_EVENT, onCall } from '../support/calls.ts';
import type { Person } from '../support/graphql.ts';
import { ON_EVERY_MESSAGE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { RecordingService } from '../support/recording-service.ts';
import { Uploads } from '../support/uploads.ts';

interface Recorded {
  readonly recordings: readonly {
    readonly state: string;
    readonly fileIds: readonly string[];
    readonly shownTo: readonly string[];
  }[];
}

const agora = await RecordingService.open();

await describeOnProduct(
  'Recording calls through the API',
  (product) => {
    const rows = new Rows(product.tables);
    const open: Listener[] = [];
    let ann: Person;
    let bob: Person;
    let cat: Person;
    let zoe: Person;
    let sessionId: string;
    let callId: string;
    let hears: Listener;
    beforeEach(async () => {
      [ann, bob, cat, zoe] = await people(product, 'ann', 'bob', 'cat', 'zoe');
      sessionId = await rows.open('ann', 'bob', 'cat');
      hears = await Listener.open(product, 'cat');
      open.push(hears);
      await hears.listen('events', ON_CALL_EVENT, { sessionId });
      await hears.listen('chat', ON_EVERY_MESSAGE, { sessionId });
      const { call } = await ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId } });
      callId = call.id;
      await bob.get('joinCall', JOIN, { input: { callId } });
    });
    afterEach(async () => {
      agora.server.uploadingStatus = 'uploaded';
      await Promise.all(open.splice(0).map((listener) => listener.close()));
    });
    afterAll(() => agora.close());

    const start = () => ann.get<Recorded>('startRecording', onCall('startRecording'), { callId });
    const stop = () => ann.get<Recorded>('stopRecording', onCall('stopRecording'), { callId });
    /** The recording as those who listen are told of it, once it is so. */
    const told = async (state: string) => {
      for (let count = 1; ; count += 1) {
        const event = (await hears.until('events', count)).at(count - 1);
        const [recording] = (event?.['call'] as Recorded).recordings;
        if (recording?.state === state) return { event: event?.['event'], recording };
      }
    };
    const fetched = async (by: Person, fileId: string): Promise<Buffer> =>
      Buffer.from(await (await new Uploads(by, sessionId).download(fileId)).arrayBuffer());

    it('is shown to all, agreed to by who comes later, heard of by a notice, and fetched by members alone', async () => {
      expect((await start()).recordings).toMatchObject([{ state: 'RECORDING', shownTo: ['ann', 'bob'], fileIds: [] }]);
      expect(await told('RECORDING')).toMatchObject({ event: 'RECORDING_CHANGED' });
      expect((await cat.ask(JOIN, { input: { callId } })).errors[0]?.errorType).toBe('ConsentRequired');
      await cat.get('joinCall', JOIN, { input: { callId, consentsToRecording: true } });
      expect((await cat.ask(onCall('startRecording'), { callId })).errors[0]?.errorType).toBe('NotAllowed');

      agora.server.uploadingStatus = 'backuped';
      expect((await stop()).recordings).toMatchObject([{ state: 'PROCESSING', fileIds: [] }]);
      await agora.writes(product, ann, sessionId, 'film.mp4', aFilm);
      expect(await agora.tells(product, agora.uploaded('index.m3u8', 'film.mp4'))).toEqual({ status: 200, text: '{}' });
      const { recording } = await told('AVAILABLE');
      const [fileId = ''] = recording.fileIds;
      expect((await fetched(cat, fileId)).equals(aFilm)).toBe(true);

      const [ready] = (await hears.until('chat', 2)).slice(-1);
      expect(ready?.['content']).toMatchObject({ system: { event: 'CALL_RECORDED', call: { callId } } });
      const history = await bob.get<{ readonly items: readonly { readonly id: string }[] }>('callHistory', HISTORY, {
        sessionId,
      });
      expect(history.items).toMatchObject([{ id: callId }]);

      const refused = async (by: Person) => (await by.ask(FETCH, { fileId })).errors[0]?.errorType;
      expect(await refused(zoe)).toBe('FileNotFound');
      await ann.get('removeMember', REMOVE, { sessionId, userId: 'bob' });
      expect(await refused(bob)).toBe('FileNotFound');
      // Nobody's own: whoever asked for it cannot take it back.
      expect((await ann.ask(CANCEL, { fileId })).errors[0]?.errorType).toBe('FileNotFound');
      expect((await fetched(ann, fileId)).equals(aFilm)).toBe(true);
    });

    it('is found out about by asking when no notice ever comes, also after its call', async () => {
      await start();
      await agora.writes(product, ann, sessionId, 'film.mp4', aFilm);
      agora.server.fileList = [{ fileName: `${agora.server.prefix}film.mp4`, isPlayable: true }];
      await ann.get('endCall', onCall('endCall'), { callId });
      const { recording } = await told('AVAILABLE');
      expect((await fetched(cat, recording.fileIds[0] ?? '')).equals(aFilm)).toBe(true);
    });

    it.each([
      ['has no service', { status: 400, body: '{"code":62,"reason":"not enabled"}' }, 'RecordingUnavailable'],
      ['is not known there', { status: 401, body: '{"message":"Unauthorized"}' }, 'RecordingUnavailable'],
      ['has no such address', { status: 404, body: '{"message":"no Route"}' }, 'RecordingUnavailable'],
      ['is not answered', 'unreachable' as const, 'TryAgain'],
    ])('is refused, and the call goes on, where the product %s', async (_, trouble, code) => {
      for (let at = 0; at < 3; at += 1) agora.server.troubles.push({ endsWith: '/acquire', trouble });
      expect((await ann.ask(onCall('startRecording'), { callId })).errors[0]?.errorType).toBe(code);
      agora.server.troubles.length = 0;
      expect(await bob.get('keepCallAlive', ALIVE, { callId })).toBe(true);
    });
  },
  agora.settings,
);

const REMOVE =
  'mutation($sessionId: ID!, $userId: ID!) { removeMember(sessionId: $sessionId, userId: $userId) { seq } }';
const FETCH = 'query($fileId: ID!) { fileUrl(fileId: $fileId) { url } }';
const CANCEL = 'mutation($fileId: ID!) { cancelUpload(fileId: $fileId) }';
const ALIVE = 'mutation($callId: ID!) { keepCallAlive(callId: $callId) }';
