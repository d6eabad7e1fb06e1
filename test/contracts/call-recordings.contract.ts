import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRecordings } from '../../application/ports/call-recordings.ts';
import { RecorderRefused } from '../../application/ports/call-recordings.ts';
import { channelOf } from '../../domain/video-call/channel.ts';
import { aCallId, aCallSecret } from '../builders/calls.ts';

/** The promises every `CallRecordings` adapter of an installation that records keeps. */
export function callRecordingsContract(adapter: string, open: () => Promise<CallRecordings>): void {
  describe(`CallRecordings on ${adapter}`, () => {
    let recordings: CallRecordings;
    beforeAll(async () => {
      recordings = await open();
    });
    const aChannel = () => ({
      channel: channelOf(aCallId(), aCallSecret()),
      uid: 1_000_001,
      path: ['recordings', 'session', 'call', '1'],
    });
    const started = async () => {
      const recorded = aChannel();
      const resourceId = await recordings.prepare(recorded);
      return { recorded, handle: { resourceId, sid: await recordings.start(recorded, resourceId) } };
    };

    it('says that calls can be recorded', () => {
      expect(recordings.isAvailable).toBe(true);
    });

    it('runs from its start until it is stopped, and then names its files', async () => {
      const { recorded, handle } = await started();
      expect(await recordings.status(handle)).toEqual({ kind: 'running' });
      const stopped = await recordings.stop(recorded, handle);
      expect(stopped).toMatchObject({ kind: 'uploaded', files: [{ isPlayable: true }] });
      expect(await recordings.status(handle)).toEqual({ kind: 'unknown' });
      expect(await recordings.stop(recorded, handle)).toEqual({ kind: 'unknown' });
    });

    it('are told apart', async () => {
      const [one, other] = [await started(), await started()];
      expect(one.handle).not.toEqual(other.handle);
      await recordings.stop(one.recorded, one.handle);
      expect(await recordings.status(other.handle)).toEqual({ kind: 'running' });
    });

    it('begins for the channel that it was prepared for, and for no other', async () => {
      const resourceId = await recordings.prepare(aChannel());
      await expect(recordings.start(aChannel(), resourceId)).rejects.toThrow(RecorderRefused);
    });
  });
}
