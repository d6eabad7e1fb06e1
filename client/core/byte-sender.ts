import { networkLost } from './errors.ts';

/** Bytes on their way to a store, by a form or as they are. */
export interface SentBytes {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: FormData | Blob;
  /** Told of how many bytes of the body left so far, where the platform knows. */
  readonly progress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Sends bytes once. @throws {ChatError} `NetworkLost` where no answer came, and what the signal was aborted with. */
export type ByteSender = (sent: SentBytes) => Promise<{ readonly status: number }>;

/** By `fetch`, which does not tell how far it came: `sendByRequest` does, in browsers. */
export const sendByFetch: ByteSender = async ({ method, url, body, signal }) => {
  const answer = await fetch(url, { method, body, signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw networkLost(cause);
  });
  // What the store says about it is for nobody; read, so that the connection is free again.
  await answer.arrayBuffer().catch(() => undefined);
  return { status: answer.status };
};
