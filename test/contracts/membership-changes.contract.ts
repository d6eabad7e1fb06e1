import { beforeAll, describe, expect, it } from 'vitest';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { addMembers } from '../../domain/chat-session/decisions/add-members.ts';
import { banMember } from '../../domain/chat-session/decisions/ban-member.ts';
import { changeMemberRole } from '../../domain/chat-session/decisions/change-member-role.ts';
import { join } from '../../domain/chat-session/decisions/join.ts';
import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { muteMember, unmuteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { transferOwnership } from '../../domain/chat-session/decisions/transfer-ownership.ts';
import { unbanMember } from '../../domain/chat-session/decisions/unban-member.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { anAlias, aUser } from '../builders/people.ts';
import { act, save, theWhole, toldIn } from '../builders/session-changes.ts';
import type { OpenStores, Stores } from './stores.ts';

const tomorrow = later(noon, 86_400_000);
const entering = (user: UserId): Decision => join(user, anAlias());

/** What every `ChatSessions` adapter promises about who comes, goes, and may do what. */
export function membershipChangesContract(adapter: string, open: OpenStores): void {
  describe(`Members that change, on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    const opened = async (wish: Partial<OpenChatSession> = {}) => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ kind: 'PUBLIC', creator: ann, memberIds: [bob], ...wish });
      await stores.chatSessions.save(session);
      return { id: session.id, ann, bob, cat };
    };
    const about = async (id: SessionId, ...users: readonly UserId[]) => {
      const session = await stores.chatSessions.find(id, users);
      if (session === undefined) throw new Error('unable to go on; the session is not there');
      return session;
    };
    const stateOf = async (id: SessionId) => (await theWhole(stores, id)).state;

    it('finds of the people only those whom a decision is about', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, ann, banMember(cat, 'noise'), cat);
      const { state } = await about(id, bob, cat);
      expect(state.members.map(({ userId }) => userId)).toEqual([bob]);
      expect(state.bans).toEqual([{ userId: cat, bannedBy: ann, bannedAt: noon, reason: 'noise' }]);
      expect(state).toMatchObject({ memberCount: 2, ownerIds: [ann] });
      expect((await about(id, ann)).state.bans).toEqual([]);
    });

    it('lets someone in, who has read everything up to the entry that says so, and has an alias', async () => {
      const { id, ann, cat } = await opened();
      await act(stores, id, ann, updateSettings({ slowModeSeconds: 1 }));
      granted(await act(stores, id, cat, entering(cat)));
      expect(await stores.sessionLog.standing(id, cat)).toMatchObject({
        role: 'MEMBER',
        lastReadSeq: 2,
        memberCount: 3,
        mutedUntil: null,
        alias: expect.stringContaining('Anonymous') as string,
      });
      expect((await stores.directory.activities(cat)).map(({ sessionId }) => sessionId)).toEqual([id]);
      expect(await toldIn(stores, id)).toMatchObject([
        {},
        { by: cat, facts: { event: 'MEMBERS_JOINED', userIds: [cat] } },
      ]);
    });

    it('lets someone go, who is in no list and stands nowhere afterwards', async () => {
      const { id, ann, bob } = await opened();
      granted(await act(stores, id, ann, removeMember(bob), bob));
      expect(await stores.sessionLog.standing(id, bob)).toBeUndefined();
      expect(await stores.directory.activities(bob)).toEqual([]);
      expect(await stores.sessionLog.standing(id, ann)).toMatchObject({ memberCount: 1, accessVersion: 1 });
    });

    it('keeps a member’s pointers and preferences where a role or a mute changes', async () => {
      const { id, ann, bob } = await opened();
      await stores.sessionLog.advanceReadPointer(id, bob, { lastReadSeq: seqOf(7), readAt: noon });
      await act(stores, id, ann, changeMemberRole(bob, 'MODERATOR'), bob);
      await act(stores, id, ann, muteMember(bob, tomorrow), bob);
      expect(await stores.sessionLog.standing(id, bob)).toMatchObject({
        role: 'MODERATOR',
        mutedUntil: tomorrow,
        lastReadSeq: 7,
        accessVersion: 1,
      });
      await act(stores, id, ann, unmuteMember(bob), bob);
      expect(await stores.sessionLog.standing(id, bob)).toMatchObject({ role: 'MODERATOR', mutedUntil: null });
    });

    it('bans a member and a stranger, and lifts a ban', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, ann, banMember(bob, null), bob);
      await act(stores, id, ann, banMember(cat, null), cat);
      expect((await stateOf(id)).bans.map(({ userId }) => userId).sort()).toEqual([bob, cat].sort());
      expect(await act(stores, id, cat, entering(cat))).toMatchObject({ refusal: { code: 'SessionNotFound' } });
      await act(stores, id, ann, unbanMember(cat), cat);
      granted(await act(stores, id, cat, entering(cat)));
    });

    it('knows its owners, whoever they come to be', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, ann, addMembers([cat], anAlias), cat);
      await act(stores, id, ann, changeMemberRole(cat, 'OWNER'), cat);
      expect((await stateOf(id)).ownerIds).toEqual([ann, cat]);
      await act(stores, id, ann, transferOwnership(bob), bob);
      expect((await stateOf(id)).ownerIds.toSorted()).toEqual([bob, cat].sort());
      expect(await stores.sessionLog.standing(id, ann)).toMatchObject({ role: 'ADMIN' });
    });

    it('adds fifty at once', async () => {
      const { id, ann } = await opened();
      const users = Array.from({ length: 50 }, () => aUser('many'));
      granted(await act(stores, id, ann, addMembers(users, anAlias), ...users));
      expect((await stateOf(id)).memberCount).toBe(52);
      expect(await toldIn(stores, id)).toHaveLength(1);
    });

    /** Decides on the session as it stands now, to be saved once `meanwhile` has happened. */
    const overtaken = async (
      id: SessionId,
      by: UserId,
      decision: Decision,
      users: readonly UserId[],
      meanwhile: () => Promise<unknown>,
    ): Promise<unknown> => {
      const decided = (await about(id, by, ...users)).decide(decision, { by, at: noon });
      await meanwhile();
      return save(stores, decided).catch((error: unknown) => error);
    };

    it('refuses what a moderator decided who is none any more', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, ann, changeMemberRole(bob, 'MODERATOR'), bob);
      await act(stores, id, cat, entering(cat));
      const demoted = () => act(stores, id, ann, changeMemberRole(bob, 'MEMBER'), bob);
      expect(await overtaken(id, bob, removeMember(cat), [cat], demoted)).toBeInstanceOf(ConcurrentChange);
      expect(await stores.sessionLog.standing(id, cat)).toBeDefined();
    });

    it('refuses what was decided about a member whose role rose, or who left', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, ann, changeMemberRole(bob, 'MODERATOR'), bob);
      await act(stores, id, cat, entering(cat));
      const promoted = () => act(stores, id, ann, changeMemberRole(cat, 'ADMIN'), cat);
      expect(await overtaken(id, bob, removeMember(cat), [cat], promoted)).toBeInstanceOf(ConcurrentChange);
      const left = () => act(stores, id, cat, leave(cat));
      expect(await overtaken(id, ann, muteMember(cat, tomorrow), [cat], left)).toBeInstanceOf(ConcurrentChange);
    });

    it('takes nobody for who they were, who left and came back, or whose role was changed and changed back', async () => {
      const { id, ann, bob } = await opened();
      const again = async () => {
        granted(await act(stores, id, bob, leave(bob)));
        granted(await act(stores, id, bob, entering(bob)));
      };
      expect(await overtaken(id, ann, removeMember(bob), [bob], again)).toBeInstanceOf(ConcurrentChange);
      const forAMoment = async () => {
        granted(await act(stores, id, ann, changeMemberRole(bob, 'ADMIN'), bob));
        granted(await act(stores, id, ann, changeMemberRole(bob, 'MEMBER'), bob));
      };
      const promoted = changeMemberRole(bob, 'MODERATOR');
      expect(await overtaken(id, ann, promoted, [bob], forAMoment)).toBeInstanceOf(ConcurrentChange);
      expect(await stores.sessionLog.standing(id, bob)).toMatchObject({ role: 'MEMBER' });
    });

    it('lets nobody in twice, who came and went meanwhile', async () => {
      const { id, cat } = await opened();
      const visit = async () => {
        granted(await act(stores, id, cat, entering(cat)));
        granted(await act(stores, id, cat, leave(cat)));
      };
      expect(await overtaken(id, cat, entering(cat), [], visit)).toBeInstanceOf(ConcurrentChange);
      expect(await stores.sessionLog.standing(id, cat)).toBeUndefined();
    });

    it('lets nobody in who was banned meanwhile, and bans nobody as a stranger who came in', async () => {
      const { id, ann, cat } = await opened();
      const banned = () => act(stores, id, ann, banMember(cat, null), cat);
      expect(await overtaken(id, cat, entering(cat), [], banned)).toBeInstanceOf(ConcurrentChange);
      expect(await stores.sessionLog.standing(id, cat)).toBeUndefined();

      const dan = aUser('dan');
      const came = () => act(stores, id, dan, entering(dan));
      expect(await overtaken(id, ann, banMember(dan, null), [dan], came)).toBeInstanceOf(ConcurrentChange);
      expect((await stateOf(id)).bans.map(({ userId }) => userId)).toEqual([cat]);
    });

    it('lets nobody in beyond what there is room for, nor makes less room than there are members', async () => {
      const { id, ann, cat } = await opened({ settings: { maxMembers: 3 } });
      const dan = aUser('dan');
      const full = () => act(stores, id, cat, entering(cat));
      expect(await overtaken(id, dan, entering(dan), [], full)).toBeInstanceOf(ConcurrentChange);
      expect(await act(stores, id, dan, entering(dan))).toMatchObject({ refusal: { code: 'SessionFull' } });

      await act(stores, id, cat, leave(cat));
      const fewer = updateSettings({ maxMembers: 2 });
      expect(await overtaken(id, ann, fewer, [], full)).toBeInstanceOf(ConcurrentChange);
      expect(await stateOf(id)).toMatchObject({ memberCount: 3, settings: { maxMembers: 3 } });
    });

    it('does not let the last one go while another comes in', async () => {
      const { id, ann, bob, cat } = await opened();
      await act(stores, id, bob, leave(bob));
      const came = () => act(stores, id, cat, entering(cat));
      expect(await overtaken(id, ann, leave(ann), [], came)).toBeInstanceOf(ConcurrentChange);
      expect(await act(stores, id, ann, leave(ann))).toMatchObject({ refusal: { code: 'LastOwner' } });
    });

    it('closes what the last one left', async () => {
      const { id, ann, bob, cat } = await opened();
      granted(await act(stores, id, bob, leave(bob)));
      granted(await act(stores, id, ann, leave(ann)));
      expect(await stateOf(id)).toMatchObject({ memberCount: 0, ownerIds: [], status: 'ARCHIVED' });
      expect((await toldIn(stores, id)).map(({ facts }) => facts.event)).toEqual([
        'MEMBER_LEFT',
        'MEMBER_LEFT',
        'SESSION_ARCHIVED',
      ]);
      expect(await act(stores, id, cat, entering(cat))).toMatchObject({ refusal: { code: 'SessionReadOnly' } });
    });

    it('lets one of two owners step down who do so at once', async () => {
      const { id, ann, bob } = await opened();
      await act(stores, id, ann, changeMemberRole(bob, 'OWNER'), bob);
      const outcomes = await Promise.all(
        [ann, bob].map((owner) => act(stores, id, owner, changeMemberRole(owner, 'MEMBER'))),
      );
      expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).sort()).toEqual([
        'LastOwner',
        'done',
      ]);
      expect((await stateOf(id)).ownerIds).toHaveLength(1);
    });
  });
}
