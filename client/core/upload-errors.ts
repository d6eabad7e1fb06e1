import { ChatError, ClientErrorCode } from './errors.ts';

/** The store took no bytes. An address that lapsed and a store that is busy are worth another try. */
export const storeRefused = (status: number): ChatError =>
  new ChatError(ClientErrorCode.Unexpected, `unable to upload the file; the store answered ${status}`, {
    retryable: status === 403 || status === 408 || status === 429 || status >= 500,
  });

export const uploadCancelled = (): ChatError =>
  new ChatError(ClientErrorCode.Unexpected, 'unable to upload the file; it was cancelled', { retryable: false });
