import type { UserId } from '../shared/ids.ts';
import type { CallRole } from '../vocabulary/calls.ts';
import type { CallSession } from './call-session.ts';
import { memberIn, moderatesCalls } from './call-session.ts';
import type { VideoCallState } from './state.ts';

/** How someone in a call is shown: by who started it, and by the session's roles as they are now. */
export function callRoleOf({ startedBy }: VideoCallState, session: CallSession, user: UserId): CallRole {
  if (user === startedBy) return 'HOST';
  const member = memberIn(session, user);
  return member !== undefined && moderatesCalls(session, member) ? 'MODERATOR' : 'PARTICIPANT';
}
