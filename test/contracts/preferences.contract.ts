import { beforeAll, describe, expect, it } from 'vitest';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import { parseSessionName } from '../../domain/chat-session/session-name.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `Preferences` adapter keeps. */
export function preferencesContract(adapter: string, open: OpenStores): void {
  describe(`Preferences on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const maths = granted(parseSessionName('Maths'));
    const all: MemberPreferences = { notifications: 'MENTIONS', mutedUntil: noon, customName: maths };
    const atFirst: MemberPreferences = { notifications: 'ALL', mutedUntil: null, customName: null };

    const aRoom = async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      return { ann, bob, id: session.id };
    };

    it('begin the same for everyone, and asking for no change changes none', async () => {
      const { ann, id } = await aRoom();
      expect(await stores.preferences.change(id, ann, {})).toEqual(atFirst);
      await stores.preferences.change(id, ann, all);
      expect(await stores.preferences.change(id, ann, {})).toEqual(all);
    });

    it('keep what a change leaves out, and lose what it takes away', async () => {
      const { ann, id } = await aRoom();
      expect(await stores.preferences.change(id, ann, { customName: maths })).toEqual({
        ...atFirst,
        customName: maths,
      });
      expect(await stores.preferences.change(id, ann, { notifications: 'NONE', mutedUntil: noon })).toEqual({
        notifications: 'NONE',
        mutedUntil: noon,
        customName: maths,
      });
      expect(await stores.preferences.change(id, ann, { customName: null, mutedUntil: null })).toEqual({
        ...atFirst,
        notifications: 'NONE',
      });
    });

    it("are each member's own, and change nothing else of them", async () => {
      const { ann, bob, id } = await aRoom();
      const before = await stores.sessionLog.standing(id, ann);
      await stores.preferences.change(id, ann, all);
      expect(await stores.preferences.change(id, bob, {})).toEqual(atFirst);
      expect(await stores.sessionLog.standing(id, ann)).toEqual(before);
    });

    it('are nobody’s outside the session, and make nobody a member', async () => {
      const { id } = await aRoom();
      const eve = aUser('eve');
      expect(await stores.preferences.change(id, eve, all)).toBeUndefined();
      expect(await stores.preferences.change(aSessionId(), eve, all)).toBeUndefined();
      expect(await stores.sessionLog.standing(id, eve)).toBeUndefined();
      expect(await stores.directory.activities(eve)).toEqual([]);
    });
  });
}
