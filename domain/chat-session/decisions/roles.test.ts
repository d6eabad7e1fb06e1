import { describe, expect, it } from 'vitest';
import { aChatSession, asSaved, granted, refusalOf } from '../../../test/builders/chat-sessions.ts';
import { noon } from '../../../test/builders/manual-clock.ts';
import { anAlias, user } from '../../../test/builders/people.ts';
import { later } from '../../shared/instant.ts';
import { seqOf } from '../../shared/ids.ts';
import type { UserId } from '../../shared/ids.ts';
import type { Permission } from '../../vocabulary/permissions.ts';
import { may, outranks } from '../../vocabulary/permissions.ts';
import { MemberRole, SessionKind } from '../../vocabulary/sessions.ts';
import type { ChatSession } from '../chat-session.ts';
import type { Decision } from '../decision.ts';
import { newMember } from '../members.ts';
import { withMembers } from '../membership.ts';
import { addMembers } from './add-members.ts';
import { approveJoinRequest } from './approve-join-request.ts';
import { archive, unarchive } from './archive.ts';
import { banMember } from './ban-member.ts';
import { changeMemberRole } from './change-member-role.ts';
import { freeze, unfreeze } from './freeze.ts';
import { muteMember, unmuteMember } from './mute-member.ts';
import { pinMessage, unpinMessage } from './pin-message.ts';
import { removeMember } from './remove-member.ts';
import { transferOwnership } from './transfer-ownership.ts';
import { unbanMember } from './unban-member.ts';
import { updateSession } from './update-session.ts';
import { updateSettings } from './update-settings.ts';

const [owner, actor, target, stranger] = [user('owner'), user('actor'), user('target'), user('stranger')];
const roles = Object.values(MemberRole);
const tomorrow = later(noon, 86_400_000);

/** A session of an owner, someone who acts, and someone whom it is about. */
function sessionOf(kind: SessionKind, actorRole: MemberRole, targetRole: MemberRole): ChatSession {
  const direct = kind === 'DIRECT';
  const opened = asSaved(
    aChatSession({ kind, creator: direct ? actor : owner, memberIds: direct ? [target] : [target, actor] }),
  );
  const shaped = opened.decide(
    (state) => ({
      ok: true,
      value: {
        becomes: {
          ...withMembers({ ...state, members: [], memberCount: 0, ownerIds: [] }, [
            ...(direct ? [] : [newMember(owner, 'OWNER', noon, anAlias())]),
            newMember(actor, actorRole, noon, anAlias()),
            newMember(target, targetRole, noon, anAlias()),
          ]),
          joinRequests: [{ userId: stranger, note: null, requestedAt: noon }],
        },
      },
    }),
    { by: owner, at: noon },
  );
  return asSaved(granted(shaped));
}
const judged = (session: ChatSession, decision: Decision, by: UserId = actor): string => {
  const result = session.decide(decision, { by, at: noon });
  return result.ok ? 'done' : result.refusal.code;
};

/** What takes a permission and is about nobody who could outrank the actor. */
const acts: readonly [name: string, permission: Permission, decision: Decision][] = [
  ['changing the name', 'EDIT_SESSION', updateSession({ name: 'Other' })],
  ['changing the rules', 'CHANGE_SETTINGS', updateSettings({ slowModeSeconds: 5 })],
  ['archiving', 'ARCHIVE', archive],
  ['unarchiving', 'ARCHIVE', unarchive],
  ['freezing', 'FREEZE', freeze],
  ['unfreezing', 'FREEZE', unfreeze],
  ['pinning', 'PIN', pinMessage(seqOf(1), null)],
  ['unpinning', 'PIN', unpinMessage(seqOf(1))],
  ['adding members', 'ADD_MEMBERS', addMembers([user('new')], anAlias)],
  ['approving', 'APPROVE', approveJoinRequest(stranger, 'Anonymous')],
  ['banning a stranger', 'BAN', banMember(stranger, null)],
  ['unbanning', 'BAN', unbanMember(stranger)],
];
const actsOnMembers: readonly [name: string, permission: Permission, decision: Decision][] = [
  ['removing', 'REMOVE_MEMBERS', removeMember(target)],
  ['banning', 'BAN', banMember(target, null)],
  ['muting', 'MUTE', muteMember(target, tomorrow)],
  ['unmuting', 'MUTE', unmuteMember(target)],
];

const everyRole = roles.flatMap((role) => acts.map(([name, ...rest]) => [role, name, ...rest] as const));
const everyPair = roles.flatMap((role) =>
  roles.flatMap((other) => actsOnMembers.map(([name, ...rest]) => [role, name, other, ...rest] as const)),
);

describe.each(Object.values(SessionKind))('in a %s session', (kind) => {
  const governed = { kind, isFrozen: false, allowInvites: false };

  it.each(everyRole)('%s, %s: as the table of permissions says', (role, _, permission, decision) => {
    const session = sessionOf(kind, role, 'MEMBER');
    // Two are as many as a DIRECT session holds, and its table allows neither adding nor approving anyway.
    expect(judged(session, decision)).toBe(may(governed, role, permission) ? 'done' : 'NotAllowed');
  });

  it.each(everyPair)(
    '%s, %s %s: as the table says, on those of a lower role',
    (role, _, other, permission, decision) => {
      const session = sessionOf(kind, role, other);
      const allowed = may(governed, role, permission) && outranks(role, other);
      expect(judged(session, decision)).toBe(allowed ? 'done' : 'NotAllowed');
    },
  );
});

describe('giving roles', () => {
  const each = roles.flatMap((role) => roles.flatMap((from) => roles.map((to) => [role, from, to] as const)));

  it.each(each)('%s makes %s a %s only from above, and owners alone make owners and admins', (role, from, to) => {
    const session = sessionOf('PRIVATE', role, from);
    const mayGive = role === 'OWNER' || (role === 'ADMIN' && outranks(role, to));
    const allowed = mayGive && outranks(role, from);
    expect(judged(session, changeMemberRole(target, to))).toBe(allowed ? 'done' : 'NotAllowed');
  });

  it.each(roles.flatMap((role) => roles.map((to) => [role, to] as const)))(
    '%s can make themselves %s only if it is no more',
    (role, to) => {
      const session = sessionOf('PRIVATE', role, 'MEMBER');
      const lowers =
        outranks(role, to) && may({ kind: 'PRIVATE', isFrozen: false, allowInvites: false }, role, 'CHANGE_ROLES');
      const stays = role === to && role === 'OWNER';
      expect(judged(session, changeMemberRole(actor, to))).toBe(lowers || stays ? 'done' : 'NotAllowed');
    },
  );

  it('takes a right from who is lowered, and from nobody who is raised', () => {
    const session = sessionOf('PRIVATE', 'OWNER', 'MODERATOR');
    const revoked = (role: MemberRole) =>
      granted(session.decide(changeMemberRole(target, role), { by: actor, at: noon })).state.accessVersion;
    expect([revoked('MEMBER'), revoked('ADMIN')]).toEqual([1, 0]);
  });

  it('leaves a session at least one owner', () => {
    const alone = asSaved(aChatSession({ kind: 'PRIVATE', creator: owner, memberIds: [target] }));
    expect(judged(alone, changeMemberRole(owner, 'ADMIN'), owner)).toBe('LastOwner');
    const handed = granted(alone.decide(transferOwnership(target), { by: owner, at: noon }));
    expect(handed.state.ownerIds).toEqual([target]);
    expect(handed.state.members.map(({ userId, role }) => [userId, role])).toEqual([
      [owner, 'ADMIN'],
      [target, 'OWNER'],
    ]);
  });

  it.each(roles.filter((role) => role !== 'OWNER'))('%s hands nothing over', (role) => {
    expect(judged(sessionOf('PRIVATE', role, 'MEMBER'), transferOwnership(target))).toBe('NotAllowed');
  });

  it('hands over to members only, and to oneself without a change', () => {
    const session = sessionOf('PRIVATE', 'OWNER', 'MEMBER');
    expect(judged(session, transferOwnership(stranger))).toBe('MemberNotFound');
    expect(granted(session.decide(transferOwnership(actor), { by: actor, at: noon }))).toBe(session);
  });
});

describe('a stranger', () => {
  const all = [
    ...acts,
    ...actsOnMembers,
    ['giving a role', 'CHANGE_ROLES', changeMemberRole(target, 'ADMIN')] as const,
  ];
  it.each(all)('%s hears of no session', (_, __, decision) => {
    const session = sessionOf('PUBLIC', 'OWNER', 'MEMBER');
    expect(refusalOf(session.decide(decision, { by: stranger, at: noon }))).toBe('SessionNotFound');
  });
});
