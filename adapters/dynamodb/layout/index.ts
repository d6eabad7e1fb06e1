export * from './tables.ts';
export * from './keys.ts';
export type * from './items.ts';
