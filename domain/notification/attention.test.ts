import { describe, expect, it } from 'vitest';
import { aDeviceId } from '../../test/builders/devices.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { seqOf } from '../shared/ids.ts';
import { later } from '../shared/instant.ts';
import type { Arrival, Attention } from './attention.ts';
import { attend, maySendEmail, readUpTo, released, stillNews, undisturbed } from './attention.ts';

const phone = aDeviceId('phone');
const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  seq: seqOf(1),
  now: noon,
  quietUntil: null,
  gathers: true,
  devices: [phone],
  ...more,
});
const holding = (seqs: readonly number[], more: Partial<Attention> = {}): Attention => ({
  ...undisturbed,
  held: seqs.map(seqOf),
  dueAt: later(noon, 1),
  ...more,
});
const burst = Array.from({ length: 5 }, (_, at) => later(noon, at));

describe('the attention of a user to a session', () => {
  it('is drawn at once, and remembers where', () => {
    const { tells, attention } = attend(undisturbed, arrival());
    expect(tells).toBe(true);
    expect(attention).toEqual({ ...undisturbed, recent: [noon], shownOn: [phone], shownSeq: seqOf(1) });
  });

  it('is not drawn in quiet hours, nor before what is held back was told', () => {
    const end = later(noon, 3_600_000);
    const quiet = attend(undisturbed, arrival({ quietUntil: end }));
    expect(quiet).toEqual({ tells: false, attention: { ...undisturbed, held: [seqOf(1)], dueAt: end } });
    const after = attend(quiet.attention, arrival({ seq: seqOf(2), now: later(end, 1) }));
    expect(after).toEqual({ tells: false, attention: { ...undisturbed, held: [seqOf(1), seqOf(2)], dueAt: end } });
  });

  it('is spared a sixth time within a minute, until the minute is over', () => {
    const busy = { ...undisturbed, recent: burst };
    const now = later(noon, 59_999);
    expect(attend(busy, arrival({ now })).attention.dueAt).toBe(later(noon, 60_000));
    expect(attend(busy, arrival({ now, gathers: false })).tells).toBe(true);
    expect(attend(busy, arrival({ now: later(noon, 60_000) })).tells).toBe(true);
  });

  it('knows a hundred that are held back one by one, and how many more there are', () => {
    const full = holding(Array.from({ length: 100 }, (_, at) => at + 1));
    const { attention } = attend(full, arrival({ seq: seqOf(101) }));
    expect([attention.held.length, attention.held[0], attention.heldMore]).toEqual([100, 2, 1]);
    expect(stillNews(attention, () => true)).toEqual({ messages: 101, others: 0 });
    expect(stillNews(attention, (seq) => seq > 2)).toEqual({ messages: 99, others: 0 });
    expect(attend(attention, arrival({ seq: null })).attention.heldOthers).toBe(1);
  });

  it('holds nothing once it is released, which counts as a push where it was told', () => {
    const held = holding([3, 4], { heldOthers: 1 });
    expect(released(held, noon, [phone])).toEqual({
      ...undisturbed,
      recent: [noon],
      shownOn: [phone],
      shownSeq: seqOf(4),
    });
    expect(released(held, noon, [])).toEqual(undisturbed);
  });

  it('holds no more what was read, and is shown nothing of once all of it was', () => {
    const shown = holding([3, 4], { shownOn: [phone], shownSeq: seqOf(2) });
    expect(readUpTo(shown, seqOf(1))).toEqual({ attention: shown, clears: [phone] });
    expect(readUpTo(shown, seqOf(3))).toEqual({
      attention: { ...shown, held: [seqOf(4)], shownOn: [] },
      clears: [phone],
    });
    expect(readUpTo(shown, seqOf(4)).attention).toMatchObject({ held: [], dueAt: null, shownOn: [] });
    expect(readUpTo(holding([3], { heldOthers: 1 }), seqOf(3)).attention.dueAt).not.toBeNull();
  });

  it('is asked for by e-mail once until it was given, and once an hour', () => {
    expect(maySendEmail(undisturbed, seqOf(0), noon)).toBe(true);
    const mailed = { ...undisturbed, mailed: { at: noon, readSeq: seqOf(3) } };
    expect(maySendEmail(mailed, seqOf(3), later(noon, 7_200_000))).toBe(false);
    expect(maySendEmail(mailed, seqOf(4), later(noon, 3_599_999))).toBe(false);
    expect(maySendEmail(mailed, seqOf(4), later(noon, 3_600_000))).toBe(true);
  });
});
