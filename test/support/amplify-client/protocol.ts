import type { Variables } from '../../../client/core/transport.ts';

/** What a worker is told at its start. */
export interface WorkerStart {
  readonly url: string;
  readonly userId: string;
  readonly displayName: string;
}

export type ToWorker =
  | { readonly kind: 'request'; readonly id: number; readonly document: string; readonly variables: Variables }
  | { readonly kind: 'live'; readonly id: number; readonly document: string; readonly variables: Variables }
  | { readonly kind: 'end'; readonly id: number };

/** An error as it crosses between threads, where a class does not survive. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

export type FromWorker =
  | { readonly kind: 'answered'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'ready'; readonly id: number }
  | { readonly kind: 'event'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'lost'; readonly id: number; readonly error: PlainError };
