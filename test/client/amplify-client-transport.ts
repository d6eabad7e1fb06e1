import { ChatError, ClientErrorCode } from '../../client/core/errors.ts';
import type { Transport } from '../../client/core/transport.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { AmplifyClientError } from '../support/amplify-client/index.ts';
import type { AmplifyClient } from '../support/amplify-client/index.ts';

const codes = [...Object.values(ErrorCode), ...Object.values(ClientErrorCode)];

/** Errors lose their class between threads; here they get it back. */
const chatErrorOf = (cause: unknown): ChatError => {
  if (!(cause instanceof AmplifyClientError)) throw cause;
  const code = codes.find((known) => known === cause.code) ?? ClientErrorCode.Unexpected;
  const { retryable, retryAfterMs } = cause;
  return new ChatError(code, cause.message, { retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
};

/** A user's real `aws-amplify`, which runs in a thread of its own, as the transport of a client here. */
export const transportOf = (amplify: AmplifyClient): Transport => ({
  request: (document, variables) =>
    amplify.request(document, variables).catch((cause: unknown) => {
      throw chatErrorOf(cause);
    }),
  live: (document, variables, handlers) =>
    amplify.live(document, variables, {
      ready: () => handlers.ready(),
      event: (data) => handlers.event(data),
      lost: (error) => handlers.lost(chatErrorOf(error)),
    }),
});

/** Resolves once a state fits. */
export const until = <T>(
  state: { get(): T; subscribe(listener: () => void): () => void },
  fits: (value: T) => boolean,
): Promise<void> =>
  new Promise((resolve) => {
    if (fits(state.get())) {
      resolve();
      return;
    }
    const end = state.subscribe(() => {
      if (!fits(state.get())) return;
      end();
      resolve();
    });
  });
