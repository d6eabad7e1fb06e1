import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { readLog } from '../../application/session-log/read-log.ts';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aDraft, aPosition } from '../builders/messages.ts';
import { aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** What `docs/session-log.md` promises of appending and reading, on any adapter. */
export function sessionLogProtocolContract(adapter: string, open: OpenStores): void {
  describe(`the session log's protocol on ${adapter}`, () => {
    let stores: Stores;
    let clock: ManualClock;
    let session: ChatSession;
    let ann: UserId;
    let bob: UserId;

    beforeAll(async () => {
      stores = await open();
    });
    beforeEach(() => enterNewSession());

    async function enterNewSession(): Promise<void> {
      clock = new ManualClock();
      [ann, bob] = [aUser('ann'), aUser('bob')];
      session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
    }

    async function send(text: string, clientMessageId?: string, sender = ann): Promise<Message> {
      const draft = aDraft(session.id, sender, { text, ...(clientMessageId === undefined ? {} : { clientMessageId }) });
      const appended = await appendMessage(stores.sessionLog, clock, draft, 0);
      if (appended.kind !== 'appended') throw new Error(`unable to go on; the append ended ${appended.kind}`);
      return appended.message;
    }

    /** A writer that dies between its two steps. */
    const abandon = (): Promise<Seq> => aPosition(stores.sessionLog, session.id, clock.now());

    const seal = (seq: Seq) => stores.sessionLog.seal(session.id, [seq], clock.now());

    async function standingOfAnn() {
      const standing = await stores.sessionLog.standing(session.id, ann);
      if (standing === undefined) throw new Error('unable to go on; ann is in no session');
      return standing;
    }

    const read = async (after = seqZero, limit = 200) =>
      readLog(stores.sessionLog, { sessionId: session.id, after, limit }, await standingOfAnn(), clock.now());

    /** Everything, as a client would gather it from its durable cursor. */
    async function catchUp(limit = 200): Promise<readonly LogEntry[]> {
      const known = new Map<number, LogEntry>();
      let cursor = seqZero;
      for (let round = 0; round < 200; round += 1) {
        const page = await read(cursor, limit);
        for (const entry of page.entries) if (entry.seq <= page.contiguousSeq) known.set(entry.seq, entry);
        cursor = page.contiguousSeq;
        if (cursor === page.lastSeq) return [...known.values()];
      }
      throw new Error('unable to go on; the log never came to its end');
    }

    const textsOf = (entries: readonly LogEntry[]): readonly string[] =>
      entries.map((entry) => (entry.kind === 'MESSAGE' ? (entry.message.content?.text ?? '') : entry.kind));

    it('makes one message of twenty sends of the same one at once, and answers it to each', async () => {
      const sent = await Promise.all(Array.from({ length: 20 }, () => send('once', 'same').catch(() => undefined)));
      const positions = new Set(sent.flatMap((message) => (message === undefined ? [] : [message.seq])));
      expect(positions.size).toBe(1);

      clock.pass(Durations.grace + 1);
      const said = textsOf(await catchUp()).filter((text) => text !== 'VOID');
      expect(said).toEqual(['once']);
    });

    it('answers a repeated send with the first message, whatever it now says', async () => {
      const first = await send('first words', 'same');
      await send('in between');
      expect(await send('other words', 'same')).toEqual(first);
      expect(textsOf(await catchUp())).toEqual(['first words', 'in between', 'VOID']);
    });

    it('gives writers at once positions of their own, without a gap', async () => {
      const texts = Array.from({ length: 24 }, (_, at) => `message ${at}`);
      const sent = await Promise.all(texts.map((text) => send(text)));
      expect(sent.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(texts.map((_, at) => at + 1));

      const entries = await catchUp(7);
      expect(entries.map(({ seq }) => seq)).toEqual(texts.map((_, at) => at + 1));
      expect([...textsOf(entries)].sort()).toEqual([...texts].sort());
    });

    it('holds a reader before a position in flight, and shows what lies beyond', async () => {
      await send('before');
      await abandon();
      await send('after');
      clock.pass(Durations.grace);
      const page = await read();
      expect(textsOf(page.entries)).toEqual(['before', 'after']);
      expect(page).toMatchObject({ contiguousSeq: 1, lastSeq: 3 });
    });

    it('seals a position whose writer is slower than the grace time', async () => {
      await send('before');
      await abandon();
      await send('after');
      clock.pass(Durations.grace + 1);
      const page = await read();
      expect(textsOf(page.entries)).toEqual(['before', 'VOID', 'after']);
      expect(page).toMatchObject({ contiguousSeq: 3, lastSeq: 3 });
    });

    it('seals an abandoned position at the end of the log', async () => {
      await send('before');
      await abandon();
      clock.pass(Durations.grace + 1);
      expect(await read()).toMatchObject({ contiguousSeq: 2, lastSeq: 2 });
    });

    it('judges nothing beyond the page it read', async () => {
      for (const text of ['a', 'b', 'c']) await send(text);
      clock.pass(Durations.grace + 1);
      const sealed: Seq[] = [];
      const log = {
        ...boundTo(stores.sessionLog),
        seal: async (...[, positions]: Parameters<Stores['sessionLog']['seal']>) => void sealed.push(...positions),
      };
      const standing = await standingOfAnn();
      await readLog(log, { sessionId: session.id, after: seqZero, limit: 1 }, standing, clock.now());
      expect(sealed).toEqual([]);
    });

    it('moves a writer whose position was sealed to a later one', async () => {
      const draft = aDraft(session.id, bob, { text: 'slow' });
      const sealedUnderway = {
        ...boundTo(stores.sessionLog),
        reserve: async (...args: Parameters<typeof stores.sessionLog.reserve>) => {
          const reserved = await stores.sessionLog.reserve(...args);
          if (reserved.kind === 'reserved' && reserved.seq === 1) await seal(reserved.seq);
          return reserved;
        },
      };
      const appended = await appendMessage(sealedUnderway, clock, draft, 0);
      expect(appended).toMatchObject({ kind: 'appended', repeated: false, message: { seq: 2 } });
      expect(textsOf(await catchUp())).toEqual(['VOID', 'slow']);
    });

    it('gives up, and leaves nothing said, after two sealed positions', async () => {
      const alwaysSealed = {
        ...boundTo(stores.sessionLog),
        reserve: async (...args: Parameters<typeof stores.sessionLog.reserve>) => {
          const reserved = await stores.sessionLog.reserve(...args);
          if (reserved.kind === 'reserved') await seal(reserved.seq);
          return reserved;
        },
      };
      expect(await appendMessage(alwaysSealed, clock, aDraft(session.id, bob), 0)).toEqual({ kind: 'contended' });
      expect(textsOf(await catchUp())).toEqual(['VOID', 'VOID']);
    });

    it('reads every acknowledged message once and in order, whatever writers crash, repeat and overlap', async () => {
      const act = fc.oneof(
        { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), id: fc.integer({ min: 0, max: 5 }) }) },
        { weight: 2, arbitrary: fc.constant({ kind: 'abandon' as const }) },
        { weight: 1, arbitrary: fc.constant({ kind: 'pass' as const }) },
        { weight: 1, arbitrary: fc.constant({ kind: 'read' as const }) },
      );
      const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

      await fc.assert(
        fc.asyncProperty(waves, fc.integer({ min: 1, max: 5 }), async (plan, limit) => {
          await enterNewSession();
          const acknowledged = new Map<Seq, string>();
          const perform = async (step: (typeof plan)[number][number]): Promise<void> => {
            if (step.kind === 'abandon') await abandon();
            if (step.kind === 'pass') clock.pass(Durations.grace + 1);
            if (step.kind === 'read') await read();
            if (step.kind !== 'send') return;
            const text = `text ${step.id}`;
            const draft = aDraft(session.id, ann, { text, clientMessageId: `id ${step.id}` });
            const appended = await appendMessage(stores.sessionLog, clock, draft, 0);
            if (appended.kind === 'appended') acknowledged.set(appended.message.seq, text);
          };
          for (const wave of plan) await Promise.all(wave.map(perform));

          clock.pass(Durations.grace + 1);
          const entries = await catchUp(limit);
          expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
          const said = entries.flatMap((entry) => (entry.kind === 'MESSAGE' ? [entry] : []));
          const texts = said.map(({ message }) => message.content?.text);
          expect(new Set(texts).size).toBe(texts.length);
          const textAt = new Map(said.map(({ seq, message }) => [seq, message.content?.text]));
          for (const [seq, text] of acknowledged) expect(textAt.get(seq)).toBe(text);
          expect(await catchUp()).toEqual(entries);
        }),
        { numRuns: 25 },
      );
    });
  });
}

/** The steps as plain functions, so that a test can put something before or after one of them. */
function boundTo(log: Stores['sessionLog']): Stores['sessionLog'] {
  return {
    standing: (...args) => log.standing(...args),
    reserve: (...args) => log.reserve(...args),
    write: (...args) => log.write(...args),
    entryAt: (...args) => log.entryAt(...args),
    entriesAt: (...args) => log.entriesAt(...args),
    slotsAfter: (...args) => log.slotsAfter(...args),
    seal: (...args) => log.seal(...args),
    advanceReadPointer: (...args) => log.advanceReadPointer(...args),
    advanceDeliveredPointer: (...args) => log.advanceDeliveredPointer(...args),
  };
}
