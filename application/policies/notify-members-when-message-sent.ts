import { givenBy } from '../../domain/notification/who-is-notified.ts';
import { parseCallId, parseUserId } from '../../domain/shared/ids.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { NotificationKind } from '../../domain/vocabulary/notifications.ts';
import type { NoticeJob } from '../notifications/jobs.ts';
import type { SessionChanged, SessionEvent } from '../ports/session-events.ts';

/** What is to be done so that those hear of an event who are to: one job of each message, however many its session has. */
export function notifyMembersWhenMessageSent(event: SessionEvent): readonly NoticeJob[] {
  const { sessionId, id, occurredAt: at } = event;
  const happening = { kind: 'happening', sessionId, id, at, seq: null, role: null } as const;
  switch (event.name) {
    case 'MessageSent':
      return [{ kind: 'announce', what: 'message', sessionId, seq: event.message.seq, after: null }];
    case 'SessionCreated':
      // A DIRECT session says nothing before the first message does.
      if (event.kind === 'DIRECT') return [];
      return [{ kind: 'announce', what: 'opening', sessionId, id, at, actor: event.createdBy, after: null }];
    case 'UserInvited':
      return [{ ...happening, user: event.userId, about: NotificationKind.INVITED, actor: event.invitedBy }];
    case 'EntryRequested':
      return [{ kind: 'announce', what: 'request', sessionId, id, at, actor: event.userId, after: null }];
    case 'SessionChanged':
      return [...givenJobs(event), ...callJobs(event)];
    default:
      return [];
  }
}

/** One at the start, which rings, and one at the end; it does not matter which of them is done first. */
function callJobs({ sessionId, system }: SessionChanged): readonly NoticeJob[] {
  const callId = parseCallId(system.call?.callId ?? '');
  if (callId === undefined || system.event === 'CALL_RECORDED') return [];
  return [{ kind: 'call', user: null, sessionId, callId }];
}

function givenJobs({ sessionId, id, occurredAt: at, seq, actor, system }: SessionChanged): readonly NoticeJob[] {
  const given = givenBy(system, actor);
  const users = (given?.userIds ?? []).flatMap((user) => parseUserId(user) ?? []);
  return users.map((user) => ({
    kind: 'happening',
    user,
    sessionId,
    id,
    at,
    about: given?.kind ?? NotificationKind.ADDED,
    seq,
    actor: actor === systemSender ? null : actor,
    role: system.role,
  }));
}
