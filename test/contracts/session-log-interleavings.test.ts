import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionLog } from '../../application/ports/session-log.ts';
import type { Appended } from '../../application/session-log/append-message.ts';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { readLog } from '../../application/session-log/read-log.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { user } from '../builders/people.ts';
import { openMemoryStores } from './memory-stores.ts';

const [ann, bob] = [user('ann'), user('bob')];

/** A process ends where it stands. */
class Died extends Error {}

const unlessDied = (error: unknown): undefined => {
  if (!(error instanceof Died)) throw error;
};

/** A log whose steps run in the order that `scheduler` chooses. With `stepsLeft`, its user dies before the next one. */
function scheduled(log: SessionLog, scheduler: fc.Scheduler, stepsLeft = Infinity): SessionLog {
  let left = stepsLeft;
  const step = <Args extends unknown[], Answer>(run: (...args: Args) => Promise<Answer>) => {
    const inTurn = scheduler.scheduleFunction(async (...args: Args) => run(...args));
    return async (...args: Args): Promise<Answer> => {
      if (left <= 0) throw new Died();
      left -= 1;
      return inTurn(...args);
    };
  };
  return {
    standing: step((...args: Parameters<SessionLog['standing']>) => log.standing(...args)),
    reserve: step((...args: Parameters<SessionLog['reserve']>) => log.reserve(...args)),
    write: step((...args: Parameters<SessionLog['write']>) => log.write(...args)),
    entriesAt: step((...args: Parameters<SessionLog['entriesAt']>) => log.entriesAt(...args)),
    entryAt: step((...args: Parameters<SessionLog['entryAt']>) => log.entryAt(...args)),
    slotsAfter: step((...args: Parameters<SessionLog['slotsAfter']>) => log.slotsAfter(...args)),
    seal: step((...args: Parameters<SessionLog['seal']>) => log.seal(...args)),
    advanceReadPointer: step((...args: Parameters<SessionLog['advanceReadPointer']>) =>
      log.advanceReadPointer(...args),
    ),
    advanceDeliveredPointer: step((...args: Parameters<SessionLog['advanceDeliveredPointer']>) =>
      log.advanceDeliveredPointer(...args),
    ),
  };
}

/** A reader that keeps what it read up to its cursor. */
class Reader {
  readonly known = new Map<Seq, LogEntry>();
  #cursor = seqZero;
  readonly #log: SessionLog;
  readonly #sessionId: SessionId;
  readonly #clock: ManualClock;

  constructor(log: SessionLog, sessionId: SessionId, clock: ManualClock) {
    this.#log = log;
    this.#sessionId = sessionId;
    this.#clock = clock;
  }

  /** Whether it is up to date now. */
  async read(limit: number): Promise<boolean> {
    const standing = await this.#log.standing(this.#sessionId, ann);
    if (standing === undefined) throw new Error('unable to read; ann is in no session');
    const range = { sessionId: this.#sessionId, after: this.#cursor, limit };
    const page = await readLog(this.#log, range, standing, this.#clock.now());
    for (const entry of page.entries) if (entry.seq <= page.contiguousSeq) this.known.set(entry.seq, entry);
    this.#cursor = page.contiguousSeq;
    return this.#cursor === page.lastSeq;
  }
}

const writers = fc.array(
  fc.record({ id: fc.integer({ min: 1, max: 3 }), steps: fc.constantFrom(1, 2, 3, 99, 99, 99) }),
  {
    minLength: 2,
    maxLength: 5,
  },
);

describe('appends and reads whose steps interleave in every way', () => {
  it('lose, double and reorder nothing that was acknowledged, and leave no hole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), writers, fc.integer({ min: 1, max: 3 }), async (scheduler, cast, limit) => {
        const { chatSessions, sessionLog } = openMemoryStores();
        const session = aChatSession({ creator: ann, memberIds: [bob] });
        await chatSessions.save(session);
        const clock = new ManualClock();
        // One reader takes every hole for dead, the other none: no promise may lean on the grace time.
        const hasty = new ManualClock();
        hasty.pass(Durations.grace + 1);

        const send = ({ id, steps }: (typeof cast)[number]): Promise<Appended | undefined> => {
          const draft = aDraft(session.id, ann, { text: `text ${id}`, clientMessageId: `id ${id}` });
          const log = scheduled(sessionLog, scheduler, steps);
          return appendMessage(log, clock, draft, 0).catch(unlessDied);
        };
        const readers = [hasty, clock].map((pace) => new Reader(scheduled(sessionLog, scheduler), session.id, pace));
        const readThrice = async (reader: Reader): Promise<void> => {
          for (let round = 0; round < 3; round += 1) await reader.read(limit);
        };
        const everyone = Promise.all([Promise.all(cast.map(send)), ...readers.map(readThrice)]);
        await scheduler.waitFor(everyone);
        const [appended] = await everyone;

        const late = new Reader(sessionLog, session.id, hasty);
        for (let round = 0; !(await late.read(limit)); round += 1) expect(round).toBeLessThan(60);
        const log = [...late.known.values()];
        expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));

        const texts = log.flatMap((entry) => (entry.kind === 'MESSAGE' ? [entry.message.content?.text] : []));
        expect(new Set(texts).size).toBe(texts.length);
        for (const outcome of appended) {
          if (outcome?.kind === 'appended') {
            expect(late.known.get(outcome.message.seq)).toMatchObject({ message: outcome.message });
          }
        }
        for (const reader of readers) {
          expect([...reader.known.values()]).toEqual(log.slice(0, reader.known.size));
        }
      }),
      { numRuns: 400 },
    );
  });
});
