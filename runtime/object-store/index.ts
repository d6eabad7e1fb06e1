export { objectCreatedType, objectEventSource } from './events.ts';
export { openObjectStore, type ObjectStore, type ObjectStoreParts } from './open.ts';
export type { StoreCredentials } from './signatures/keys.ts';
