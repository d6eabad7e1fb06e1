import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { EventName } from '../vocabulary/event-names.ts';
import { settingsAtFirst } from '../vocabulary/session-settings.ts';
import type { SessionKind, SessionType } from '../vocabulary/sessions.ts';
import type { Appearance } from './appearance.ts';
import { parseAppearance } from './appearance.ts';
import { badInput } from './decision.ts';
import type { ChatSessionCreated } from './events.ts';
import type { NewAlias } from './members.ts';
import { firstMembers } from './members.ts';
import type { SettingsWish } from './settings.ts';
import { settingsWith } from './settings.ts';
import type { ChatSessionState } from './state.ts';

export interface OpenChatSession extends Omit<Appearance, 'name'> {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly name: string | null;
  readonly creator: UserId;
  readonly memberIds: readonly string[];
  /** Left out: what a session of the kind begins with. */
  readonly settings?: SettingsWish;
  readonly alias: NewAlias;
  readonly at: Instant;
}

interface Opened {
  readonly state: ChatSessionState;
  readonly created: ChatSessionCreated;
}

const bare = { name: null, description: null, avatarUrl: null, bannerUrl: null, tags: [] };

/** A new session, with its creator as the owner. Refused: `BadInput`, with the rule that was broken. */
export function openedState(wish: OpenChatSession): Result<Opened> {
  const { id, sessionType, kind, creator, at } = wish;
  const shown = parseAppearance(bare, wish);
  if (!shown.ok) return shown;
  if (kind === 'PUBLIC' && shown.value.name === null) return refused(badInput('a PUBLIC session needs a name'));
  const settings = settingsWith(kind, settingsAtFirst(kind), wish.settings ?? {});
  if (!settings.ok) return settings;
  const members = firstMembers(kind, creator, wish.memberIds, at, wish.alias);
  if (!members.ok) return members;
  const memberCount = members.value.length;
  if (memberCount > settings.value.maxMembers) {
    return refused(badInput('there are more members than maxMembers', settings.value.maxMembers));
  }
  const memberIds = members.value.map(({ userId }) => userId);
  return done({
    state: {
      id,
      sessionType,
      kind,
      ...shown.value,
      status: 'ACTIVE',
      isFrozen: false,
      settings: settings.value,
      createdBy: creator,
      createdAt: at,
      memberCount,
      ownerIds: [creator],
      accessVersion: 0,
      pins: [],
      lesson: null,
      members: members.value,
      bans: [],
      joinRequests: [],
      invites: [],
    },
    created: {
      name: EventName.ChatSessionCreated,
      sessionId: id,
      sessionType,
      kind,
      createdBy: creator,
      memberIds,
      occurredAt: at,
    },
  });
}
