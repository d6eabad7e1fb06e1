import { describe, expect, it } from 'vitest';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { changingOn } from '../../test/builders/session-changes.ts';
import { aChatSession, granted } from '../../test/builders/chat-sessions.ts';
import { anAlias, aUser } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { addMembers } from '../use-cases/add-members.ts';
import { removeMember } from '../use-cases/remove-member.ts';
import { endDeliveryWhenMemberLeft } from './end-delivery-when-member-left.ts';

/** Ann's group, from which Bob was removed by a service whose word went nowhere. */
async function aGroupWithoutBob() {
  const stores = openMemoryStores();
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob] });
  await stores.chatSessions.save(session);
  granted(await removeMember(changingOn(stores))({ user: ann, sessionId: session.id, userId: bob }));
  const live = new MemoryLiveDelivery();
  const worker = endDeliveryWhenMemberLeft({ coMembers: stores.coMembers, live });
  const event = (detail: object = {}) => ({
    source: 'parley',
    'detail-type': 'MembersChanged',
    detail: { eventId: '1/MemberLeft', sessionId: session.id, userId: bob, change: 'LEFT', role: 'MEMBER', ...detail },
  });
  const gone = async (): Promise<void> => {
    const job = worker.parse(event());
    if (job === undefined) throw new Error('unable to go on; the event was not understood');
    expect(await worker.work(job, 1)).toEqual({ kind: 'done' });
  };
  return { stores, ann, bob, id: session.id, live, worker, event, gone };
}

describe('What is heard by whoever left', () => {
  it('ends although the word of the service was lost, and ends again when that is told again', async () => {
    const { bob, id, live, gone } = await aGroupWithoutBob();
    const ended = [
      { kind: 'endSession', sessionId: id, user: bob },
      { kind: 'endPresenceFor', user: bob },
    ];
    await gone();
    expect(live.told).toEqual(ended);
    await gone();
    expect(live.told).toEqual([...ended, ...ended]);
  });

  it('goes on for whoever came back meanwhile', async () => {
    const { stores, ann, bob, id, live, gone } = await aGroupWithoutBob();
    granted(
      await addMembers({ ...changingOn(stores), ids: { alias: anAlias } })({
        user: ann,
        sessionId: id,
        userIds: [bob],
      }),
    );
    await gone();
    expect(live.told).toEqual([]);
  });

  it('is not asked about by anything else that the bus has', async () => {
    const { worker, event } = await aGroupWithoutBob();
    expect(worker.parse(event())).toBeDefined();
    for (const other of [event({ change: 'JOINED' }), event({ userId: '' }), event({ sessionId: 'x' }), null]) {
      expect(worker.parse(other)).toBeUndefined();
    }
    expect(worker.parse({ ...event(), 'detail-type': 'MessageSent' })).toBeUndefined();
  });
});
