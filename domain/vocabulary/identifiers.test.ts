import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIdOf, positionOf } from './identifiers.ts';

describe('A message id', () => {
  it('names its session and position, and nothing is lost on the way', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 999_999_999_999 }), (sessionId, seq) => {
        expect(positionOf(messageIdOf(sessionId, seq))).toEqual({ sessionId, seq });
      }),
    );
  });

  const session = '00000000-0000-4000-8000-000000000000';

  it.each([
    '',
    '01',
    '-1',
    '+1',
    '1e3',
    '1e-7',
    'NaN',
    'Infinity',
    '1.5',
    ' 1',
    '1 ',
    '0x1',
    '1_000',
    '1000000000000',
    '١',
  ])('with %j for its position is none', (digits) => {
    expect(positionOf(`${session}.${digits}`)).toBeUndefined();
  });

  it('of anything but a session and a position is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(positionOf(text)).toBeUndefined();
      }),
    );
  });
});
