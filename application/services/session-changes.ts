import type { PinDependencies } from '../chat-sessions/answer-change-of-pin.ts';
import type { SessionChanges } from '../ports/session-changes.ts';
import { addMembers } from '../use-cases/add-members.ts';
import { approveJoinRequest } from '../use-cases/approve-join-request.ts';
import { archiveChatSession } from '../use-cases/archive-chat-session.ts';
import { banMember } from '../use-cases/ban-member.ts';
import { blockChatSession } from '../use-cases/block-chat-session.ts';
import { changeMemberRole } from '../use-cases/change-member-role.ts';
import { freezeChatSession } from '../use-cases/freeze-chat-session.ts';
import type { JoinChatSessionDependencies } from '../use-cases/join-chat-session.ts';
import { joinChatSession } from '../use-cases/join-chat-session.ts';
import { leaveChatSession } from '../use-cases/leave-chat-session.ts';
import { muteMember } from '../use-cases/mute-member.ts';
import { pinMessage } from '../use-cases/pin-message.ts';
import { removeMember } from '../use-cases/remove-member.ts';
import { transferOwnership } from '../use-cases/transfer-ownership.ts';
import { unarchiveChatSession } from '../use-cases/unarchive-chat-session.ts';
import { unbanMember } from '../use-cases/unban-member.ts';
import { unblockChatSession } from '../use-cases/unblock-chat-session.ts';
import { unfreezeChatSession } from '../use-cases/unfreeze-chat-session.ts';
import { unmuteMember } from '../use-cases/unmute-member.ts';
import { unpinMessage } from '../use-cases/unpin-message.ts';
import { updateChatSession } from '../use-cases/update-chat-session.ts';
import { updateSessionSettings } from '../use-cases/update-session-settings.ts';

/** Changes of sessions that stand, of these use cases. */
export const sessionChanges = (dependencies: JoinChatSessionDependencies & PinDependencies): SessionChanges => ({
  updateChatSession: updateChatSession(dependencies),
  updateSessionSettings: updateSessionSettings(dependencies),
  archiveChatSession: archiveChatSession(dependencies),
  unarchiveChatSession: unarchiveChatSession(dependencies),
  freezeChatSession: freezeChatSession(dependencies),
  unfreezeChatSession: unfreezeChatSession(dependencies),
  blockChatSession: blockChatSession(dependencies),
  unblockChatSession: unblockChatSession(dependencies),
  joinChatSession: joinChatSession(dependencies),
  leaveChatSession: leaveChatSession(dependencies),
  approveJoinRequest: approveJoinRequest(dependencies),
  addMembers: addMembers(dependencies),
  removeMember: removeMember(dependencies),
  banMember: banMember(dependencies),
  unbanMember: unbanMember(dependencies),
  muteMember: muteMember(dependencies),
  unmuteMember: unmuteMember(dependencies),
  changeMemberRole: changeMemberRole(dependencies),
  transferOwnership: transferOwnership(dependencies),
  pinMessage: pinMessage(dependencies),
  unpinMessage: unpinMessage(dependencies),
});
