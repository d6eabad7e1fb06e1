import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryAt, fakeLogs, readLog, stateOf, writtenWith } from '../../test/client/fake-log.ts';
import type { FakeLog } from '../../test/client/fake-log.ts';
import { messageAt } from '../../test/client/fake-messages.ts';
import { hasHole, shownIn, viewAfter, withChange, withHistory, withLive, withLog } from './log-view.ts';
import type { LogView } from './log-view.ts';
import type { Message } from './message.ts';

/** `written`: how far the server had come when it said what arrives now. */
type Step = { readonly written: number } & (
  | { readonly kind: 'live'; readonly pick: number }
  | { readonly kind: 'log'; readonly limit: number }
  | { readonly kind: 'history'; readonly pick: number; readonly length: number }
);

const written = fc.nat(40);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('live' as const), pick: fc.nat(1000), written }) },
    fc.record({ kind: fc.constant('log' as const), limit: fc.integer({ min: 1, max: 12 }), written }),
    fc.record({ kind: fc.constant('history' as const), pick: fc.nat(1000), length: fc.nat(10), written }),
  ),
  { maxLength: 60, size: 'max' },
);

/** Where the view begins: everything up to there was written when the newest page was read. */
const bases = fc.nat(30);
const baseIn = (log: FakeLog, base: number): number => Math.min(base, log.slots.length);

const stepped = (log: FakeLog, view: LogView, step: Step): LogView => {
  const seq = step.kind === 'log' ? 0 : (step.pick % log.slots.length) + 1;
  const at = writtenWith(log, view.base, step.written);
  if (step.kind === 'log') return withLog(view, readLog(log, at, view.contiguousSeq, step.limit));
  if (step.kind === 'live') {
    const { kind, message } = entryAt(log, seq, at);
    if (kind === 'VOID' || message === null) return view;
    return kind === 'MESSAGE' ? withLive(view, message) : withChange(view, seq, message);
  }
  const held = [...stateOf(log, at).values()].filter((one) => one.threadRootId === null);
  return withHistory(
    view,
    held.filter((one) => one.seq >= seq && one.seq < seq + step.length),
  );
};

const run = (log: FakeLog, what: readonly Step[], base = 0): LogView =>
  what.reduce((view, step) => stepped(log, view, step), viewAfter(base));

/** As a client does: from cursor to cursor until nothing is missing. */
const caughtUp = (log: FakeLog, start: LogView, limit: number): LogView => {
  let view = start;
  for (let reads = 0; reads <= log.slots.length + 1; reads++) {
    view = withLog(view, readLog(log, log.slots.length, view.contiguousSeq, limit));
    if (!hasHole(view)) return view;
  }
  throw new Error('unable to catch up; the cursor stands still');
};

/**
 * A message as it is read. That it was replied to makes a message newer, and tells nothing beyond its thread; and a reply
 * shows the thread where the thread is shown: with the message that starts it.
 */
const read = ({ version: _, ...message }: Message) => ({
  ...message,
  thread: message.threadRootId === null ? message.thread : null,
});
const said = (view: LogView) => view.messages.map((message) => read(shownIn(view, message)));
const ended = (log: FakeLog) =>
  [...stateOf(log, log.slots.length).values()].sort((one, other) => one.seq - other.seq).map(read);

describe('A view of the log', () => {
  it('ends equal to the log, whatever was lost, doubled, out of order or old on the way (P5)', () => {
    fc.assert(
      fc.property(fakeLogs, steps, fc.integer({ min: 1, max: 50 }), (log, what, limit) => {
        const view = caughtUp(log, run(log, what), limit);
        const { length } = log.slots;
        expect(said(view)).toEqual(ended(log));
        expect(view.contiguousSeq).toBe(length);
        expect(view.others.size).toBe(0);
        expect(view.ahead.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('shows history as it is now, whether it was read before or after it changed', () => {
    fc.assert(
      fc.property(fakeLogs, bases, steps, fc.nat(40), (log, from, what, read) => {
        const base = baseIn(log, from);
        const caught = caughtUp(log, run(log, what, base), 7);
        // A page that was on its way all along arrives last.
        const page = [...stateOf(log, writtenWith(log, base, read)).values()].filter(({ seq }) => seq <= base);
        const view = withHistory(caught, page);
        expect(said(view)).toEqual(ended(log));
      }),
      { numRuns: 300 },
    );
  });

  it('never moves its cursor over a position it does not know, nor any version back', () => {
    fc.assert(
      fc.property(fakeLogs, steps, (log, what) => {
        let view = viewAfter(0);
        for (const step of what) {
          const next = stepped(log, view, step);
          expect(next.contiguousSeq).toBeGreaterThanOrEqual(view.contiguousSeq);
          const shown = new Map(next.messages.map(({ seq, version }) => [seq, version]));
          for (const { seq, version } of view.messages) expect(shown.get(seq)).toBeGreaterThanOrEqual(version);
          view = next;
          for (let seq = 1; seq <= view.contiguousSeq; seq++) {
            if (log.slots[seq - 1]?.kind === 'message') expect(shown.has(seq)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps each message the object it was as long as it is no newer, so that nothing is drawn anew', () => {
    fc.assert(
      fc.property(fakeLogs, steps, (log, what) => {
        const before = run(log, what);
        const after = new Map(caughtUp(log, before, 7).messages.map((message) => [message.seq, message]));
        for (const message of before.messages) {
          const now = after.get(message.seq);
          expect(now === message || (now?.version ?? 0) > message.version).toBe(true);
        }
      }),
    );
  });

  it('remembers empty positions beyond a hole, so that a message in the hole closes it', () => {
    const entries = [
      { seq: 2, kind: 'VOID' as const, actorId: null, message: null },
      { seq: 3, kind: 'MESSAGE' as const, actorId: null, message: messageAt(3) },
    ];
    const held = withLog(viewAfter(0), { entries, contiguousSeq: 0, lastSeq: 3 });
    expect(withLive(held, messageAt(1)).contiguousSeq).toBe(3);
  });

  it('accounts only for what comes after its base', () => {
    const view = withLive(withHistory(viewAfter(10), [messageAt(8), messageAt(9)]), messageAt(11));
    expect(view.messages.map(({ seq }) => seq)).toEqual([8, 9, 11]);
    expect(view.contiguousSeq).toBe(11);
    expect(hasHole(view)).toBe(false);
  });

  it('knows a hole from a position that arrived beyond it', () => {
    const view = withLive(viewAfter(0), messageAt(2));
    expect(hasHole(view)).toBe(true);
    expect(hasHole(withLive(view, messageAt(1)))).toBe(false);
  });
});
