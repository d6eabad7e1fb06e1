import type { AppSyncError, Effects, Json, JsonObject } from '../contract.ts';

/** The evaluation in which a utility was called. */
export interface EvaluationInProgress {
  readonly identity: JsonObject | null;
  /** The field being resolved and its type, as `util.unauthorized` names them. */
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly appended: AppSyncError[];
  readonly effects: { -readonly [Key in keyof Effects]: Effects[Key] extends readonly Json[] ? Json[] : Effects[Key] };
}

/** The arguments as JSON: an omitted one is missing, an `undefined` one is null. */
export type Arguments = readonly Json[];

/**
 * One function of `@aws-appsync/utils`.
 *
 * @throws {Halt} to end the evaluation as the code asked for.
 * @throws {UtilityFailure} when the arguments are not what the function takes.
 */
export type Utility = (args: Arguments, evaluation: EvaluationInProgress) => Json | undefined;

export type Outcome =
  | { readonly kind: 'earlyReturn'; readonly value: Json; readonly skipTo: 'END' | 'NEXT' }
  | { readonly kind: 'failed'; readonly error: AppSyncError; readonly data?: Json };

/** The code ended its evaluation by `util.error`, `util.unauthorized` or `runtime.earlyReturn`. */
export class Halt extends Error {
  override readonly name = 'Halt';
  constructor(readonly outcome: Outcome) {
    super('the code ended its evaluation');
  }
}

/** A utility cannot do what it was asked for. */
export class UtilityFailure extends Error {
  override readonly name = 'UtilityFailure';
}

/** AWS has this function and the local runtime has not. */
export class NotInLocalRuntime extends UtilityFailure {
  constructor(readonly member: string) {
    super(`unable to call ${member}; the local runtime does not have it`);
  }
}

/** The function can do nothing with its arguments: "unable to call util.x; <why>". */
export function refuse(member: string, why: string): never {
  throw new UtilityFailure(`unable to call ${member}; ${why}`);
}
