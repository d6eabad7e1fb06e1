import type { GraphQLResolveInfo } from 'graphql';
import type { AppSyncError, Caller, Effects, Evaluation, Json, JsonObject } from '../contract.ts';
import { Batches } from './batches.ts';
import { FieldFailure } from './failures.ts';

/** AppSync's limit on `extensions.invalidateSubscriptions`. */
const INVALIDATIONS_PER_REQUEST = 5;

/** An error of `util.appendError`: the field keeps its value. `at` is the field. */
export interface Appended {
  readonly error: AppSyncError;
  readonly at: GraphQLResolveInfo;
}

/** What one request carries through all of its fields. */
export class RequestScope {
  readonly appended: Appended[] = [];
  readonly invalidations: Json[] = [];
  readonly batches = new Batches();
  /** What a subscription's resolver set; the last word counts. */
  subscriptionFilter: Json | undefined;
  invalidationFilter: Json | undefined;
  #resolvers = 0;

  constructor(
    readonly caller: Caller,
    readonly headers: Readonly<Record<string, string>>,
    /** As the client sent them: `ctx.info.variables`. */
    readonly variables: JsonObject,
    readonly maxResolvers: number,
  ) {}

  get resolvers(): number {
    return this.#resolvers;
  }

  /** @throws {FieldFailure} when the request ran as many resolvers as it may. */
  countResolver(): void {
    this.#resolvers += 1;
    if (this.#resolvers <= this.maxResolvers) return;
    throw new FieldFailure({
      errorType: 'ResolverCountLimitExceeded',
      message: `Resolver count limit exceeded; a request may run ${this.maxResolvers} resolvers.`,
    });
  }

  keep({ effects, appended }: Evaluation, at: GraphQLResolveInfo): void {
    this.keepEffects(effects);
    for (const error of appended) this.appended.push({ at, error });
  }

  keepEffects({ subscriptionFilter, invalidationFilter, invalidations }: Effects): void {
    if (subscriptionFilter !== undefined) this.subscriptionFilter = subscriptionFilter;
    if (invalidationFilter !== undefined) this.invalidationFilter = invalidationFilter;
    if (invalidations.length === 0) return;
    this.invalidations.push(...invalidations);
    if (this.invalidations.length > INVALIDATIONS_PER_REQUEST) {
      throw new FieldFailure({
        errorType: 'BadRequestException',
        message: `unable to invalidate subscriptions; a request may do so ${INVALIDATIONS_PER_REQUEST} times`,
      });
    }
  }
}
