import type { Instant } from '../../domain/shared/instant.ts';
import type { ChatSessionView } from '../ports/chat-session-directory.ts';

/** A session as its member sees it at a time: a mute that is over is none. */
export const viewAt = <View extends ChatSessionView>(view: View, now: Instant): View =>
  view.myMutedUntil !== null && view.myMutedUntil <= now ? { ...view, myMutedUntil: null } : view;
