import type { EventItem } from '../../adapters/dynamodb/layout/items.ts';
import { SystemEvent, userAudience } from '../../domain/vocabulary/messages.ts';
import type { Message } from '../../generated/schema.ts';
import { toMessage } from './shapes.ts';

/**
 * What the members of a new session hear of it: a word of the system before the first position, for them alone. It names
 * nobody but who opened it, however many they are: whoever hears it is in there.
 */
export const openingMessage = ({ pk, sk, sessionId, createdBy, occurredAt, memberIds }: EventItem): Message => {
  const system = {
    event: SystemEvent.SESSION_OPENED,
    userIds: [],
    role: null,
    until: null,
    messageSeq: null,
    session: null,
  };
  const said = toMessage(
    sessionId,
    {
      pk,
      sk,
      seq: 0,
      entry: 'MESSAGE',
      at: occurredAt,
      messageKind: 'SYSTEM',
      text: '',
      senderId: createdBy,
      senderName: null,
      clientMessageId: '',
      system,
    },
    [],
  );
  return { ...said, audience: memberIds.map(userAudience) };
};
