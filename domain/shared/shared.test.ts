import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messageIdOf,
  parseClientMessageId,
  parseMessageId,
  parseSeq,
  parseSessionId,
  parseUserId,
  positionOf,
  seqOf,
} from './ids.ts';
import { instantOf, later, parseInstant, parseMoment, toIso } from './instant.ts';

const uuid = '0b6f4bd2-8a55-4f0e-9d1e-6ad3c5a0f2c1';

describe('ids', () => {
  it.each([uuid.toUpperCase(), `${uuid}0`, uuid.slice(1), '', 'SESSION#1'])('%j names no session', (value) => {
    expect(parseSessionId(value)).toBeUndefined();
  });

  it('keep what they were parsed from', () => {
    expect(parseSessionId(uuid)).toBe(uuid);
    expect(parseUserId('us-east-1:ann|x')).toBe('us-east-1:ann|x');
    expect(parseClientMessageId('a#b')).toBe('a#b');
  });

  it.each(['a b', 'a#b', 'ä', ''])('%j names no user', (value) => {
    expect(parseUserId(value)).toBeUndefined();
  });

  it.each([-1, 0.5, NaN, Infinity, 1_000_000_000_000])('%d is no position', (value) => {
    expect(parseSeq(value)).toBeUndefined();
    expect(() => seqOf(value)).toThrow(RangeError);
  });

  it.each([`${uuid}.01`, `${uuid}.-1`, `${uuid}.1e3`, `${uuid}.1.2`, `${uuid}.`, uuid, '.1'])(
    '%j names no message',
    (value) => {
      expect(parseMessageId(value)).toBeUndefined();
    },
  );

  it('of messages name their session and position', () => {
    const sessionId = parseSessionId(uuid);
    if (sessionId === undefined) throw new Error('unable to go on; the id is none');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (seq) => {
        expect(positionOf(messageIdOf(sessionId, seqOf(seq)))).toEqual({ sessionId, seq });
      }),
    );
  });
});

describe('an instant', () => {
  it('is written and read in one form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (value) => {
        const instant = instantOf(value);
        expect(parseInstant(toIso(instant))).toBe(instant);
        expect(toIso(instant)).toHaveLength(24);
      }),
    );
  });

  it.each(['2026-11-21T12:00:00Z', '2026-11-21', '2026-11-21T12:00:00.000+00:00', '2026-02-30T00:00:00.000Z', ''])(
    'is not %j',
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );

  it.each([-1, 1.5, NaN, Infinity])('is not %d', (value) => {
    expect(() => instantOf(value)).toThrow(RangeError);
  });

  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T14:00:00.5+02:00', '2026-11-21T12:00:00.500Z'],
    ['2026-11-21T12:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.123456789Z', '2026-11-21T12:00:00.123Z'],
  ])('is what a client wrote as %j', (text, iso) => {
    expect(parseMoment(text)).toBe(parseInstant(iso));
  });

  it.each(['2026-11-21', '2026-11-21T12:00:00', '1969-12-31T23:59:59Z', 'tomorrow', ''])(
    'is not what a client wrote as %j',
    (text) => {
      expect(parseMoment(text)).toBeUndefined();
    },
  );

  it('moves by milliseconds', () => {
    expect(toIso(later(instantOf(0), 1_500))).toBe('1970-01-01T00:00:01.500Z');
  });
});
