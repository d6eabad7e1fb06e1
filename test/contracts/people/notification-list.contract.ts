import { beforeAll, describe, expect, it } from 'vitest';
import type { Notification, NotificationList } from '../../../application/ports/notification-list.ts';
import { seqOf } from '../../../domain/shared/ids.ts';
import { later } from '../../../domain/shared/instant.ts';
import { noon } from '../../builders/manual-clock.ts';
import { aSessionId, aUser } from '../../builders/people.ts';
import type { OpenPeopleStores } from './stores.ts';

/** The promises every `NotificationList` adapter keeps. */
export function notificationListContract(adapter: string, open: OpenPeopleStores): void {
  describe(`NotificationList on ${adapter}`, () => {
    let list: NotificationList;
    beforeAll(async () => {
      ({ notificationList: list } = await open());
    });
    const sessionId = aSessionId();
    const mention = (seq: number): Notification => ({
      about: `${sessionId}.${seq}`,
      kind: 'MENTION',
      sessionId,
      at: later(noon, seq),
      seq: seqOf(seq),
      actorId: null,
      role: null,
    });

    it('holds each entry once, with all that it says', async () => {
      const ann = aUser('ann');
      const role = {
        ...mention(2),
        about: 'event.7',
        kind: 'ROLE_GIVEN',
        actorId: aUser('bob'),
        role: 'ADMIN',
      } as const;
      const invited = { ...mention(3), about: 'event.8', kind: 'INVITED', seq: null, actorId: aUser('cat') } as const;
      for (const one of [mention(1), role, invited, mention(1)]) await list.add(ann, one);
      const { items, hasMore } = await list.page(ann, 10, null);
      expect(hasMore).toBe(false);
      expect(items.map(({ id: _, ...entry }) => entry)).toEqual([invited, role, mention(1)]);
      expect((await list.page(aUser('eve'), 10, null)).items).toEqual([]);
    });

    it('is read in pages, newest first', async () => {
      const ann = aUser('ann');
      for (const seq of [3, 1, 5, 4, 2]) await list.add(ann, mention(seq));
      const first = await list.page(ann, 2, null);
      const second = await list.page(ann, 2, first.items.at(-1)?.id ?? null);
      const third = await list.page(ann, 2, second.items.at(-1)?.id ?? null);
      expect([first, second, third].map(({ items }) => items.map(({ seq }) => seq))).toEqual([[5, 4], [3, 2], [1]]);
      expect([first, second, third].map(({ hasMore }) => hasMore)).toEqual([true, true, false]);
    });

    it('counts what is newer than the newest one seen, which only ever moves forward', async () => {
      const ann = aUser('ann');
      expect(await list.unseen(ann, 100)).toBe(0);
      for (const seq of [1, 2, 3, 4]) await list.add(ann, mention(seq));
      expect(await list.unseen(ann, 100)).toBe(4);
      expect(await list.unseen(ann, 3)).toBe(3);
      const { items } = await list.page(ann, 10, null);
      const [, third = items[0], , oldest = items[0]] = items;
      await list.markSeen(ann, third?.id ?? '');
      await list.markSeen(ann, oldest?.id ?? '');
      expect(await list.seenUpTo(ann)).toBe(third?.id);
      expect(await list.unseen(ann, 100)).toBe(1);
      expect(await list.seenUpTo(aUser('bob'))).toBeNull();
    });
  });
}
