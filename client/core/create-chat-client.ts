import type { ChatClientOptions } from './chat-client-options.ts';
import { ChatClient } from './chat-client.ts';

/**
 * A user's client. It does nothing before `connect()`, and nothing after `close()`; what it holds is read from its states,
 * and what fails rejects with a {@link ChatError}.
 */
export const createChatClient = (options: ChatClientOptions): ChatClient => new ChatClient(options);
