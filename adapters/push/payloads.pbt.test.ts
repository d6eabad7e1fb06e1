import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPush } from '../../test/builders/notifications.ts';
import { apnsPayload, fcmPayload, fitted } from './payloads.ts';

const aText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 3_000, size: 'max' }),
  fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' }).map((text) => text.replace(/[\ud800-\udfff]/g, '')),
  fc.constantFrom('"', '\u0001', '😀', '👩‍👩‍👧‍👦', `e${'\u0301'.repeat(900)}`).map((unit) => unit.repeat(1_000)),
);

describe('The payload of a push', () => {
  it('is never too large for Apple and Google, and shows of a text what fits', () => {
    fc.assert(
      fc.property(aText, aText, (title, body) => {
        const push = aPush({ title, body });
        for (const payload of [apnsPayload(push), fcmPayload(push)]) {
          expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(4_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has all of a text that fits, and else its beginning with a mark, cut between characters', () => {
    const shownOf = (body: string, limit: number): unknown =>
      JSON.parse(fitted(aPush({ title: '', body }), (shown) => ({ body: shown?.body }), limit));
    // `{"body":""}` has 11 bytes, and the mark three.
    expect(shownOf('abcdef', 17)).toEqual({ body: 'abcdef' });
    expect(shownOf('abcdef', 16)).toEqual({ body: 'ab…' });
    expect(shownOf('a👩‍👩‍👧‍👦b', 30)).toEqual({ body: 'a…' });
    expect(shownOf('abcdef', 13)).toEqual({ body: '' });
  });

  it('lets a long title leave room for the text', () => {
    const payload: unknown = JSON.parse(apnsPayload(aPush({ title: 't'.repeat(5_000), body: 'b'.repeat(5_000) })));
    expect(payload).toMatchObject({
      aps: {
        alert: { title: expect.stringMatching(/^t{500,1000}…$/), body: expect.stringMatching(/^b{2000,3500}…$/) },
      },
    });
  });
});
