import { indexedDbOutbox } from './indexed-db-outbox.ts';
import { memoryOutbox } from './memory-outbox.ts';
import type { Outbox } from './outbox.ts';

export type OutboxChoice = 'indexeddb' | 'memory' | Outbox;

/** The outbox that is asked for; where nothing is said, the one that keeps most here. */
export const chosenOutbox = (choice: OutboxChoice | undefined): Outbox => {
  if (typeof choice === 'object') return choice;
  const isKept = choice === 'indexeddb' || (choice === undefined && typeof indexedDB !== 'undefined');
  return isKept ? indexedDbOutbox() : memoryOutbox();
};
