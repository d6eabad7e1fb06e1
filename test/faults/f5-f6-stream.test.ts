import { describe, expect, it } from 'vitest';
import type { SessionEventConsumer } from '../../application/ports/session-events.ts';
import { notifications } from '../../application/policies/notifications.ts';
import type { SentMessage } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { messageIdOf, seqOf } from '../../domain/shared/ids.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aDevice } from '../builders/devices.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { NotifyingWorld } from '../notifications/world.ts';
import { aBusyTable } from '../streams/busy-table.ts';
import { chances, redriven, throughChaos } from '../streams/chaos.ts';

/** `PARLEY_STREAM_RECORDS=100000` runs what the documents publish. */
const asked = process.env['PARLEY_STREAM_RECORDS'];
const seed = 20_261_121;

/** Nothing waits for long, whatever fails: splitting a batch takes 7 steps, and each half its attempts. */
const standstillAllowed = 120;

describe('F5, F6: a stream that is told again, in disorder, doubled and poisoned, by functions and processes that die', () => {
  it(
    'is acted on once for each message by a consumer that knows what it did, poison aside, and nothing waits',
    async () => {
      const chance = chances(seed);
      const [ann, sessions] = [aUser('ann'), Array.from({ length: 50 }, aSessionId)];
      const positions = new Map<SessionId, number>();
      const say = async (): Promise<SentMessage> => {
        const sessionId = sessions[Math.floor(chance() * sessions.length)] ?? aSessionId();
        const seq = (positions.get(sessionId) ?? 0) + 1;
        positions.set(sessionId, seq);
        return messageAt(aDraft(sessionId, ann), seqOf(seq), noon);
      };
      const table = await aBusyTable({ records: Number(asked ?? 8_000), at: noon, chance, say, reader: ann });

      const acted: string[] = [];
      const known = new Set<string>();
      const consumer: SessionEventConsumer = {
        name: 'recording',
        async handle(events) {
          for (const event of events) {
            if (event.name !== 'MessageSent' || known.has(event.id)) continue;
            known.add(event.id);
            acted.push(messageIdOf(event.sessionId, event.message.seq));
          }
        },
      };
      const clock = new ManualClock();
      const chaos = { stream: table.stream, consumer, clock, chance, stubborn: table.chosen.events };
      const report = await throughChaos(chaos);

      expect(report.kills).toBeGreaterThan(0);
      expect(report.redelivered).toBeGreaterThan(0);
      expect(report.letters).toEqual(new Set([...table.poison, ...table.chosen.numbers]));
      expect(report.longestStandstill).toBeLessThan(standstillAllowed);
      // What was away is there again: its letters are redriven, late, and only what can never be read stays.
      expect(await redriven(chaos, report.letters)).toEqual(table.poison);
      expect(acted.sort()).toEqual(table.sent.map(({ sessionId, seq }) => messageIdOf(sessionId, seq)).sort());
    },
    asked === undefined ? 30_000 : 1_800_000,
  );

  it(
    'notifies each device of each message once',
    async () => {
      const chance = chances(seed + 1);
      let isFailing = false;
      const world = new NotifyingWorld({
        at: () => (isFailing && chance() < 0.002 ? (chance() < 0.5 ? 'before' : 'after') : undefined),
        provider: () => (isFailing && chance() < 0.01 ? { retryAfterMs: 0 } : 'sent'),
      });
      const ann = aUser('ann');
      const sessions = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const others = [aUser('bob'), aUser('cat')];
          const session = aChatSession({ creator: ann, memberIds: others, kind: 'PRIVATE' });
          await world.people.chatSessions.save(session);
          for (const [at, user] of others.entries()) {
            await world.people.notificationSettings.change(user, { digest: false, emailEnabled: false });
            for (let device = 0; device <= at; device += 1) {
              await world.people.devices.register(user, aDevice(`device${device}`));
            }
          }
          return session.id;
        }),
      );
      const say = async (): Promise<SentMessage> => {
        const sessionId = sessions[Math.floor(chance() * sessions.length)] ?? aSessionId();
        return world.say(sessionId, ann);
      };
      const table = await aBusyTable({ records: Number(asked ?? 1_500), at: noon, chance, say, reader: ann });

      const consumer = notifications(world.dependencies);
      const stubborn = table.chosen.events;
      const between = () => world.settle(8, (count) => Math.floor(chance() * count), 10_000_000);
      isFailing = true;
      const chaos = { stream: table.stream, consumer, clock: world.clock, chance, stubborn, between };
      const report = await throughChaos(chaos);
      await between();
      isFailing = false;
      expect(await redriven(chaos, report.letters)).toEqual(table.poison);
      for (const { job } of world.dead.splice(0)) world.waiting.push({ job, visibleAt: 0, receives: 0 });
      await between();

      const shown = world.shown.map(
        ({ push, device }) => `${push.data['messageId']} ${device.userId} ${device.deviceId}`,
      );
      expect(new Set(shown).size).toBe(shown.length);
      // Bob has one device and Cat has two.
      expect(shown).toHaveLength(3 * table.sent.length);
      expect(report.longestStandstill).toBeLessThan(standstillAllowed);
    },
    asked === undefined ? 60_000 : 3_600_000,
  );
});
