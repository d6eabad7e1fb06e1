import { beforeAll, describe, expect, it } from 'vitest';
import type { Attended, Notices } from '../../../application/ports/notices.ts';
import type { Attention } from '../../../domain/notification/attention.ts';
import { undisturbed } from '../../../domain/notification/attention.ts';
import type { Notice } from '../../../domain/notification/notice.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { seqOf } from '../../../domain/shared/ids.ts';
import { instantOf, later } from '../../../domain/shared/instant.ts';
import { aDeviceId } from '../../builders/devices.ts';
import { noon } from '../../builders/manual-clock.ts';
import { aSessionId, aUser } from '../../builders/people.ts';
import type { OpenPeopleStores } from './stores.ts';

/** The promises every `Notices` adapter keeps. */
export function noticesContract(adapter: string, open: OpenPeopleStores): void {
  describe(`Notices on ${adapter}`, () => {
    let notices: Notices;
    beforeAll(async () => {
      ({ notices } = await open());
    });
    const [phone, tablet] = [aDeviceId('phone'), aDeviceId('tablet')];
    const aNotice = (user: UserId, more: Partial<Notice> = {}): Notice => ({
      user,
      id: 'about',
      devices: [phone, tablet],
      mails: true,
      leasedUntil: later(noon, 60_000),
      digest: [],
      ...more,
    });
    const attended = (attention: Partial<Attention>, version = 0, sessionId = aSessionId()): Attended => ({
      sessionId,
      version,
      attention: { ...undisturbed, ...attention },
    });

    it('are there once opened, each user’s own', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const digest = [{ sessionId: aSessionId(), messages: 12, others: 1 }];
      const notice = aNotice(ann, { digest });
      expect(await notices.find(ann, 'about')).toBeUndefined();
      expect(await notices.open(ann, notice, [], noon)).toBe(true);
      expect(await notices.find(ann, 'about')).toEqual(notice);
      expect(await notices.find(bob, 'about')).toBeUndefined();
      expect(await notices.open(bob, aNotice(bob, { devices: [], mails: false }), [], noon)).toBe(true);
    });

    it('are opened once, with all that goes with it or nothing, however many try at once', async () => {
      const ann = aUser('ann');
      const sessionId = aSessionId();
      const tries = Array.from({ length: 5 }, (_, at) =>
        notices.open(ann, aNotice(ann), [attended({ recent: [later(noon, at)] }, 0, sessionId)], noon),
      );
      const opened = await Promise.all(tries);
      expect(opened.filter(Boolean)).toHaveLength(1);
      const winner = opened.indexOf(true);
      expect(await notices.attention(ann, sessionId)).toEqual(
        attended({ recent: [later(noon, winner)] }, 1, sessionId),
      );
    });

    it('are not opened where an attention is not as it was read', async () => {
      const ann = aUser('ann');
      const change = attended({ heldMore: 1 });
      expect(await notices.open(ann, null, [change], noon)).toBe(true);
      expect(await notices.open(ann, aNotice(ann), [change], noon)).toBe(false);
      expect(await notices.open(ann, aNotice(ann), [attended({}), { ...change, version: 2 }], noon)).toBe(false);
      expect(await notices.find(ann, 'about')).toBeUndefined();
      expect(await notices.open(ann, aNotice(ann), [{ ...change, version: 1 }], noon)).toBe(true);
    });

    it('keep everything of an attention', async () => {
      const ann = aUser('ann');
      const full = attended({
        recent: [noon, later(noon, 1)],
        held: [seqOf(3), seqOf(4)],
        heldMore: 2,
        heldOthers: 1,
        dueAt: later(noon, 60_000),
        shownOn: [phone],
        shownSeq: seqOf(2),
        mailed: { at: noon, readSeq: seqOf(1) },
      });
      expect(await notices.attention(ann, full.sessionId)).toEqual(attended({}, 0, full.sessionId));
      await notices.open(ann, null, [full], noon);
      expect(await notices.attention(ann, full.sessionId)).toEqual({ ...full, version: 1 });
      const attention = { ...full, version: 1 };
      expect(await notices.standing(ann, 'about', full.sessionId)).toEqual({ notice: undefined, attended: attention });
      await notices.open(ann, aNotice(ann), [], noon);
      const notice = aNotice(ann);
      expect(await notices.standing(ann, 'about', full.sessionId)).toEqual({ notice, attended: attention });
      const untold = attended({});
      expect(await notices.standing(ann, 'another', untold.sessionId)).toEqual({ notice: undefined, attended: untold });
    });

    it('are had by one at a time, until the lease runs out or is given back', async () => {
      const ann = aUser('ann');
      await notices.open(ann, aNotice(ann), [], noon);
      const take = (after: number) => notices.lease(ann, 'about', later(noon, after), later(noon, after + 60_000));
      expect(await take(59_999)).toBe(false);
      const taken = await Promise.all(Array.from({ length: 5 }, () => take(60_000)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      await notices.settle(ann, 'about', { devices: [], mailed: false, givesBack: true });
      expect(await take(60_001)).toBe(true);
      expect(await notices.lease(ann, 'another', noon, later(noon, 1))).toBe(false);
    });

    it('are settled device by device, and had by nobody once all is done', async () => {
      const ann = aUser('ann');
      await notices.open(ann, aNotice(ann, { leasedUntil: instantOf(0) }), [], noon);
      await notices.settle(ann, 'about', { devices: [phone], mailed: false, givesBack: false });
      await notices.settle(ann, 'about', { devices: [phone], mailed: false, givesBack: false });
      expect(await notices.find(ann, 'about')).toMatchObject({ devices: [tablet], mails: true });
      await notices.settle(ann, 'about', { devices: [], mailed: true, givesBack: false });
      expect(await notices.find(ann, 'about')).toMatchObject({ devices: [tablet], mails: false });
      expect(await notices.lease(ann, 'about', noon, noon)).toBe(true);
      await notices.settle(ann, 'about', { devices: [tablet], mailed: false, givesBack: true });
      expect(await notices.find(ann, 'about')).toMatchObject({ devices: [], mails: false });
      expect(await notices.lease(ann, 'about', later(noon, 90_000), later(noon, 90_001))).toBe(false);
      await notices.settle(ann, 'never opened', { devices: [phone], mailed: true, givesBack: true });
      expect(await notices.find(ann, 'never opened')).toBeUndefined();
    });

    it('name whom something is due for, each once and the earliest first, until nothing is held back', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const at = (milliseconds: number) => instantOf(milliseconds);
      const first = attended({ held: [seqOf(1)], dueAt: at(2) });
      await notices.open(ann, null, [first, attended({ held: [seqOf(1)], dueAt: at(3) }), attended({})], noon);
      await notices.open(bob, null, [attended({ heldOthers: 1, dueAt: at(1) })], noon);
      await notices.open(cat, null, [attended({ heldOthers: 1, dueAt: at(5) })], noon);
      expect(await notices.due(at(4), 50)).toEqual([
        { user: bob, dueAt: at(1) },
        { user: ann, dueAt: at(2) },
      ]);
      const held = await notices.holding(ann);
      expect(held.map(({ attention }) => attention.dueAt).sort()).toEqual([at(2), at(3)]);
      const released = held.map((one) => ({ ...one, attention: { ...one.attention, held: [], dueAt: null } }));
      expect(await notices.open(ann, null, released, noon)).toBe(true);
      expect(await notices.holding(ann)).toEqual([]);
      expect((await notices.due(at(4), 50)).map(({ user }) => user)).toEqual([bob]);
    });
  });
}
