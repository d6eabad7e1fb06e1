import type { ChatError } from './errors.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** What one live subscription tells. Nothing is called any more once it was ended. */
export interface LiveHandlers {
  /** The server acknowledged *this* subscription: every event from now on is delivered, until `lost`. Once a connection. */
  ready(): void;
  /** `data` of an event. */
  event(data: unknown): void;
  /**
   * Events may be missing from now on. Where `error.retryable` the transport is already connecting anew and will call
   * `ready` again; otherwise the subscription is over.
   */
  lost(error: ChatError): void;
  /** Since it is lost: when the next attempt to connect is due, in epoch milliseconds. */
  retrying?(at: number): void;
  /** Events do not come by themselves for now: what happened is to be asked for. Again and again, until they do. */
  check?(): void;
}

/** The way to the API. Delivery of events is at most once; whoever needs all of them asks the log. */
export interface Transport {
  /**
   * Runs a query or mutation.
   *
   * @returns the answer's `data`.
   * @throws {ChatError} where the answer carries errors or none came.
   */
  request(document: string, variables: Variables): Promise<unknown>;
  /** Subscribes. Returns what ends it. */
  live(document: string, variables: Variables, handlers: LiveHandlers): () => void;
  /** The network is back, or someone is looking: what waits for its next attempt tries now. */
  wake?(): void;
}
