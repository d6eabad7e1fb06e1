import { describe, expect, it } from 'vitest';
import type { Undelivered } from '../../adapters/appsync/telling.ts';
import { AppSyncLiveDelivery } from '../../adapters/appsync/live-delivery.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import { changingOn, toldIn } from '../builders/session-changes.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import { SignedApi, untimed } from '../contracts/signed-api.ts';

describe('A service that cannot reach the API', () => {
  it('commits all the same, reports each word once, and repeats none of them later', async () => {
    const stores = openMemoryStores();
    const api = await SignedApi.start();
    const reported: Undelivered[] = [];
    let pausedFor = 0;
    const live = new AppSyncLiveDelivery({
      requests: untimed(api.access),
      elapsed: () => pausedFor,
      random: () => 0.5,
      pause: async (ms) => void (pausedFor += ms),
      report: (undelivered) => reported.push(undelivered),
    });
    const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
    const session = aChatSession({ creator: ann, memberIds: [bob, cat], name: 'A secret name' });
    await stores.chatSessions.save(session);
    const remove = (user: typeof bob) =>
      changeChatSession(
        { ...changingOn(stores), live },
        { sessionId: session.id, by: ann, about: [user], decision: removeMember(user) },
      );

    api.faults.push(...Array.from({ length: 100 }, () => 'hang-up' as const));
    expect(await remove(bob)).toMatchObject({ ok: true, value: { positions: [1] } });
    expect(await toldIn(stores, session.id)).toMatchObject([{ seq: 1, facts: { event: 'MEMBER_REMOVED' } }]);
    expect(reported).toMatchObject([
      { operation: 'publishMessage', sessionId: session.id, seq: 1 },
      { operation: 'endSessionDelivery', sessionId: session.id, seq: null },
      { operation: 'endCallDelivery', sessionId: session.id, seq: null },
      { operation: 'endPresenceDelivery', sessionId: session.id, seq: null },
    ]);
    expect(JSON.stringify(reported)).not.toMatch(/secret|bob|ann/);

    api.faults.length = 0;
    await remove(cat);
    expect(api.told).toEqual([
      { kind: 'messageSent', sessionId: session.id, seq: 2 },
      { kind: 'endSession', sessionId: session.id, user: cat },
      { kind: 'endPresence', sessionId: session.id },
    ]);
    expect(reported).toHaveLength(4);
    await api.stop();
  });
});
