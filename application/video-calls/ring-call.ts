import type { Result } from '../../domain/shared/result.ts';
import { ring } from '../../domain/video-call/decisions/ring.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';

export interface RingDependencies extends CallDependencies {
  readonly blocks: Pick<Blocks, 'between'>;
}

/**
 * Rings those who have not answered a call, and notes that they were told. Nobody is rung by someone whom they block, or who
 * blocks them: they are said to have missed it, like anyone who did not look.
 */
export async function ringCall(
  dependencies: RingDependencies,
  changed: Pick<ChangedCall, 'call'>,
): Promise<Result<ChangedCall>> {
  const { state } = changed.call;
  const called = state.invited.flatMap(({ userId, answer }) => (answer === 'PENDING' ? [userId] : []));
  const apart = await dependencies.blocks.between(state.startedBy, called);
  for (const user of called) if (!apart.has(user)) await dependencies.callEvents.rings(state, user);
  return changeVideoCall(dependencies, { callId: state.id, by: systemSender, about: called, decision: ring });
}
