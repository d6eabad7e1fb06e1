import type { Notification } from '../../client/core/index.ts';
import type { NameOf } from '../people.ts';

const roleWords: Readonly<Record<string, string>> = {
  OWNER: 'the owner',
  ADMIN: 'an admin',
  MODERATOR: 'a moderator',
  MEMBER: 'a member',
  GUEST: 'a guest',
};

/** What happened, in a sentence; what was said stands below it. */
export const sentenceOf = ({ kind, message, actorId, sessionName, role }: Notification, nameOf: NameOf): string => {
  const where = sessionName === null ? '' : ` in ${sessionName}`;
  const sender = message === null ? 'Somebody' : (message.senderName ?? nameOf(message.senderId));
  const actor = actorId === null ? 'Somebody' : nameOf(actorId);
  const room = sessionName ?? 'a conversation';
  switch (kind) {
    case 'DIRECT':
      return `${sender} wrote to you`;
    case 'MENTION':
      return `${sender} mentioned you${where}`;
    case 'REPLY':
      return `${sender} answered you${where}`;
    case 'ADDED':
      return `${actor} added you to ${room}`;
    case 'INVITED':
      return `${actor} invited you to ${room}`;
    case 'JOIN_REQUESTED':
      return `${actor} asks to be let into ${room}`;
    case 'ROLE_GIVEN':
      return `${actor} made you ${roleWords[role ?? ''] ?? 'something else'}${where}`;
    case 'OWNERSHIP_GIVEN':
      return `${actor} made you the owner of ${room}`;
    default:
      return `Something happened${where}`;
  }
};

/** Who did it, for the picture. */
export const whoOf = ({ message, actorId, sessionId }: Notification): string =>
  message?.senderId ?? actorId ?? sessionId;
