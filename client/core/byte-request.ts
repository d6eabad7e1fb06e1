import type { ByteSender } from './byte-sender.ts';
import { networkLost } from './errors.ts';

/** Sends bytes as browsers can, and tells how far it came. */
export const sendByRequest: ByteSender = ({ method, url, body, progress, signal }) =>
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
