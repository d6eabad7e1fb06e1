import type { ServiceAnswer } from './chat-service-answer.ts';
import { EventReader, MalformedEvent } from './event-reader.ts';
import type { ServiceFields } from './service-field.ts';

/**
 * Answers one event of the `ChatService` data source: `{ field, identity, arguments }`, as `resolvers/lib/chat-service.ts`
 * writes it.
 * @throws {MalformedEvent}
 */
export async function handleChatService(fields: ServiceFields, event: unknown): Promise<ServiceAnswer<unknown>> {
  const root = new EventReader(event, 'event');
  const name = root.text('field');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw new MalformedEvent('event.field', 'one that the chat service answers');
  return field(root);
}
