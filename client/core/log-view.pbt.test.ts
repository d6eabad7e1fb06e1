import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasHole, viewAfter, withHistory, withLive, withLog } from './log-view.ts';
import type { LogView } from './log-view.ts';
import type { LogPage, Message } from './model.ts';

const messageAt = (seq: number): Message => ({
  id: `s.${seq}`,
  sessionId: 's',
  seq,
  kind: 'TEXT',
  text: `text ${seq}`,
  senderId: 'ann',
  senderName: null,
  clientMessageId: `c${seq}`,
  createdAt: '2026-11-21T09:00:00.000Z',
});

/** A log in the making: what each position will hold, in the order the positions are written. */
interface Server {
  /** true: a message; false: VOID. Position = index + 1. */
  readonly slots: readonly boolean[];
  /** Positions in the order they get written. */
  readonly order: readonly number[];
}

const servers: fc.Arbitrary<Server> = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 40, size: 'max' })
  .chain((slots) =>
    fc.record({
      slots: fc.constant(slots),
      order: fc.shuffledSubarray(
        slots.map((_, at) => at + 1),
        { minLength: slots.length, maxLength: slots.length },
      ),
    }),
  );

/** The answer of `sessionLog(after, limit)` when the first `written` of the order are there. */
const readLog = (server: Server, written: number, after: number, limit: number): LogPage => {
  const present = new Set(server.order.slice(0, written));
  const lastSeq = Math.max(0, ...present);
  const entries = [...present]
    .filter((seq) => seq > after)
    .sort((one, other) => one - other)
    .slice(0, limit)
    .map((seq) => ({ seq, message: server.slots[seq - 1] === true ? messageAt(seq) : null }));
  let contiguousSeq = after;
  for (const { seq } of entries) if (seq === contiguousSeq + 1) contiguousSeq = seq;
  return { entries, contiguousSeq, lastSeq };
};

type Step =
  | { readonly kind: 'live'; readonly pick: number }
  | { readonly kind: 'log'; readonly limit: number; readonly written: number }
  | { readonly kind: 'history'; readonly pick: number; readonly length: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('live' as const), pick: fc.nat(1000) }),
    fc.record({ kind: fc.constant('log' as const), limit: fc.integer({ min: 1, max: 12 }), written: fc.nat(40) }),
    fc.record({ kind: fc.constant('history' as const), pick: fc.nat(1000), length: fc.nat(10) }),
  ),
  { maxLength: 60, size: 'max' },
);

const stepped = (server: Server, view: LogView, step: Step): LogView => {
  const seq = step.kind === 'log' ? 0 : (step.pick % server.slots.length) + 1;
  switch (step.kind) {
    case 'live':
      return server.slots[seq - 1] === true ? withLive(view, messageAt(seq)) : view;
    case 'log':
      return withLog(view, readLog(server, step.written, view.contiguousSeq, step.limit));
    case 'history': {
      const range = server.slots.map((_, at) => at + 1).slice(seq - 1, seq - 1 + step.length);
      return withHistory(view, range.filter((at) => server.slots[at - 1] === true).map(messageAt));
    }
  }
};

const run = (server: Server, what: readonly Step[]): LogView =>
  what.reduce((view, step) => stepped(server, view, step), viewAfter(0));

/** As a client does: from cursor to cursor until nothing is missing. */
const caughtUp = (server: Server, start: LogView, limit: number): LogView => {
  let view = start;
  for (let reads = 0; reads <= server.slots.length + 1; reads++) {
    view = withLog(view, readLog(server, server.slots.length, view.contiguousSeq, limit));
    if (!hasHole(view)) return view;
  }
  throw new Error('unable to catch up; the cursor stands still');
};

const messagesOf = (server: Server): Message[] =>
  server.slots.flatMap((isMessage, at) => (isMessage ? [messageAt(at + 1)] : []));

describe('A view of the log', () => {
  it('ends equal to the log, whatever was lost, doubled or out of order on the way (P5)', () => {
    fc.assert(
      fc.property(servers, steps, fc.integer({ min: 1, max: 50 }), (server, what, limit) => {
        const view = caughtUp(server, run(server, what), limit);
        expect(view.messages).toEqual(messagesOf(server));
        expect(view.contiguousSeq).toBe(server.slots.length);
        expect(view.voids.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('never moves its cursor over a position it does not know', () => {
    fc.assert(
      fc.property(servers, steps, (server, what) => {
        let view = viewAfter(0);
        for (const step of what) {
          const next = stepped(server, view, step);
          expect(next.contiguousSeq).toBeGreaterThanOrEqual(view.contiguousSeq);
          view = next;
          const shown = new Set(view.messages.map(({ seq }) => seq));
          for (let seq = 1; seq <= view.contiguousSeq; seq++) {
            if (server.slots[seq - 1] === true) expect(shown).toContain(seq);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps each message the object it was, so that nothing is drawn anew', () => {
    fc.assert(
      fc.property(servers, steps, (server, what) => {
        const before = run(server, what);
        const after = caughtUp(server, before, 7);
        for (const message of before.messages) expect(after.messages).toContain(message);
      }),
    );
  });

  it('remembers empty positions beyond a hole, so that a message in the hole closes it', () => {
    const entries = [
      { seq: 2, message: null },
      { seq: 3, message: messageAt(3) },
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
