import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { noSuchSession } from '../../domain/chat-session/decision.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import { ConcurrentChange, SessionAlreadyExists } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { Pacing } from '../ports/pacing.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { reserveAll } from '../session-log/reserve-all.ts';
import { unlessBusy } from '../session-log/unless-busy.ts';
import { tellOfChange } from './tell-of-change.ts';

export interface SessionChangeDependencies {
  readonly chatSessions: ChatSessions;
  readonly sessionLog: Pick<SessionLog, 'reserve' | 'seal'>;
  readonly live: LiveDelivery;
  readonly clock: Clock;
  readonly pacing: Pacing;
}

/** A session after a change, and where its log tells of it; at no position, where nobody is told or nothing changed. */
export interface ChangedSession {
  readonly session: ChatSession;
  readonly positions: readonly Seq[];
}

const rounds = 12;
/** Of the first wait at most; each further one may be twice as long, up to eight times this. */
const firstPauseMs = 10;

/**
 * Decides about a session as it stands, takes the next positions of its log, and saves what was decided with what the log
 * tells of it; where that rests on what is no longer so, decides again. Then tells whoever listens.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> find
 *   find --> decide
 *   decide --> refused
 *   decide --> unchanged
 *   decide --> reserve: a position for each happening
 *   reserve --> save
 *   save --> told: saved
 *   save --> seal: overtaken
 *   seal --> find: after a pause
 *   seal --> overtaken: after twelve rounds
 * ```
 *
 * A position is taken after all that the decision rests on was read, and is used only while all of that is still so. So of
 * two changes of which one rests on the other, the earlier one stands earlier in the log.
 *
 * @param find looks up what the decision needs.
 * @param decide gets `undefined` where there is no session; to answer what it got means that nothing changes.
 * @param admit is asked once, before anything is changed; a refusal of its own ends it.
 * @throws {ConcurrentChange} or {SessionAlreadyExists} when no round came through.
 * @throws {StoreBusy}
 */
export async function changeSession(
  dependencies: SessionChangeDependencies,
  id: SessionId,
  find: () => Promise<ChatSession | undefined>,
  decide: (session: ChatSession | undefined) => Result<ChatSession>,
  admit: () => Promise<Refusal | undefined> = async () => undefined,
): Promise<Result<ChangedSession>> {
  const { chatSessions, sessionLog, live, clock, pacing } = dependencies;
  let isAdmitted = false;
  for (let round = 1; ; round += 1) {
    const found = await find();
    const decided = decide(found);
    if (!decided.ok) return decided;
    const session = decided.value;
    if (session === found) return done({ session, positions: [] });
    const refusal = isAdmitted ? undefined : await admit();
    if (refusal !== undefined) return refused(refusal);
    isAdmitted = true;

    const positions = await reserveAll(sessionLog, clock, session.changes().happenings);
    if (positions === undefined) return refused(noSuchSession);
    try {
      await chatSessions.save(session, positions);
      await tellOfChange(live, session.changes(), positions);
      return done({ session, positions });
    } catch (error) {
      if (positions.length > 0) await unlessBusy(() => sessionLog.seal(id, positions, clock.now()));
      const wasOvertaken = error instanceof ConcurrentChange || error instanceof SessionAlreadyExists;
      if (!wasOvertaken || round === rounds) throw error;
      await pacing.pause(pacing.random() * firstPauseMs * 2 ** Math.min(round - 1, 3));
    }
  }
}

/** One decision about a session that stands, on what it needs to know of the users it is about. */
export interface SessionAct {
  readonly sessionId: SessionId;
  readonly by: UserId | typeof systemSender;
  /** Besides whoever acts. */
  readonly about?: readonly UserId[];
  readonly decision: Decision;
  readonly admit?: () => Promise<Refusal | undefined>;
}

/** Refused: as the decision is, and `SessionNotFound` where there is none. Throws as `changeSession` does. */
export function changeChatSession(
  dependencies: SessionChangeDependencies,
  { sessionId, by, about = [], decision, admit }: SessionAct,
): Promise<Result<ChangedSession>> {
  const users = [...new Set(by === systemSender ? about : [by, ...about])];
  return changeSession(
    dependencies,
    sessionId,
    () => dependencies.chatSessions.find(sessionId, users),
    (session) =>
      session === undefined ? refused(noSuchSession) : session.decide(decision, { by, at: dependencies.clock.now() }),
    admit,
  );
}
