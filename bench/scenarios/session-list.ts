import type { Person } from '../../test/support/graphql.ts';
import type { Bed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

const memberships = 1_000;
const spoken = 100;
const reads = 100;

/** Everything that a list of sessions can show. */
const WHOLE = `query Sessions($limit: Int, $after: String) {
  myChatSessions(limit: $limit, after: $after) {
    items {
      id sessionType kind name description avatarUrl bannerUrl tags status isFrozen
      settings { allowInvites requireApproval slowModeSeconds maxMembers allowAnonymous }
      createdBy createdAt memberCount lastSeq lastActivityAt
      lastMessage { seq senderId senderName kind text createdAt }
      myRole myPermissions myMutedUntil myAlias myPreferences { notifications mutedUntil customName }
      lastReadSeq firstUnreadCursor unreadCount mentionCount
    }
    pageInfo { startCursor endCursor hasNextPage }
  }
}`;

/** What needs no look into the log. */
const BARE = `query Sessions($limit: Int) {
  myChatSessions(limit: $limit) {
    items { id name lastActivityAt memberCount myRole myPermissions myPreferences { notifications customName } }
    pageInfo { endCursor hasNextPage }
  }
}`;

/** f: the newest 20 of a thousand sessions of one user, with everything a list shows, and without what the log is read for. */
export const sessionList = async (
  bed: Bed,
): Promise<{ readonly newestTwentyMs: Summary; readonly withoutTheLogMs: Summary }> => {
  const [ann, bob] = [await bed.person('ann'), await bed.person('bob')];
  let next = 0;
  const ids: string[] = [];
  const open = async (): Promise<void> => {
    for (let n = next++; n < memberships; n = next++) {
      const { id } = await ann.createSession(['bob'], { name: `Session ${n}` });
      ids.push(id);
      if (n % 250 === 249) console.log(`bench: ${n + 1} of ${memberships} sessions opened`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, open));
  for (const id of ids.slice(0, spoken)) await bob.send(id, 'one', 'x'.repeat(205));

  return {
    newestTwentyMs: await timesOf(() => ann.get('myChatSessions', WHOLE, { limit: 20 })),
    withoutTheLogMs: await timesOf(() => ann.get('myChatSessions', BARE, { limit: 20 })),
  };
};

const timesOf = async (read: () => ReturnType<Person['get']>): Promise<Summary> => {
  const times: number[] = [];
  for (let n = 0; n < reads + 20; n++) {
    const began = performance.now();
    await read();
    if (n >= 20) times.push(performance.now() - began);
  }
  return summary(times);
};
