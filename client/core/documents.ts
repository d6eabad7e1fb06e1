/** Every operation that the client asks of the API, by the name of its root field. */
export * from './documents/calls.ts';
export * from './documents/files.ts';
export * from './documents/looking-up.ts';
export * from './documents/members.ts';
export * from './documents/messages.ts';
export * from './documents/notifications.ts';
export * from './documents/presence.ts';
export * from './documents/reading.ts';
export * from './documents/sessions.ts';
export { ask, heardAs, selectionOf } from './documents/operation.ts';
export type { Operation } from './documents/operation.ts';
