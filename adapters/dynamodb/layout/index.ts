export * from './tables.ts';
export * from './keys.ts';
export * from './calls.ts';
export * from './people-keys.ts';
export * from './message-updates.ts';
export * from './file-updates.ts';
export type * from './items.ts';
export type * from './people-items.ts';
