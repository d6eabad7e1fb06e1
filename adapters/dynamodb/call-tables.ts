import type { ChatTables } from './chat-tables.ts';

/** Where calls, and what their sessions' logs tell of them, are kept. */
export type CallTables = Pick<ChatTables, 'client' | 'chat' | 'calls'>;
