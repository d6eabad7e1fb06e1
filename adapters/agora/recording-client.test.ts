import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecorderBusy, RecorderRefused } from '../../application/ports/call-recordings.ts';
import type { Pacing } from '../../application/ports/pacing.ts';
import { channelOf } from '../../domain/video-call/channel.ts';
import { aCallId, aCallSecret } from '../../test/builders/calls.ts';
import { callRecordingsContract } from '../../test/contracts/call-recordings.contract.ts';
import type { Trouble } from '../../test/support/agora-server.ts';
import { AgoraServer } from '../../test/support/agora-server.ts';
import { AgoraCallRecordings } from './recording-client.ts';
import { AgoraRest } from './rest.ts';

const hex = () => randomBytes(16).toString('hex');
const project = { appId: hex(), appCertificate: hex() };
const storage = { vendor: 1, region: 0, bucket: 'recordings', accessKey: 'access', secretKey: 'secret' };
const recorded = { channel: channelOf(aCallId(), aCallSecret()), uid: 1_000_001, path: ['recordings', 'call', '1'] };

let server: AgoraServer;
let pauses: number[];
beforeAll(async () => {
  server = await AgoraServer.open(project.appId, 'key', 'secret');
});
beforeEach(() => {
  pauses = [];
  server.calls.length = 0;
  server.troubles.length = 0;
});
afterAll(() => server.close());

const pacing: Pacing = { pause: async (ms) => void pauses.push(ms), random: () => 0.5 };
const recordings = (customerSecret = 'secret') =>
  new AgoraCallRecordings(
    project,
    storage,
    new AgoraRest({ baseUrl: server.url, customerId: 'key', customerSecret, timeoutMs: 2000 }, pacing),
  );
const started = async () => {
  const resourceId = await recordings().prepare(recorded);
  return { resourceId, sid: await recordings().start(recorded, resourceId) };
};
const says = (code: number): Trouble => ({ status: 400, body: JSON.stringify({ code, reason: 'as documented' }) });
const meets = (endsWith: string, ...troubles: readonly Trouble[]) => {
  for (const trouble of troubles) server.troubles.push({ endsWith, trouble });
};
const asked = (endsWith: string) => server.calls.filter(({ path }) => path.endsWith(endsWith));

callRecordingsContract('Agora Cloud Recording', async () => recordings());

describe('Agora Cloud Recording', () => {
  it('is asked with the customer’s key, for a number written as text', async () => {
    await started();
    const [acquire, start] = server.calls;
    expect(acquire).toMatchObject({
      method: 'POST',
      path: `/v1/apps/${project.appId}/cloud_recording/acquire`,
      authorization: `Basic ${Buffer.from('key:secret').toString('base64')}`,
      contentType: 'application/json;charset=utf-8',
      body: { cname: recorded.channel, uid: '1000001' },
    });
    expect(start?.path).toMatch(/\/resourceid\/resource%2B\d+\/mode\/mix\/start$/);
    expect(start?.body).toMatchObject({
      cname: recorded.channel,
      uid: '1000001',
      clientRequest: {
        token: expect.stringMatching(/^007/) as string,
        recordingConfig: { maxIdleTime: 30 },
        recordingFileConfig: { avFileType: ['hls', 'mp4'] },
        storageConfig: { ...storage, fileNamePrefix: recorded.path },
      },
    });
  });

  it('comes back after 3 and after 6 seconds where it is told to, and then says that it is busy', async () => {
    meets('/acquire', says(65));
    expect(await recordings().prepare(recorded)).toMatch(/^resource/);
    expect(pauses).toEqual([3000]);
    meets('/acquire', says(65), says(65), says(65));
    await expect(recordings().prepare(recorded)).rejects.toThrow(RecorderBusy);
    expect(pauses).toEqual([3000, 3000, 6000]);
  });

  it.each([2, 62, 109, 110, 432, 433])('does not try a start again that code %i refuses', async (code) => {
    const resourceId = await recordings().prepare(recorded);
    meets('/start', says(code));
    await expect(recordings().start(recorded, resourceId)).rejects.toThrow(RecorderRefused);
    expect(asked('/start')).toHaveLength(1);
  });

  it.each([7, 53])('leaves to a notice what became of a start that meets another one, by code %i', async (code) => {
    const resourceId = await recordings().prepare(recorded);
    meets('/start', says(code));
    await expect(recordings().start(recorded, resourceId)).rejects.toThrow(RecorderBusy);
  });

  it('never starts twice where the answer was lost', async () => {
    const resourceId = await recordings().prepare(recorded);
    meets('/start', 'answerLost');
    await expect(recordings().start(recorded, resourceId)).rejects.toThrow(RecorderBusy);
    expect(asked('/start')).toHaveLength(1);
  });

  it('starts again where it was asked too often, for then nothing has happened', async () => {
    const resourceId = await recordings().prepare(recorded);
    meets('/start', { status: 429, body: '{"message":"API rate limit exceeded"}' });
    expect(await recordings().start(recorded, resourceId)).toMatch(/^sid/);
  });

  it.each<[string, Trouble]>([
    ['it is asked too often', { status: 429, body: '{"message":"slow down"}' }],
    ['the gateway fails', { status: 502, body: '<html>' }],
    ['the line breaks', 'unreachable'],
    ['the answer is lost', 'answerLost'],
  ])('asks again where %s and that is safe', async (_, trouble) => {
    const handle = await started();
    meets('/query', trouble, trouble);
    expect(await recordings().status(handle)).toEqual({ kind: 'running' });
    expect(asked('/query')).toHaveLength(3);
    expect(pauses.every((ms) => ms > 0 && ms <= 1000)).toBe(true);
    meets('/query', trouble, trouble, trouble);
    await expect(recordings().status(handle)).rejects.toThrow(RecorderBusy);
  });

  it('takes wrong credentials for a refusal, and shows none of them', async () => {
    const wrong = recordings('not the secret').prepare(recorded);
    await expect(wrong).rejects.toThrow(new RecorderRefused('prepare the recording', 'HTTP 401'));
  });

  it.each([
    [49, 'stopped'],
    [50, 'stopped'],
    [501, 'stopped'],
    [435, 'noFiles'],
  ])('knows by code %i that a recording that is stopped is %s', async (code, kind) => {
    const handle = await started();
    meets('/stop', says(code));
    expect(await recordings().stop(recorded, handle)).toEqual({ kind });
  });

  it('knows nothing of a recording that ended by itself', async () => {
    const handle = await started();
    server.endAll();
    expect(await recordings().status(handle)).toEqual({ kind: 'unknown' });
    expect(await recordings().stop(recorded, handle)).toEqual({ kind: 'unknown' });
  });

  it.each([
    [5, 'running'],
    [7, 'running'],
    [8, 'stopped'],
    [20, 'stopped'],
  ])('reads status %i as %s', async (status, kind) => {
    const handle = await started();
    server.status = status;
    expect(await recordings().status(handle)).toEqual({ kind });
    server.status = 5;
  });

  it.each(['backuped', 'unknown'] as const)('names no files while they are %s', async (status) => {
    server.uploadingStatus = status;
    expect(await recordings().stop(recorded, await started())).toEqual({ kind: 'stopped' });
    server.uploadingStatus = 'uploaded';
  });

  it('reads files as a list or as one text, and passes over what is none', async () => {
    const before = server.fileList;
    server.fileList = 'recordings/one.m3u8';
    expect(await recordings().stop(recorded, await started())).toEqual({
      kind: 'uploaded',
      files: [{ name: 'recordings/one.m3u8', isPlayable: true }],
    });
    server.fileList = [{ fileName: 'a.ts', isPlayable: false }, { fileName: '../../b' }, 3, null, { fileName: '' }];
    expect(await recordings().stop(recorded, await started())).toEqual({
      kind: 'uploaded',
      files: [{ name: 'a.ts', isPlayable: false }],
    });
    server.fileList = before;
  });

  it.each([
    ['no JSON', 'null'],
    ['cut off', '{"resour'],
    ['without what was asked for', '{}'],
  ])('is not taken in by an answer that is %s', async (_, body) => {
    meets('/acquire', { status: 200, body });
    await expect(recordings().prepare(recorded)).rejects.toThrow(/^unable to prepare the recording; /);
  });
});
