import { Limits } from './limits.ts';
import type { ModerationLevel, SessionKind, SessionStatus } from './sessions.ts';

/** Rules of a session that those may change whose role says so. */
export interface SessionSettings {
  readonly allowInvites: boolean;
  readonly requireApproval: boolean;
  readonly allowFileUploads: boolean;
  /** In bytes. */
  readonly maxFileSize: number;
  /** Media types; empty for all that Parley takes. */
  readonly allowedFileTypes: readonly string[];
  /** Null for never. */
  readonly messageRetentionDays: number | null;
  readonly enableAI: boolean;
  readonly moderationLevel: ModerationLevel;
  /** 0 for none. */
  readonly slowModeSeconds: number;
  readonly maxMembers: number;
  readonly allowAnonymous: boolean;
}

/** How many members a session of a kind has, its creator among them. */
export const membersOf: Readonly<Record<SessionKind, { readonly least: number; readonly most: number }>> = {
  DIRECT: { least: 2, most: 2 },
  GROUP: { least: 2, most: Limits.groupMembers },
  PRIVATE: { least: 1, most: Limits.sessionMembers },
  PUBLIC: { least: 1, most: Limits.sessionMembers },
  ANNOUNCEMENT: { least: 1, most: Limits.sessionMembers },
};

/** What a session begins with. */
export const settingsAtFirst = (kind: SessionKind): SessionSettings => ({
  allowInvites: false,
  requireApproval: false,
  allowFileUploads: true,
  maxFileSize: Limits.fileSize,
  allowedFileTypes: [],
  messageRetentionDays: null,
  enableAI: false,
  moderationLevel: 'NONE',
  slowModeSeconds: 0,
  maxMembers: membersOf[kind].most,
  allowAnonymous: false,
});

/** What members share of a session, as it is told when it changes. */
export interface SessionState {
  readonly name: string | null;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  readonly bannerUrl: string | null;
  readonly tags: readonly string[];
  readonly status: SessionStatus;
  readonly isFrozen: boolean;
  readonly settings: SessionSettings;
}
