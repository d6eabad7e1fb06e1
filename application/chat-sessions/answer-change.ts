import { noSuchSession } from '../../domain/chat-session/decision.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { ChangeAnswer, ChangeOfMember } from '../ports/session-changes.ts';
import { refusedWhenBusy } from '../use-cases/refusals.ts';
import type { SessionAct, SessionChangeDependencies } from './change-chat-session.ts';
import { changeChatSession } from './change-chat-session.ts';

/** An act on a session as it was asked for: what names the session may be anything. */
export type AskedAct = Omit<SessionAct, 'sessionId'> & { readonly sessionId: string };

/** Does it, and answers where the log tells of it. Refused as the decision is, and `SessionNotFound`, `TryAgain`. */
export const answerChange = (dependencies: SessionChangeDependencies, act: AskedAct): ChangeAnswer =>
  refusedWhenBusy(async () => {
    const sessionId = parseSessionId(act.sessionId);
    if (sessionId === undefined) return refused(noSuchSession);
    const changed = await changeChatSession(dependencies, { ...act, sessionId });
    if (!changed.ok) return changed;
    const seq = changed.value.positions.at(-1);
    return done(seq === undefined ? null : { sessionId, seq });
  });

/**
 * As `answerChange`, about one other user.
 * @param nobody why it is refused where what names the user can be no user's id, whatever the session is.
 */
export async function answerChangeOfMember(
  dependencies: SessionChangeDependencies,
  { user, sessionId, userId }: ChangeOfMember,
  nobody: Refusal,
  decide: (target: UserId) => SessionAct['decision'],
): ChangeAnswer {
  const target = parseUserId(userId);
  if (target === undefined) return refused(nobody);
  return answerChange(dependencies, { sessionId, by: user, about: [target], decision: decide(target) });
}
