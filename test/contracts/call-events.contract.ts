import { describe, expect, it } from 'vitest';
import type { ToldOfCall } from '../../adapters/memory/call-events.ts';
import type { CallEvents } from '../../application/ports/call-events.ts';
import { aCallId } from '../builders/calls.ts';
import { aSessionId, aUser } from '../builders/people.ts';

export interface CallEventsUnderTest {
  readonly callEvents: CallEvents;
  /** What got to where subscribers are told from, oldest first. */
  readonly told: () => readonly ToldOfCall[];
}

/** The promises every `CallEvents` adapter keeps. Call it once per adapter. */
export function callEventsContract(adapter: string, open: () => Promise<CallEventsUnderTest>): void {
  describe(`CallEvents on ${adapter}`, () => {
    it('tells of each thing once, by call and user alone, before it answers', async () => {
      const { callEvents, told } = await open();
      const [id, sessionId, user] = [aCallId(), aSessionId(), aUser('bob')];
      const started = { event: 'CALL_STARTED', userId: user } as const;
      const over = { event: 'CALL_ENDED', userId: null } as const;

      await expect(callEvents.happened({ id, sessionId }, started)).resolves.toBeUndefined();
      await callEvents.rings({ id, sessionId }, user);
      await callEvents.endSignals({ id, sessionId }, user);
      expect(told()).toHaveLength(3);
      await callEvents.happened({ id, sessionId }, over);
      expect(told()).toEqual([
        { kind: 'happened', callId: id, happening: started },
        { kind: 'rings', callId: id, user },
        { kind: 'signalsEnded', callId: id, user },
        { kind: 'happened', callId: id, happening: over },
      ]);
    });
  });
}
