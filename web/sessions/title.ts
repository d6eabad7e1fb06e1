import type { SessionSummary } from '../../client/core/index.ts';

/** What a session is called, for this user. */
export const titleOf = (session: SessionSummary): string =>
  session.myPreferences.customName ??
  session.name ??
  (session.kind === 'DIRECT' ? 'Direct conversation' : 'Conversation');
