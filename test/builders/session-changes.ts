import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import type { ChangedSession, SessionChangeDependencies } from '../../application/chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import type { SystemFacts } from '../../domain/vocabulary/message-content.ts';
import type { systemSender } from '../../domain/vocabulary/messages.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { Stores } from '../contracts/stores.ts';
import { granted } from './chat-sessions.ts';
import { ManualClock } from './manual-clock.ts';
import { hurried } from './pacing.ts';

type StoresOfChanges = Pick<Stores, 'chatSessions' | 'sessionLog'>;

/** What changing a session takes, on these stores. */
export const changingOn = (stores: StoresOfChanges, clock = new ManualClock()): SessionChangeDependencies => ({
  ...stores,
  live: new MemoryLiveDelivery(),
  clock,
  pacing: hurried,
});

/** Does to a session what `decision` says, as the use cases do it. */
export const act = (
  stores: StoresOfChanges,
  sessionId: SessionId,
  by: UserId | typeof systemSender,
  decision: Decision,
  ...about: readonly UserId[]
): Promise<Result<ChangedSession>> => changeChatSession(changingOn(stores), { sessionId, by, about, decision });

/** A session that a test takes for granted, with all of its members. */
export async function theWhole({ chatSessions }: Pick<Stores, 'chatSessions'>, id: SessionId): Promise<ChatSession> {
  const session = await chatSessions.find(id);
  if (session === undefined) throw new Error('unable to go on; the session is not there');
  return session;
}

/** Saves what was decided, at the next positions of the session's log. */
export async function save(stores: StoresOfChanges, decided: Result<ChatSession>): Promise<readonly Seq[]> {
  const session = granted(decided);
  const positions: Seq[] = [];
  for (const { at } of session.changes().happenings) {
    const reserved = await stores.sessionLog.reserve(session.id, at, { as: 'change' });
    if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the log answered ${reserved.kind}`);
    positions.push(reserved.seq);
  }
  await stores.chatSessions.save(session, positions);
  return positions;
}

export interface ToldAt {
  readonly seq: Seq;
  readonly by: string;
  readonly facts: SystemFacts;
}

/** What the system says in a session's log, in order. */
export async function toldIn({ sessionLog }: Pick<Stores, 'sessionLog'>, id: SessionId): Promise<readonly ToldAt[]> {
  const told: ToldAt[] = [];
  let after = seqZero;
  for (;;) {
    const { entries, exhausted } = await sessionLog.slotsAfter(id, after, 200);
    for (const entry of entries) {
      after = entry.seq;
      const content = entry.kind === 'MESSAGE' ? entry.message.content : null;
      if (entry.kind !== 'MESSAGE' || content?.kind !== 'SYSTEM') continue;
      told.push({ seq: entry.seq, by: entry.message.senderId, facts: content.system });
    }
    if (exhausted) return told;
  }
}
