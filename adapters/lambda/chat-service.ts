import type { ServiceAnswer } from './chat-service-answer.ts';
import type { ComposedChatService } from './compose.ts';
import { composeChatService, composeLiveDelivery } from './compose.ts';
import { reportUndelivered } from './report.ts';

export { createChatService } from './compose.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let service: ComposedChatService | undefined;

/** The Lambda function behind the `ChatService` data source. */
export async function handler(event: unknown): Promise<ServiceAnswer<unknown>> {
  service ??= composeChatService(process.env, composeLiveDelivery(process.env, reportUndelivered));
  return service.handle(event);
}
