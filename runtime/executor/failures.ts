import type { AppSyncError, GraphQLAnswer } from '../contract.ts';

/** One entry of `errors` in an answer. */
export type AnswerError = NonNullable<GraphQLAnswer['errors']>[number];

/** A field that failed with what `util.error`, a data source or the authorisation said. */
export class FieldFailure extends Error {
  override readonly name = 'FieldFailure';
  constructor(readonly error: AppSyncError) {
    super(error.message);
  }
}

/** An answer to a document that was refused as a whole: nothing was executed. */
export function refusal(
  message: string,
  details: { readonly errorType?: string; readonly locations?: AnswerError['locations'] } = {},
): AnswerError {
  return {
    path: null,
    locations: details.locations ?? null,
    ...(details.errorType === undefined ? {} : { errorType: details.errorType }),
    message,
  };
}
