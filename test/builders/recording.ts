import { randomUUID } from 'node:crypto';
import { LocalMediaInspection } from '../../adapters/inspection/media-inspection.ts';
import { SignatureScan } from '../../adapters/scanning/signatures.ts';
import type { CallRecordings, RecordingNotice } from '../../application/ports/call-recordings.ts';
import { RecorderBusy } from '../../application/ports/call-recordings.ts';
import type { FileJob } from '../../application/ports/file-jobs.ts';
import { calls } from '../../application/services/calls.ts';
import { fileService } from '../../application/services/files.ts';
import { handleRecordingWebhook } from '../../application/use-cases/handle-recording-webhook.ts';
import { processUpload } from '../../application/use-cases/process-upload.ts';
import { timeOutCalls } from '../../application/use-cases/time-out-calls.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { aCallRoom, comesIn } from './calling.ts';
import { granted } from './chat-sessions.ts';
import { toldIn } from './session-changes.ts';

/** A service that cannot answer now. */
export const busy = () => Promise.reject(new RecorderBusy('record', 'HTTP 502'));
export const film = 'sid_channel_0.mp4';
export const pieces = ['sid_channel.m3u8', 'sid_channel_0.ts'];

/** The beginning of a film. */
export const aFilm = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0mp41', 'latin1'), Buffer.alloc(64)]);

/** A service that records as it is told to. */
export const recorder = (more: Partial<CallRecordings> = {}): CallRecordings => ({
  isAvailable: true,
  prepare: async () => 'resource',
  start: async () => 'sid',
  stop: async () => ({ kind: 'stopped' }),
  status: async () => ({ kind: 'running' }),
  ...more,
});

/** Ann and Bob in a call, with a service that records, and a worker that looks into files at once. */
export const talking = async (callRecordings: CallRecordings = recorder()) => {
  const room = await aCallRoom();
  const { clock, fileStore } = room.dependencies;
  const process = processUpload({
    ...room.dependencies,
    secret: randomUUID,
    virusScan: new SignatureScan(),
    inspection: new LocalMediaInspection(),
    note: () => undefined,
  });
  const fileJobs = {
    send: async (jobs: readonly FileJob[]) => {
      for (const job of jobs) await process(job.fileId);
    },
  };
  const dependencies = { ...room.dependencies, callRecordings, fileJobs };
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
  const plain = (text: string) => text.split('-').join('');
  const folder = ['recordings', plain(room.id), plain(call.id), '1'].join('/');
  const named = (...names: readonly string[]) => names.map((name) => ({ name: `${folder}/${name}`, isPlayable: true }));
  /** The service puts files of the first recording into the store. */
  const stored = async (...names: readonly string[]) => {
    for (const { name } of named(...names))
      await fileStore.write({ area: 'recordings', key: name }, aFilm, 'video/mp4');
    return named(...names);
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
      clock.pass(Math.min(30_000, ms - passed));
      for (const user of [room.ann, room.bob]) await service.heartbeat({ user, callId: call.id });
      await timeOutCalls(dependencies)();
    }
  };
  const told = async () => (await toldIn(room.stores, room.id)).map(({ facts }) => facts.event);
  return {
    ...room,
    ...{ callId: call.id, dependencies, service, start, stop, recording, after, told },
    ...{ folder, named, stored, notice, hears },
    files: fileService({ ...dependencies, fileLinks: fileStore, secret: randomUUID }),
  };
};
/** Long enough for two looks: one that makes files of what is there, and one that finds them looked at. */
export const twoLooks = 2 * CallDurations.recordingCheck;
