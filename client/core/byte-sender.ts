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

/** `fetch` does not tell how far it came; browsers have a request that does. */
export const sendBytes: ByteSender = (sent) =>
  typeof XMLHttpRequest === 'undefined' ? byFetch(sent) : byRequest(sent);

const byFetch: ByteSender = async ({ method, url, body, signal }) => {
  const answer = await fetch(url, { method, body, signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw networkLost(cause);
  });
  // What the store says about it is for nobody; read, so that the connection is free again.
  await answer.arrayBuffer().catch(() => undefined);
  return { status: answer.status };
};

const byRequest: ByteSender = ({ method, url, body, progress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded));
    request.addEventListener('load', () => resolve({ status: request.status }));
    request.addEventListener('error', () => reject(networkLost()));
    request.addEventListener('abort', () => reject(abortionOf(signal)));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.open(method, url);
    if (signal.aborted) reject(abortionOf(signal));
    else request.send(body);
  });

const abortionOf = ({ reason }: AbortSignal): Error => (reason instanceof Error ? reason : networkLost(reason));
