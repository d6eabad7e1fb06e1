import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import { standingInvites } from '../../domain/chat-session/admission.ts';
import { allowedActor } from '../../domain/chat-session/decision.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { Permission } from '../../domain/vocabulary/permissions.ts';
import type { Admissions } from '../ports/admissions.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnteringService, OfSession } from '../ports/entering-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface ListAdmissionsDependencies {
  readonly chatSessions: Pick<ChatSessions, 'find'>;
  readonly admissions: Admissions;
  readonly clock: Clock;
}

/** The session, where the caller's role includes looking. Refused: `SessionNotFound`, `NotAllowed`. */
async function permitted(
  { chatSessions, clock }: ListAdmissionsDependencies,
  { user, sessionId }: OfSession,
  permission: Permission,
): Promise<Result<SessionId>> {
  const id = parseSessionId(sessionId);
  const session = id && (await chatSessions.find(id, [user]));
  if (id === undefined || session === undefined) return refused(sessionNotFound);
  const actor = allowedActor(session.state, { by: user, at: clock.now() }, permission);
  return actor.ok ? done(id) : actor;
}

const byUserId = (a: Ban, b: Ban): number => (a.userId < b.userId ? -1 : 1);
const oldestFirst = (a: JoinRequest, b: JoinRequest): number => a.requestedAt - b.requestedAt;

/** Who is banned from a session, by user id. Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`. */
export const listBans =
  (dependencies: ListAdmissionsDependencies): EnteringService['listBans'] =>
  (wish) =>
    refusedWhenBusy(async () => {
      const id = await permitted(dependencies, wish, 'BAN');
      return id.ok ? done([...(await dependencies.admissions.bans(id.value))].sort(byUserId)) : id;
    });

/** Who asks to be let in, oldest first. Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`. */
export const listJoinRequests =
  (dependencies: ListAdmissionsDependencies): EnteringService['listJoinRequests'] =>
  (wish) =>
    refusedWhenBusy(async () => {
      const id = await permitted(dependencies, wish, 'APPROVE');
      if (!id.ok) return id;
      const requests = [...(await dependencies.admissions.joinRequests(id.value))].sort(oldestFirst);
      return done(requests.map((request) => ({ ...request, sessionId: id.value })));
    });

/** What a user is invited to, oldest first. Refused: `TryAgain`. */
export const listMyInvites =
  ({ admissions, clock }: Pick<ListAdmissionsDependencies, 'admissions' | 'clock'>): EnteringService['listMyInvites'] =>
  (user) =>
    refusedWhenBusy(async () => {
      const standing = standingInvites(await admissions.invitesOf(user), clock.now());
      return done([...standing].sort((a, b) => a.invitedAt - b.invitedAt));
    });
