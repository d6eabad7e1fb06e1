import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import { ConcurrentChange, SessionAlreadyExists } from '../ports/chat-sessions.ts';

const rounds = 8;

/**
 * Decides about a session as it stands and saves what was decided; where someone else was faster, decides again on what
 * they left. Of rivals one always comes through, so that as many as there are rounds can meet.
 *
 * @param decide gets `undefined` where no session was saved under `id`; to answer what it got means that nothing changes.
 * @returns the session as it is afterwards, or the refusal of `decide`.
 * @throws {ConcurrentChange} or {SessionAlreadyExists} when no round came through.
 * @throws {StoreBusy}
 */
export async function changeChatSession(
  chatSessions: ChatSessions,
  id: SessionId,
  decide: (session: ChatSession | undefined) => Result<ChatSession>,
): Promise<Result<ChatSession>> {
  for (let round = 1; ; round += 1) {
    const found = await chatSessions.find(id);
    const decided = decide(found);
    if (!decided.ok || decided.value === found) return decided;
    try {
      await chatSessions.save(decided.value);
      return decided;
    } catch (error) {
      const wasOvertaken = error instanceof ConcurrentChange || error instanceof SessionAlreadyExists;
      if (!wasOvertaken || round === rounds) throw error;
    }
  }
}
