import type { AppSyncError, Json } from '../contract.ts';
import type { Arguments, Utility } from './utility.ts';
import { Halt } from './utility.ts';

/** The type of an error whose author named none. */
const UNNAMED = 'Custom';

function errorFrom(args: Arguments): AppSyncError {
  const [message, errorType, data, errorInfo] = args;
  return {
    message: wordsOf(message),
    errorType: typeof errorType === 'string' ? errorType : UNNAMED,
    ...(data === undefined || data === null ? {} : { data }),
    ...(errorInfo === undefined || errorInfo === null ? {} : { errorInfo }),
  };
}

function wordsOf(message: Json | undefined): string {
  if (message === undefined || message === null) return '';
  return typeof message === 'string' ? message : JSON.stringify(message);
}

/** `util.error`, `util.appendError`, `util.unauthorized`: developer guide, "Built-in utilities in util". */
export const errorUtilities: Readonly<Record<string, Utility>> = {
  error: (args) => {
    const error = errorFrom(args);
    throw new Halt({ kind: 'failed', error, ...(error.data === undefined ? {} : { data: error.data }) });
  },
  appendError: (args, { appended }) => {
    appended.push(errorFrom(args));
    return undefined;
  },
  unauthorized: (_, { fieldName, parentTypeName }) => {
    const message = `Not Authorized to access ${fieldName} on type ${parentTypeName}`;
    throw new Halt({ kind: 'failed', error: { message, errorType: 'Unauthorized' } });
  },
};
