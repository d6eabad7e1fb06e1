import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granted } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { later } from '../shared/instant.ts';
import type { DeviceSign } from './device-sign.ts';
import { signOf } from './device-sign.ts';
import type { Presence } from './presence.ts';
import { presenceOf, unseen } from './presence.ts';
import type { SignsOfUser } from './telling.ts';
import { judgeSign, noSigns } from './telling.ts';

const seconds = 1000;

/** What some devices say one after the other, and how long after the one before. */
const steps = (longestPause: number) =>
  fc.array(
    fc.record({
      deviceId: fc.constantFrom('laptop', 'phone', 'pad'),
      status: fc.constantFrom('ONLINE' as const, 'AWAY' as const, 'BUSY' as const, 'OFFLINE' as const),
      note: fc.constantFrom(null, 'lunch'),
      pause: fc.integer({ min: 0, max: longestPause }),
    }),
    { minLength: 1, maxLength: 40 },
  );

interface Moment {
  readonly sign: DeviceSign;
  readonly signs: readonly DeviceSign[];
  /** What a watcher shows who heard everything they were told. */
  readonly shown: Presence;
}

function play(words: ReturnType<typeof steps> extends fc.Arbitrary<infer Words> ? Words : never): readonly Moment[] {
  let stored: SignsOfUser = noSigns;
  let [now, heard]: [number, Presence] = [0, unseen];
  return words.map(({ pause, ...word }) => {
    now += pause;
    const sign = granted(signOf(word, later(noon, now)));
    const { after, tell } = judgeSign(stored, sign);
    stored = { signs: after, told: tell ?? stored.told };
    if (tell !== null) heard = { ...tell, lastSeenAt: sign.at };
    return { sign, signs: after, shown: heard };
  });
}

/** What a watcher makes of what it heard: OFFLINE once it lapsed. */
const shownAt = ({ status, note, expiresAt }: Presence, now: number) =>
  expiresAt !== null && expiresAt <= now ? 'OFFLINE' : `${status} ${note}`;

describe('what watchers are told', () => {
  it('is, after every sign, what the presence is', () => {
    fc.assert(
      fc.property(steps(400 * seconds), (words) => {
        for (const { sign, signs, shown } of play(words)) {
          const is = presenceOf(signs, sign.at);
          expect(shownAt(shown, sign.at)).toBe(`${is.status} ${is.note}`);
        }
      }),
    );
  });

  it('never lapses while some device that is there speaks once a minute', () => {
    fc.assert(
      fc.property(steps(60 * seconds), (words) => {
        const moments = play(words.map((word) => ({ ...word, deviceId: 'laptop', status: 'ONLINE' as const })));
        moments.forEach(({ shown }, nth) => {
          const next = moments[nth + 1]?.sign.at ?? 0;
          if (shown.expiresAt !== null) expect(shown.expiresAt).toBeGreaterThan(next);
        });
      }),
    );
  });

  it('is told in time where what was told last lapses soon, and a device is there after all', () => {
    const say = (deviceId: string, status: 'ONLINE' | 'OFFLINE', after: number) => ({ deviceId, status, after });
    const words = [say('laptop', 'ONLINE', 0), say('phone', 'OFFLINE', 270), say('laptop', 'ONLINE', 280)];
    let stored: SignsOfUser = noSigns;
    const lapses = words.map(({ deviceId, status, after: passed }) => {
      const { after, tell } = judgeSign(
        stored,
        granted(signOf({ deviceId, status, note: null }, later(noon, passed * seconds))),
      );
      stored = { signs: after, told: tell ?? stored.told };
      return tell?.expiresAt;
    });
    expect(lapses).toEqual([300, 300, 580].map((passed) => later(noon, passed * seconds)));
  });

  it('is told at most every second minute while nothing changes', () => {
    const heartbeats = Array.from({ length: 60 }, (_, minute) =>
      granted(signOf({ deviceId: 'laptop', status: 'ONLINE', note: null }, later(noon, minute * 60 * seconds))),
    );
    let stored: SignsOfUser = noSigns;
    const told = heartbeats.filter((sign) => {
      const { after, tell } = judgeSign(stored, sign);
      stored = { signs: after, told: tell ?? stored.told };
      return tell !== null;
    });
    expect(told).toHaveLength(20);
  });
});
