import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecorderStatus, RecordingNotice } from '../ports/call-recordings.ts';
import { RecorderRefused } from '../ports/call-recordings.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { aCallId } from '../../test/builders/calls.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { busy, film, pieces, recorder, talking, twoLooks } from '../../test/builders/recording.ts';
import { timeOutCalls } from './time-out-calls.ts';

describe('recording a call', () => {
  it('begins, is stopped, and is there: the chat is told', async () => {
    const { start, stop, recording, told, after, ...talk } = await talking(
      recorder({ stop: async () => ({ kind: 'uploaded', files: await talk.stored(...pieces, film) }) }),
    );
    expect(granted(await start()).recordings).toMatchObject([{ number: 1, progress: { state: 'RECORDING' } }]);
    expect(granted(await start()).recordings).toHaveLength(1);
    expect(granted(await stop()).recordings).toMatchObject([{ progress: { state: 'PROCESSING' } }]);
    expect(await told()).toEqual(['CALL_STARTED']);
    await after(twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'AVAILABLE', files: talk.named(film) });
    expect(await told()).toEqual(['CALL_STARTED', 'CALL_RECORDED']);
  });

  it('starts once, however many ask for it at the same time', async () => {
    let starts = 0;
    const { start } = await talking(
      recorder({
        start: async () => {
          starts += 1;
          return 'sid';
        },
      }),
    );
    await Promise.all([start(), start(), start()]);
    expect(starts).toBe(1);
  });

  it('names a folder of letters and digits, and a number that no participant has', async () => {
    const asked: unknown[] = [];
    const { start, id, callId } = await talking(
      recorder({
        prepare: async (recorded) => {
          asked.push(recorded);
          return 'resource';
        },
      }),
    );
    await start();
    const plain = (text: string) => text.split('-').join('');
    expect(asked).toMatchObject([{ uid: 1_000_001, path: ['recordings', plain(id), plain(callId), '1'] }]);
  });

  it('that is refused has failed, and may be asked for again', async () => {
    const refuses = () => Promise.reject(new RecorderRefused('start the recording', 'HTTP 400, code 62'));
    const { start, recording } = await talking(recorder({ start: refuses }));
    expect(refusalOf(await start())).toBe('RecordingUnavailable');
    expect((await recording())?.progress).toMatchObject({ state: 'FAILED', why: 'REFUSED' });
    expect(refusalOf(await start())).toBe('RecordingUnavailable');
    expect((await recording())?.number).toBe(2);
  });

  it('whose start was not answered is found by a notice', async () => {
    const { start, recording, hears, notice } = await talking(recorder({ start: busy }));
    expect(refusalOf(await start())).toBe('TryAgain');
    expect((await recording())?.progress).toEqual({ state: 'STARTING', resourceId: 'resource' });
    expect(await hears(notice({ kind: 'started' }))).toEqual({ ok: true, value: true });
    expect((await recording())?.progress).toMatchObject({ state: 'RECORDING', handle: { sid: 'sid' } });
  });

  it('of which no notice comes either is given up after two minutes', async () => {
    const { start, recording, after } = await talking(recorder({ start: busy }));
    await start();
    await after(90_000);
    expect((await recording())?.progress.state).toBe('STARTING');
    await after(60_000);
    expect((await recording())?.progress).toMatchObject({ state: 'FAILED', why: 'NEVER_STARTED' });
  });
});

describe('a recording whose notices never come', () => {
  it('is stopped with its call by the next look at the clock', async () => {
    const { start, service, after, recording, told, ann, callId, ...talk } = await talking(
      recorder({ stop: async () => ({ kind: 'uploaded', files: await talk.stored(film) }) }),
    );
    await start();
    const ended = granted(await service.endCall({ user: ann, callId }));
    expect(ended.recordings[0]?.progress.state).toBe('STOPPING');
    await after(1);
    expect((await recording())?.progress).toMatchObject({ state: 'PROCESSING', files: talk.named(film) });
    await after(twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'AVAILABLE' });
    expect(await told()).toEqual(['CALL_STARTED', 'CALL_ENDED', 'CALL_RECORDED']);
  });

  it.each<[string, RecorderStatus['kind'], string]>([
    ['goes on', 'running', 'RECORDING'],
    ['ended by itself', 'stopped', 'PROCESSING'],
    ['is not known any more', 'unknown', 'PROCESSING'],
    ['came to nothing', 'noFiles', 'FAILED'],
  ])('is asked about each minute: one that %s', async (_, kind, state) => {
    const status = async (): Promise<RecorderStatus> => (kind === 'uploaded' ? { kind, files: [] } : { kind });
    const { start, after, recording } = await talking(recorder({ status }));
    await start();
    await after(CallDurations.recordingCheck);
    expect((await recording())?.progress.state).toBe(state);
  });

  it('is asked about again when the service could not answer', async () => {
    let asked = 0;
    const status = () => {
      asked += 1;
      return asked < 3 ? busy() : Promise.resolve<RecorderStatus>({ kind: 'stopped' });
    };
    const { start, after, recording } = await talking(recorder({ status }));
    await start();
    await after(3 * CallDurations.recordingCheck);
    expect([asked, (await recording())?.progress.state]).toEqual([3, 'PROCESSING']);
  });

  it('is found in the store, five minutes after it ended, when nobody says what its files are', async () => {
    const { start, stop, stored, after, recording, told, named } = await talking(
      recorder({ status: async () => ({ kind: 'unknown' }) }),
    );
    await start();
    await stop();
    await stored('one.mp4', ...pieces);
    await after(CallDurations.recordingStored - CallDurations.recordingCheck);
    await stored('two.mp4');
    expect((await recording())?.progress).toMatchObject({ state: 'PROCESSING', handle: { sid: 'sid' } });
    await after(CallDurations.recordingCheck + twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'AVAILABLE', files: named('one.mp4', 'two.mp4') });
    expect((await told()).filter((event) => event === 'CALL_RECORDED')).toHaveLength(1);
  });

  it('and of which nothing is in the store either is given up after a day', async () => {
    const { start, stop, recording, dependencies, service, ann, callId } = await talking(
      recorder({ status: async () => ({ kind: 'unknown' }) }),
    );
    await start();
    await stop();
    granted(await service.endCall({ user: ann, callId }));
    for (let look = 0; look < 24; look += 1) {
      dependencies.clock.pass(CallDurations.recordingGivenUp / 24);
      await timeOutCalls(dependencies)();
    }
    expect((await recording())?.progress).toMatchObject({ state: 'FAILED', why: 'GIVEN_UP' });
  });
});

describe('a notice', () => {
  it('may come twice and in any order: what is in the store is there in the end, once', async () => {
    const kinds = ['started', 'stopped', 'uploaded'] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...kinds, ...kinds, ...kinds], { minLength: 3 }), async (all) => {
        const { start, hears, notice, recording, stored, after, told, stores, id } = await talking(
          recorder({ start: busy }),
        );
        await start();
        const files = await stored(film);
        for (const kind of all) await hears(notice(kind === 'uploaded' ? { kind, files } : { kind }));
        const isThere = all.includes('uploaded');
        if (isThere) await after(twoLooks);
        const progress = (await recording())?.progress;
        if (isThere) expect(progress?.state).toBe('AVAILABLE');
        expect((await told()).filter((event) => event === 'CALL_RECORDED')).toHaveLength(isThere ? 1 : 0);
        const kept = progress !== undefined && 'files' in progress ? progress.files : [];
        const found = await Promise.all(kept.map(({ fileId }) => stores.attachments.find(fileId)));
        expect(found.map((file) => [file?.state, file?.sessionId])).toEqual(isThere ? [['CLEAN', id]] : []);
      }),
      { numRuns: 30 },
    );
  });

  it('about no recording of ours changes nothing', async () => {
    const { start, hears, notice, recording, callId, named } = await talking();
    await start();
    const before = await recording();
    const strangers: readonly Partial<RecordingNotice>[] = [
      { channel: 'none' },
      { channel: `${aCallId().split('-').join('')}-secret` },
      { channel: `${callId.split('-').join('')}-guessed` },
      { uid: 1 },
      { uid: recorderUid({ number: 2 }) },
      { sid: 'another' },
    ];
    for (const more of strangers) {
      expect(await hears(notice({ kind: 'uploaded', files: named(film) }, more))).toEqual({ ok: true, value: false });
    }
    expect(await recording()).toEqual(before);
  });

  it.each<[string, (folder: string) => readonly string[]]>([
    ['another recording', (folder) => [`${folder.slice(0, -1)}2/${film}`, `${folder}0/${film}`]],
    ['another session', () => [`recordings/${'0'.repeat(32)}/${'0'.repeat(32)}/1/${film}`]],
    ['another area', () => ['held/one.mp4', `/${film}`]],
    ['above', (folder) => [`${folder}/../2/${film}`]],
    ['pieces alone', (folder) => pieces.map((name) => `${folder}/${name}`)],
  ])('that names files of %s makes none of them a file', async (_, names) => {
    const { start, hears, notice, recording, folder, after, told } = await talking();
    await start();
    const files = names(folder).map((name) => ({ name, isPlayable: true }));
    await hears(notice({ kind: 'uploaded', files }));
    await after(twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'PROCESSING', handle: { sid: 'sid' } });
    expect(await told()).toEqual(['CALL_STARTED']);
  });
});
