import type { SessionChanges } from '../../../application/ports/session-changes.ts';
import { MemberRole } from '../../../domain/vocabulary/sessions.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';
import { ofMember, ofSession, readMember, showPosition as show } from './changes.ts';

/** Who is in a session, as what, and who is kept out: each answers where the log tells of it, for the resolver to read. */
export const membershipFields = (service: SessionChanges): ServiceFields => ({
  joinChatSession: ofSession('join the session', service.joinChatSession),
  leaveChatSession: ofSession('leave the session', service.leaveChatSession),
  approveJoinRequest: ofMember('let the user in', service.approveJoinRequest),
  addMembers: userField({
    doing: 'add the members',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId'), userIds: args.texts('userIds') }),
    ask: service.addMembers,
    show,
  }),
  removeMember: ofMember('remove the member', service.removeMember),
  banMember: userField({
    doing: 'ban the user',
    read: (args, caller) => ({ ...readMember(args, caller), reason: args.textOrNull('reason') }),
    ask: service.banMember,
    show,
  }),
  unbanMember: ofMember('unban the user', service.unbanMember),
  muteMember: userField({
    doing: 'mute the member',
    read: (args, caller) => ({ ...readMember(args, caller), until: args.text('until') }),
    ask: service.muteMember,
    show,
  }),
  unmuteMember: ofMember('unmute the member', service.unmuteMember),
  changeMemberRole: userField({
    doing: 'change the role',
    read: (args, caller) => ({ ...readMember(args, caller), role: args.oneOf('role', MemberRole) }),
    ask: service.changeMemberRole,
    show,
  }),
  transferOwnership: ofMember('transfer the ownership', service.transferOwnership),
});
