export * from './tables.ts';
export * from './keys.ts';
export * from './message-updates.ts';
export type * from './items.ts';
