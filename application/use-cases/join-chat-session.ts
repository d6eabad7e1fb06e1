import { join } from '../../domain/chat-session/decisions/join.ts';
import { answerChange } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { Ids } from '../ports/ids.ts';
import type { SessionChanges } from '../ports/session-changes.ts';
import type { HourlyRates } from '../ports/hourly-rates.ts';
import { refusalOfJoinRate } from '../rates/hourly-rates.ts';
import type { RateDependencies } from '../rates/refusal-of-rate.ts';

export interface JoinChatSessionDependencies
  extends SessionChangeDependencies, RateDependencies, Pick<HourlyRates, 'joinsPerHour'> {
  readonly ids: Pick<Ids, 'alias'>;
}

/**
 * Enters a PUBLIC session, or one that the caller was invited to. What is refused, or changes nothing, does not count.
 * Refused: `SessionNotFound`, `ApprovalRequired`, `SessionFull`, `SessionReadOnly`, `RateLimited`, `TryAgain`.
 */
export const joinChatSession =
  (dependencies: JoinChatSessionDependencies): SessionChanges['joinChatSession'] =>
  ({ user, sessionId }) =>
    answerChange(dependencies, {
      sessionId,
      by: user,
      decision: join(user, dependencies.ids.alias()),
      admit: () => refusalOfJoinRate(dependencies, user),
    });
