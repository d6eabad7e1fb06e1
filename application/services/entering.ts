import type { EnteringService } from '../ports/entering-service.ts';
import type { DiscoverableSessions } from '../ports/discoverable-sessions.ts';
import { discoverSessions } from '../use-cases/discover-sessions.ts';
import { inviteUsers } from '../use-cases/invite-users.ts';
import type { ListAdmissionsDependencies } from '../use-cases/list-admissions.ts';
import { listBans, listJoinRequests, listMyInvites } from '../use-cases/list-admissions.ts';
import { rejectJoinRequest } from '../use-cases/reject-join-request.ts';
import type { RequestToJoinDependencies } from '../use-cases/request-to-join.ts';
import { requestToJoin } from '../use-cases/request-to-join.ts';
import { withdrawInvite } from '../use-cases/withdraw-invite.ts';

export interface EnteringDependencies
  extends RequestToJoinDependencies, Pick<ListAdmissionsDependencies, 'admissions'> {
  readonly discoverableSessions: DiscoverableSessions;
}

/** Finding and entering sessions, of these use cases. */
export const enteringService = (dependencies: EnteringDependencies): EnteringService => ({
  discoverSessions: discoverSessions(dependencies),
  requestToJoin: requestToJoin(dependencies),
  rejectJoinRequest: rejectJoinRequest(dependencies),
  listJoinRequests: listJoinRequests(dependencies),
  inviteUsers: inviteUsers(dependencies),
  withdrawInvite: withdrawInvite(dependencies),
  listMyInvites: listMyInvites(dependencies),
  listBans: listBans(dependencies),
});
