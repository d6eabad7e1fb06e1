import type { SessionSettings, SessionState } from '../../domain/vocabulary/session-settings.ts';
import { ModerationLevel, SessionStatus } from '../../domain/vocabulary/sessions.ts';
import type { Attributes } from './attributes.ts';

/** The rules of a session, as DETAIL and the log keep them. */
export const readSettings = (settings: Attributes): SessionSettings => ({
  allowInvites: settings.flag('allowInvites'),
  requireApproval: settings.flag('requireApproval'),
  allowFileUploads: settings.flag('allowFileUploads'),
  maxFileSize: settings.count('maxFileSize'),
  allowedFileTypes: settings.texts('allowedFileTypes'),
  messageRetentionDays: settings.countOrNull('messageRetentionDays'),
  enableAI: settings.flag('enableAI'),
  moderationLevel: settings.oneOf('moderationLevel', ModerationLevel),
  slowModeSeconds: settings.count('slowModeSeconds'),
  maxMembers: settings.count('maxMembers'),
  allowAnonymous: settings.flag('allowAnonymous'),
});

/** A session as an event of the log left it. */
export const readSessionState = (state: Attributes): SessionState => ({
  name: state.textOrNull('name'),
  description: state.textOrNull('description'),
  avatarUrl: state.textOrNull('avatarUrl'),
  bannerUrl: state.textOrNull('bannerUrl'),
  tags: state.texts('tags'),
  status: state.oneOf('status', SessionStatus),
  isFrozen: state.flag('isFrozen'),
  settings: readSettings(state.part('settings')),
});
