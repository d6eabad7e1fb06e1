import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CallRecordings, RecorderStatus, RecordingNotice } from '../ports/call-recordings.ts';
import { RecorderBusy, RecorderRefused } from '../ports/call-recordings.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { aCallRoom, comesIn } from '../../test/builders/calling.ts';
import { aCallId } from '../../test/builders/calls.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { toldIn } from '../../test/builders/session-changes.ts';
import { calls } from '../services/calls.ts';
import { handleRecordingWebhook } from './handle-recording-webhook.ts';
import { timeOutCalls } from './time-out-calls.ts';

const files = [{ name: 'recordings/one.mp4', isPlayable: true }];
const busy = () => Promise.reject(new RecorderBusy('record', 'HTTP 502'));

/** A service that records as it is told to. */
const recorder = (more: Partial<CallRecordings> = {}): CallRecordings => ({
  isAvailable: true,
  prepare: async () => 'resource',
  start: async () => 'sid',
  stop: async () => ({ kind: 'uploaded', files }),
  status: async () => ({ kind: 'running' }),
  ...more,
});

/** Ann and Bob in a call, with a service that records. */
const talking = async (callRecordings: CallRecordings = recorder()) => {
  const room = await aCallRoom();
  const dependencies = { ...room.dependencies, callRecordings };
  const service = calls(dependencies);
  const wish = { user: room.ann, sessionId: room.id, mode: 'VIDEO' as const, userIds: [room.bob] };
  const { call, seat } = granted(await service.initiateCall(wish));
  granted(await service.joinCall({ user: room.bob, callId: call.id, ...comesIn }));
  const start = () => service.startRecording({ user: room.ann, callId: call.id });
  const stop = () => service.stopRecording({ user: room.ann, callId: call.id });
  const recording = async () => {
    const read = granted(await service.readCall({ user: room.ann, callId: call.id }));
    return read.call.recordings.at(-1);
  };
  const notice = (news: RecordingNotice['news'], more: Partial<RecordingNotice> = {}): RecordingNotice => ({
    channel: seat?.channel ?? '',
    uid: recorderUid({ number: 1 }),
    sid: 'sid',
    news,
    ...more,
  });
  const hears = handleRecordingWebhook(dependencies);
  /** Nobody falls silent meanwhile. */
  const after = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 30_000) {
      room.dependencies.clock.pass(Math.min(30_000, ms - passed));
      for (const user of [room.ann, room.bob]) await service.heartbeat({ user, callId: call.id });
      await timeOutCalls(dependencies)();
    }
  };
  const told = async () => (await toldIn(room.stores, room.id)).map(({ facts }) => facts.event);
  return { ...room, callId: call.id, service, start, stop, recording, notice, hears, after, told };
};

describe('recording a call', () => {
  it('begins, is stopped, and is there: the chat is told', async () => {
    const { start, stop, recording, told } = await talking();
    expect(granted(await start()).recordings).toMatchObject([{ number: 1, progress: { state: 'RECORDING' } }]);
    expect(granted(await start()).recordings).toHaveLength(1);
    expect(granted(await stop()).recordings).toMatchObject([{ progress: { state: 'AVAILABLE', files } }]);
    expect((await recording())?.progress.state).toBe('AVAILABLE');
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
    const { start, service, after, recording, told, ann, callId } = await talking();
    await start();
    const ended = granted(await service.endCall({ user: ann, callId }));
    expect(ended.recordings[0]?.progress.state).toBe('STOPPING');
    await after(1);
    expect((await recording())?.progress).toMatchObject({ state: 'AVAILABLE', files });
    expect(await told()).toEqual(['CALL_STARTED', 'CALL_ENDED', 'CALL_RECORDED']);
  });

  it.each<[string, RecorderStatus['kind'], string]>([
    ['goes on', 'running', 'RECORDING'],
    ['ended by itself', 'stopped', 'PROCESSING'],
    ['is not known any more', 'unknown', 'PROCESSING'],
    ['came to nothing', 'noFiles', 'FAILED'],
  ])('is asked about each minute: one that %s', async (_, kind, state) => {
    const status = async (): Promise<RecorderStatus> => (kind === 'uploaded' ? { kind, files } : { kind });
    const { start, after, recording } = await talking(recorder({ status }));
    await start();
    await after(CallDurations.recordingCheck);
    expect((await recording())?.progress.state).toBe(state);
  });

  it('is asked about again when the service could not answer', async () => {
    let asked = 0;
    const status = () => {
      asked += 1;
      return asked < 3 ? busy() : Promise.resolve<RecorderStatus>({ kind: 'uploaded', files });
    };
    const { start, after, recording } = await talking(recorder({ status }));
    await start();
    await after(3 * CallDurations.recordingCheck);
    expect([asked, (await recording())?.progress.state]).toEqual([3, 'AVAILABLE']);
  });
});

describe('a notice', () => {
  const news: readonly RecordingNotice['news'][] = [
    { kind: 'started' },
    { kind: 'stopped' },
    { kind: 'uploaded', files },
  ];

  it('may come twice and in any order: what is in the store is there in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...news, ...news, ...news], { minLength: 3 }), async (all) => {
        const { start, hears, notice, recording, told } = await talking(recorder({ start: busy }));
        await start();
        for (const one of all) await hears(notice(one));
        const isThere = all.some(({ kind }) => kind === 'uploaded');
        const state = (await recording())?.progress.state;
        if (isThere) expect(state).toBe('AVAILABLE');
        expect((await told()).filter((event) => event === 'CALL_RECORDED')).toHaveLength(isThere ? 1 : 0);
      }),
      { numRuns: 40 },
    );
  });

  it('about no recording of ours changes nothing', async () => {
    const { start, hears, notice, recording, callId } = await talking();
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
      expect(await hears(notice({ kind: 'uploaded', files }, more))).toEqual({ ok: true, value: false });
    }
    expect(await recording()).toEqual(before);
  });
});
