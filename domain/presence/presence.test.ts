import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { later } from '../shared/instant.ts';
import type { PresenceStatus } from '../vocabulary/presence.ts';
import { signOf } from './device-sign.ts';
import { presenceOf, unseen } from './presence.ts';

const seconds = 1000;
const minutes = 60 * seconds;

const sign = (deviceId: string, status: Exclude<PresenceStatus, 'IN_CALL'>, after = 0, note: string | null = null) =>
  granted(signOf({ deviceId, status, note }, later(noon, after)));

/** As a call gives it. */
const inCall = (after = 0) => ({ ...sign('call', 'BUSY', after), status: 'IN_CALL' as const });

describe('the presence of a user', () => {
  it('is OFFLINE, never seen, where no device ever gave a sign', () => {
    expect(presenceOf([], noon)).toEqual(unseen);
  });

  it('is what the weightiest of the devices says, whichever spoke last', () => {
    const all = [
      sign('tv', 'OFFLINE', 4),
      sign('pad', 'AWAY', 3),
      sign('phone', 'ONLINE', 2),
      sign('laptop', 'BUSY', 1),
    ];
    const statusOf = (signs: typeof all | ReturnType<typeof inCall>[]) => presenceOf(signs, later(noon, 5)).status;
    expect(statusOf([...all, inCall()])).toBe('IN_CALL');
    expect(statusOf(all)).toBe('BUSY');
    expect(statusOf(all.slice(0, 3))).toBe('ONLINE');
    expect(statusOf(all.slice(0, 2))).toBe('AWAY');
    expect(statusOf(all.slice(0, 1))).toBe('OFFLINE');
  });

  it('counts a device for five minutes after its last sign, and not a moment longer', () => {
    const laptop = sign('laptop', 'BUSY');
    const phone = sign('phone', 'AWAY', 1 * minutes);
    const at = (passed: number) => presenceOf([laptop, phone], later(noon, passed)).status;
    expect(at(5 * minutes - 1)).toBe('BUSY');
    expect(at(5 * minutes)).toBe('AWAY');
    expect(at(6 * minutes - 1)).toBe('AWAY');
    expect(at(6 * minutes)).toBe('OFFLINE');
  });

  it('says when they are OFFLINE without a further word: when the last device that is there lapses', () => {
    const devices = [sign('laptop', 'BUSY'), sign('phone', 'AWAY', 1 * minutes), sign('tv', 'OFFLINE', 2 * minutes)];
    const { expiresAt } = presenceOf(devices, later(noon, 2 * minutes));
    expect(expiresAt).toBe(later(noon, 6 * minutes));
    expect(presenceOf(devices, later(noon, 6 * minutes)).expiresAt).toBeNull();
    expect(presenceOf([sign('tv', 'OFFLINE')], noon).expiresAt).toBeNull();
  });

  it('was last seen with the newest sign, whatever it said and however long ago', () => {
    const devices = [sign('laptop', 'ONLINE'), sign('phone', 'OFFLINE', 9 * seconds)];
    expect(presenceOf(devices, later(noon, 600 * minutes))).toEqual({
      status: 'OFFLINE',
      note: null,
      lastSeenAt: later(noon, 9 * seconds),
      expiresAt: null,
    });
  });

  it('shows the newest note of those that are live', () => {
    const devices = [
      sign('laptop', 'ONLINE', 1 * minutes, 'lunch'),
      sign('phone', 'ONLINE', 2 * minutes),
      sign('pad', 'ONLINE', 0, 'old'),
    ];
    const noteAt = (passed: number) => presenceOf(devices, later(noon, passed)).note;
    expect(noteAt(2 * minutes)).toBe('lunch');
    expect(noteAt(6 * minutes)).toBeNull();
  });
});

describe('what a client says of its device', () => {
  const saying = (word: Partial<Parameters<typeof signOf>[0]>) =>
    signOf({ deviceId: 'laptop', status: 'ONLINE', note: null, ...word }, noon);

  it('is taken as it is, with its note trimmed', () => {
    const laptop = { deviceId: 'laptop', status: 'AWAY', at: noon };
    expect(granted(saying({ status: 'AWAY', note: '  Mittag 🍜 ' }))).toEqual({ ...laptop, note: 'Mittag 🍜' });
    expect(granted(saying({ status: 'AWAY' }))).toEqual({ ...laptop, note: null });
  });

  it('has no note where it is blank', () => {
    expect(granted(saying({ note: '   ' })).note).toBeNull();
    expect(granted(saying({ note: '' })).note).toBeNull();
  });

  it('is refused where it says IN_CALL, which only calls do', () => {
    expect(refusalOf(saying({ status: 'IN_CALL' }))).toBe('BadInput');
  });

  it('is refused with a note that is too long, broken, or plays with the text beside it', () => {
    expect(granted(saying({ note: 'x'.repeat(100) })).note).toHaveLength(100);
    for (const note of ['x'.repeat(101), 'a\u0000b', 'a\ud800', 'a\u202eb', 'a\nb']) {
      expect(refusalOf(saying({ note }))).toBe('BadInput');
    }
  });

  it('is refused for a device whose name could be part of a key', () => {
    for (const deviceId of ['', 'a#b', 'a b', 'ü', 'x'.repeat(129)]) {
      expect(refusalOf(saying({ deviceId }))).toBe('BadInput');
    }
  });
});
