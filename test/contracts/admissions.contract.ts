import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { addMembers } from '../../domain/chat-session/decisions/add-members.ts';
import { askToJoin } from '../../domain/chat-session/decisions/ask-to-join.ts';
import { banMember } from '../../domain/chat-session/decisions/ban-member.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { inviteUsers } from '../../domain/chat-session/decisions/invite-users.ts';
import { join } from '../../domain/chat-session/decisions/join.ts';
import { rejectJoinRequest } from '../../domain/chat-session/decisions/reject-join-request.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { unbanMember } from '../../domain/chat-session/decisions/unban-member.ts';
import { withdrawInvite } from '../../domain/chat-session/decisions/withdraw-invite.ts';
import { parseRequestNote } from '../../domain/chat-session/request-note.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { hurried } from '../builders/pacing.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { aSessionId, aUser, anAlias } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `Admissions` adapter keeps about what `ChatSessions` saves. */
export function admissionsContract(adapter: string, open: OpenStores): void {
  describe(`Admissions on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const [ann, bob, cat, dan] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('dan')];

    const aRoom = async (name: string | null = 'Algebra'): Promise<SessionId> => {
      const session = aChatSession({
        creator: ann,
        memberIds: [],
        kind: name === null ? 'PRIVATE' : 'PUBLIC',
        name,
        ...(name === null ? {} : { settings: { requireApproval: true } }),
      });
      await stores.chatSessions.save(session);
      return session.id;
    };
    const act = async (
      sessionId: SessionId,
      by: UserId,
      about: readonly UserId[],
      decision: Decision,
      meanwhile = async (): Promise<void> => undefined,
    ) => {
      const { chatSessions } = stores;
      const dependencies = {
        ...stores,
        chatSessions: {
          find: async (...asked: Parameters<typeof chatSessions.find>) => {
            const found = await chatSessions.find(...asked);
            await meanwhile();
            return found;
          },
          save: (...saved: Parameters<typeof chatSessions.save>) => chatSessions.save(...saved),
        },
        live: new MemoryLiveDelivery(),
        clock: new ManualClock(),
        pacing: hurried,
      };
      return granted(await changeChatSession(dependencies, { sessionId, by, about, decision }));
    };
    const byUser = <Item extends { readonly userId: UserId }>(items: readonly Item[]): readonly Item[] =>
      [...items].sort((a, b) => (a.userId < b.userId ? -1 : 1));

    it('are none of a session that never was, and none of a new one', async () => {
      for (const id of [aSessionId(), await aRoom()]) {
        expect(await stores.admissions.bans(id)).toEqual([]);
        expect(await stores.admissions.joinRequests(id)).toEqual([]);
      }
      expect(await stores.admissions.invitesOf(aUser())).toEqual([]);
    });

    it('list who is banned, until they are not', async () => {
      const id = await aRoom();
      await act(id, ann, [bob], banMember(bob, 'spam'));
      await act(id, ann, [cat], banMember(cat, null));
      expect(byUser(await stores.admissions.bans(id))).toEqual([
        { userId: bob, bannedBy: ann, bannedAt: noon, reason: 'spam' },
        { userId: cat, bannedBy: ann, bannedAt: noon, reason: null },
      ]);
    });

    it('list who asks to be let in, until they are in or turned down', async () => {
      const id = await aRoom();
      const note = granted(parseRequestNote('please'));
      await act(id, bob, [], askToJoin(bob, note));
      await act(id, cat, [], askToJoin(cat, null));
      await act(id, bob, [], askToJoin(bob, null));
      expect(byUser(await stores.admissions.joinRequests(id))).toEqual([
        { userId: bob, note: 'please', requestedAt: noon },
        { userId: cat, note: null, requestedAt: noon },
      ]);
      await act(id, ann, [bob], rejectJoinRequest(bob));
      await act(id, ann, [cat], banMember(cat, null));
      expect(await stores.admissions.joinRequests(id)).toEqual([]);
    });

    it('list what someone is invited to, with its name, until they are in, decline, or are banned', async () => {
      const [named, nameless, third] = [await aRoom(), await aRoom(null), await aRoom()];
      for (const id of [named, nameless, third]) await act(id, ann, [dan, bob], inviteUsers([dan, bob]));
      const invite = { userId: dan, invitedBy: ann, invitedAt: noon, expiresAt: later(noon, Durations.invite) };
      const bySession = async () =>
        [...(await stores.admissions.invitesOf(dan))].sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
      const expected = [
        { ...invite, sessionId: named, sessionName: 'Algebra' },
        { ...invite, sessionId: nameless, sessionName: null },
        { ...invite, sessionId: third, sessionName: 'Algebra' },
      ].sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
      expect(await bySession()).toEqual(expected);

      await act(named, dan, [], join(dan, anAlias()));
      await act(nameless, dan, [], withdrawInvite(dan));
      await act(third, ann, [dan], banMember(dan, null));
      expect(await bySession()).toEqual([]);
      expect(await stores.admissions.invitesOf(bob)).toHaveLength(3);
    });

    it('list nobody who came in, or was banned, at the moment of asking and of being invited', async () => {
      const id = await aRoom();
      const [fay, gil] = [aUser('fay'), aUser('gil')];
      /** Once, after a decision was made on what stood there, and before it is saved. */
      const asking = (user: UserId) => {
        let isDone = false;
        return async (): Promise<void> => {
          if (isDone) return;
          isDone = true;
          await act(id, user, [], askToJoin(user, null));
          await act(id, ann, [user], inviteUsers([user]));
        };
      };
      const admissions = async () =>
        Promise.all([
          stores.admissions.joinRequests(id),
          ...[fay, gil].map((user) => stores.admissions.invitesOf(user)),
        ]);
      const none = [[], [], []];
      await act(id, ann, [fay], addMembers([fay], anAlias), asking(fay));
      expect(await admissions()).toEqual(none);
      await act(id, ann, [gil], banMember(gil, null), asking(gil));
      expect(await admissions()).toEqual(none);
      await act(id, ann, [gil], unbanMember(gil));
      await act(id, ann, [fay], removeMember(fay));
      expect(await admissions()).toEqual(none);
    });

    it('list no invitation to a session that takes no entries', async () => {
      const id = await aRoom();
      const eve = aUser('eve');
      await act(id, ann, [eve], inviteUsers([eve]));
      await act(id, ann, [], archive);
      expect(await stores.admissions.invitesOf(eve)).toEqual([]);
    });
  });
}
