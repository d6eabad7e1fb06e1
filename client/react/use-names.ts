import { useChatClient } from './chat-context.tsx';
import { useValue } from './use-value.ts';

/** What people are called, by user id, as far as this client came to know it. */
export const useNames = (): ReadonlyMap<string, string> => useValue(useChatClient().names);
