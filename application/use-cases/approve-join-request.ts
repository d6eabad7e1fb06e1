import { noSuchJoinRequest } from '../../domain/chat-session/decision.ts';
import { approveJoinRequest as deciding } from '../../domain/chat-session/decisions/approve-join-request.ts';
import { answerChangeOfMember } from '../chat-sessions/answer-change.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import type { Ids } from '../ports/ids.ts';
import type { SessionChanges } from '../ports/session-changes.ts';

/**
 * Lets in someone who asked.
 * Refused: `SessionNotFound`, `NotAllowed`, `JoinRequestNotFound`, `SessionFull`, `SessionReadOnly`, `TryAgain`.
 */
export const approveJoinRequest =
  (
    dependencies: SessionChangeDependencies & { readonly ids: Pick<Ids, 'alias'> },
  ): SessionChanges['approveJoinRequest'] =>
  (request) =>
    answerChangeOfMember(dependencies, request, noSuchJoinRequest, (asking) =>
      deciding(asking, dependencies.ids.alias()),
    );
