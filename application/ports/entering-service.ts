import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { Search } from '../../domain/chat-session/discovery.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { NamedInvite } from './admissions.ts';
import type { DiscoveredView } from './discoverable-sessions.ts';

export interface DiscoverSessions extends Search {
  readonly user: UserId;
  /** 1 to 100. */
  readonly limit: number;
  /** The `endCursor` of the page before. */
  readonly after: string | null;
}

export interface DiscoveredPage {
  readonly items: readonly DiscoveredView[];
  readonly startCursor: string | null;
  /** Where the page ends. Also on an empty page, where looking goes on after it. */
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/** One session of the caller's, or one that they are outside of. */
export interface OfSession {
  readonly user: UserId;
  readonly sessionId: string;
}

export interface RequestToJoin extends OfSession {
  readonly note: string | null;
}

export interface OfUserInSession extends OfSession {
  readonly userId: string;
}

export interface InviteUsers extends OfSession {
  readonly userIds: readonly string[];
}

export interface WithdrawInvite extends OfSession {
  /** The invited one; `null` for the caller. */
  readonly userId: string | null;
}

export interface RequestedToJoin extends JoinRequest {
  readonly sessionId: SessionId;
}

/** What the border of the API may ask of finding and entering sessions. Answered by the use cases of these names. */
export interface EnteringService {
  readonly discoverSessions: (wish: DiscoverSessions) => Promise<Result<DiscoveredPage>>;
  readonly requestToJoin: (wish: RequestToJoin) => Promise<Result<RequestedToJoin>>;
  /** Whether there was a request. */
  readonly rejectJoinRequest: (wish: OfUserInSession) => Promise<Result<boolean>>;
  readonly listJoinRequests: (wish: OfSession) => Promise<Result<readonly RequestedToJoin[]>>;
  /** Those that were given, without users who were passed over. */
  readonly inviteUsers: (wish: InviteUsers) => Promise<Result<readonly NamedInvite[]>>;
  /** Whether there was an invitation. */
  readonly withdrawInvite: (wish: WithdrawInvite) => Promise<Result<boolean>>;
  readonly listMyInvites: (user: UserId) => Promise<Result<readonly NamedInvite[]>>;
  readonly listBans: (wish: OfSession) => Promise<Result<readonly Ban[]>>;
}
