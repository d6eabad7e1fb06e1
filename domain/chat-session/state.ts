import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { SessionSettings, SessionState } from '../vocabulary/session-settings.ts';
import type { SessionKind, SessionStatus, SessionType } from '../vocabulary/sessions.ts';
import type { Ban, Invite, JoinRequest } from './admission.ts';
import type { Description } from './description.ts';
import type { FollowedLesson } from './lesson.ts';
import type { Member } from './members.ts';
import type { Pin } from './pins.ts';
import type { SessionName } from './session-name.ts';
import type { Tag } from './tags.ts';
import type { WebAddress } from './web-address.ts';

/**
 * A session. Of its members, bans, join requests and invites it holds those that were read: of the users whom a decision
 * is about, or all members of a session that is read whole or new.
 */
export interface ChatSessionState {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  /** `null` where the members' names serve. */
  readonly name: SessionName | null;
  readonly description: Description | null;
  readonly avatarUrl: WebAddress | null;
  readonly bannerUrl: WebAddress | null;
  readonly tags: readonly Tag[];
  readonly status: SessionStatus;
  readonly isFrozen: boolean;
  readonly settings: SessionSettings;
  readonly createdBy: UserId;
  readonly createdAt: Instant;
  /** Of all members, read or not. */
  readonly memberCount: number;
  /** Who has the role OWNER, read or not. Empty only where nobody is left. */
  readonly ownerIds: readonly UserId[];
  /** How often someone lost a right here. */
  readonly accessVersion: number;
  /** Newest first. */
  readonly pins: readonly Pin[];
  /** `null` for a session that people opened. */
  readonly lesson: FollowedLesson | null;
  readonly members: readonly Member[];
  readonly bans: readonly Ban[];
  readonly joinRequests: readonly JoinRequest[];
  /** Those of the past among them. */
  readonly invites: readonly Invite[];
}

/** What members share of it, as the log tells. */
export const sharedStateOf = (state: ChatSessionState): SessionState => ({
  name: state.name,
  description: state.description,
  avatarUrl: state.avatarUrl,
  bannerUrl: state.bannerUrl,
  tags: state.tags,
  status: state.status,
  isFrozen: state.isFrozen,
  settings: state.settings,
});

/** What stays as it is while people come, go, and change their ranks below owner: decisions rest on all of it. */
const lasting: readonly (keyof ChatSessionState)[] = [
  'kind',
  'name',
  'description',
  'avatarUrl',
  'bannerUrl',
  'tags',
  'status',
  'isFrozen',
  'settings',
  'ownerIds',
  'pins',
  'lesson',
  'bans',
];

/** Whether something changed that every decision about the session rests on. */
export const isRevised = (before: ChatSessionState, after: ChatSessionState): boolean =>
  lasting.some((part) => before[part] !== after[part]);
