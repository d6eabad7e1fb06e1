import { describe, expect, it } from 'vitest';
import type { MediaConnection, MediaPeer } from '../../client/core/calls/media.ts';
import { FakeTrack } from './fake-media.ts';

export interface OpenedMedia {
  /** The connections of ann and bob, who are in one call. */
  connect(userId: 'ann' | 'bob'): MediaConnection;
  /** Lets happen what follows. */
  settle(): Promise<void>;
}

export const annPeer: MediaPeer = { userId: 'ann', uid: 1, joinedAt: 'early' };
export const bobPeer: MediaPeer = { userId: 'bob', uid: 2, joinedAt: 'late' };

const microphone = () => new FakeTrack('microphone', 'audio');

/** What every way that media goes promises. Call it once a way. */
export function mediaConnectionContract(way: string, open: () => OpenedMedia): void {
  describe(`Media that goes ${way}`, () => {
    const both = async () => {
      const opened = open();
      const [ann, bob] = [opened.connect('ann'), opened.connect('bob')];
      ann.meet([bobPeer]);
      bob.meet([annPeer]);
      void ann.publish({ microphone: microphone() });
      void bob.publish({ microphone: microphone(), camera: new FakeTrack('camera', 'video') });
      await Promise.all([ann.start(), bob.start()]);
      await opened.settle();
      return { ...opened, ann, bob };
    };

    it('connects those who are in a call, whoever of them began', async () => {
      const { ann, bob } = await both();
      expect([ann.state.get().status, bob.state.get().status]).toEqual(['connected', 'connected']);
      expect(ann.state.get().remote.get('bob')).toMatchObject({
        microphone: { kind: 'audio' },
        camera: { kind: 'video' },
      });
      expect(bob.state.get().remote.get('ann')).toMatchObject({ microphone: { kind: 'audio' } });
    });

    it('says how loud the others are, and nobody else', async () => {
      const { ann } = await both();
      expect([...ann.levels()]).toEqual([['bob', 0.25]]);
    });

    it('shows nothing any more of whoever is out of the call', async () => {
      const { ann, bob, settle } = await both();
      bob.close();
      ann.meet([]);
      await settle();
      expect([...ann.state.get().remote.keys()]).toEqual([]);
    });

    it('measures what the API takes', async () => {
      const { ann, settle } = await both();
      await ann.measure();
      await settle();
      const sample = await ann.measure();
      expect(sample).toEqual({
        bandwidthKbps: expect.any(Number) as number,
        packetLossPercent: expect.closeTo(0.99, 1) as number,
        latencyMs: expect.any(Number) as number,
        jitterMs: expect.any(Number) as number,
      });
    });

    it('may be closed before, while and after it begins, and again, and leaves own tracks alone', async () => {
      const { connect, settle } = open();
      const own = microphone();
      for (const began of [false, true]) {
        const ann = connect('ann');
        ann.meet([bobPeer]);
        void ann.publish({ microphone: own });
        if (began) void ann.start().catch(() => undefined);
        ann.close();
        ann.close();
        await settle();
        ann.meet([bobPeer]);
        await ann.publish({});
        expect(ann.state.get().status).not.toBe('connected');
      }
      expect(own.readyState).toBe('live');
    });
  });
}
