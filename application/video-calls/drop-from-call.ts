import type { CallId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { dropMember } from '../../domain/video-call/decisions/rule-participant.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** Takes someone out of a call who is no member of its session any more; whoever is one stays. */
export const dropFromCall = (
  dependencies: CallDependencies,
  callId: CallId,
  user: UserId,
): Promise<Result<ChangedCall>> =>
  changeVideoCall(dependencies, { callId, by: systemSender, about: [user], decision: dropMember(user) });
