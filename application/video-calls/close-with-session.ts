import type { SessionId } from '../../domain/shared/ids.ts';
import { closeWithSession as deciding } from '../../domain/video-call/decisions/end.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** Ends the call of a session that takes no more entries, or whose two do not talk any more; that of any other goes on. */
export async function closeWithSession(dependencies: CallDependencies, sessionId: SessionId): Promise<void> {
  const callId = await dependencies.videoCalls.liveIn(sessionId);
  if (callId !== undefined) await changeVideoCall(dependencies, { callId, by: systemSender, decision: deciding });
}
