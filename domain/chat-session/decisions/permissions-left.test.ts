import { describe, expect, it } from 'vitest';
import { aChatSession, asSaved, granted } from '../../../test/builders/chat-sessions.ts';
import { noon } from '../../../test/builders/manual-clock.ts';
import { anAlias, user } from '../../../test/builders/people.ts';
import { later } from '../../shared/instant.ts';
import { seqOf } from '../../shared/ids.ts';
import { systemSender } from '../../vocabulary/messages.ts';
import { permissionsOf } from '../../vocabulary/permissions.ts';
import type { Permission } from '../../vocabulary/permissions.ts';
import type { Decision } from '../decision.ts';
import { addMembers } from './add-members.ts';
import { archive, unarchive } from './archive.ts';
import { banMember } from './ban-member.ts';
import { block } from './block.ts';
import { changeMemberRole } from './change-member-role.ts';
import { freeze } from './freeze.ts';
import { inviteUsers } from './invite-users.ts';
import { muteMember } from './mute-member.ts';
import { pinMessage } from './pin-message.ts';
import { removeMember } from './remove-member.ts';
import { transferOwnership } from './transfer-ownership.ts';
import { updateSession } from './update-session.ts';
import { updateSettings } from './update-settings.ts';

const [ann, bob, cat] = [user('ann'), user('bob'), user('cat')];

/** What its owner does by each permission that a decision about a session takes. */
const uses: Partial<Readonly<Record<Permission, Decision>>> = {
  INVITE: inviteUsers([cat]),
  ADD_MEMBERS: addMembers([cat], anAlias),
  REMOVE_MEMBERS: removeMember(bob),
  BAN: banMember(bob, null),
  MUTE: muteMember(bob, later(noon, 60_000)),
  CHANGE_ROLES: changeMemberRole(bob, 'MODERATOR'),
  TRANSFER_OWNERSHIP: transferOwnership(bob),
  EDIT_SESSION: updateSession({ name: 'Geometry' }),
  CHANGE_SETTINGS: updateSettings({ allowInvites: true }),
  FREEZE: freeze,
  PIN: pinMessage(seqOf(1), null),
};

describe('what an owner may do', () => {
  it.each([
    ['ACTIVE', undefined, archive],
    ['ARCHIVED', archive, unarchive],
    ['BLOCKED', block, unarchive],
  ] as const)('in a session that is %s is what is not refused there', (status, become, turn) => {
    const open = asSaved(aChatSession({ creator: ann, memberIds: [bob] }));
    const by = status === 'BLOCKED' ? systemSender : ann;
    const session = become === undefined ? open : asSaved(granted(open.decide(become, { by, at: noon })));
    expect(session.state.status).toBe(status);
    const rules = { kind: session.state.kind, status, isFrozen: false, allowInvites: false };
    const held = permissionsOf(rules, 'OWNER');
    for (const [permission, decision] of [...Object.entries(uses), ['ARCHIVE', turn] as const]) {
      const { ok } = session.decide(decision, { by: ann, at: noon });
      expect([permission, held.some((one) => one === permission)]).toEqual([permission, ok]);
    }
  });
});
