import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { Result } from '../../domain/shared/result.ts';
import { noon } from './manual-clock.ts';
import { aSessionId, anAlias, aUser } from './people.ts';

/** A group of two, unless told otherwise. */
export const aWish = (wish: Partial<OpenChatSession> = {}): OpenChatSession => ({
  id: aSessionId(),
  sessionType: 'GENERAL',
  kind: 'GROUP',
  name: 'Algebra',
  creator: aUser('ann'),
  memberIds: [aUser('bob')],
  alias: anAlias,
  at: noon,
  ...wish,
});

export const aChatSession = (wish: Partial<OpenChatSession> = {}): ChatSession =>
  granted(ChatSession.open(aWish(wish)));

/** The value of a result that a test takes for granted. */
export function granted<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`unable to go on; refused with ${result.refusal.code}: ${result.refusal.why}`);
  return result.value;
}

/** The code of a result that a test expects to be refused. */
export function refusalOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('unable to go on; nothing was refused');
  return result.refusal.code;
}

/** The session as it is found once it was saved, with all of its members unless told otherwise. */
export function asSaved(session: ChatSession, isWhole = true): ChatSession {
  const { state, basedOn, before, isRevised } = session.changes();
  return ChatSession.restore(state, basedOn + (before === null || isRevised ? 1 : 0), isWhole);
}

/** What a session's log is to tell since it was found. */
export const toldBy = (session: ChatSession) => session.changes().happenings.map(({ system }) => system);
