import type { ServiceAnswer } from './chat-service-answer.ts';
import { composeCallEvents } from './compose-call-changes.ts';
import type { ComposedChatService } from './compose.ts';
import { composeChatService, composeLiveDelivery } from './compose.ts';
import { reportNotShown, reportUndelivered } from './report.ts';

export { createChatService } from './compose.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let service: ComposedChatService | undefined;

/** The Lambda function behind the `ChatService` data source. */
export async function handler(event: unknown): Promise<ServiceAnswer<unknown>> {
  service ??= composeChatService(process.env, {
    live: composeLiveDelivery(process.env, reportUndelivered),
    callEvents: composeCallEvents(process.env, reportUndelivered),
    reportNotShown,
  });
  return service.handle(event);
}
