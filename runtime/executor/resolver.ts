import type { DataSourceAnswer, Evaluation, Json, JsonObject, ResolverCode, ResolverContext } from '../contract.ts';
import { Batches, type Batching } from './batches.ts';
import { FieldFailure } from './failures.ts';

/** A function of a pipeline, or the code of a unit resolver: one request to one data source. */
export interface Step extends Batching {
  readonly code: ResolverCode;
}

/** A field's resolver, wired. */
export type Resolver =
  | ({ readonly kind: 'UNIT' } & Step)
  | { readonly kind: 'PIPELINE'; readonly code: ResolverCode; readonly steps: readonly Step[] };

/** What stays the same for all handlers of one field. */
export type FieldContext = Omit<ResolverContext, 'stash' | 'prev' | 'result' | 'error'>;

/** Told of every evaluation, for what it appended and its effects. */
export type Keep = (evaluation: Evaluation) => void;

type Outcome = { readonly value: Json; readonly skipTo?: 'END' | 'NEXT' };
type Input = Pick<ResolverContext, 'prev' | 'result' | 'error'>;

/**
 * Resolves one field as AppSync does.
 *
 * Unit: request handler → data source → response handler. Pipeline: before handler, then each function likewise, each
 * finding the value of the one before in `ctx.prev.result`, then the after handler. `ctx.stash` is shared by all of them.
 * A data source's error is `ctx.error` in the response handler, which decides: unless it raises, its value counts.
 * `runtime.earlyReturn` leaves a function for the next one, or with `skipTo: 'END'` for the after handler.
 * Source: "JavaScript resolvers overview" and "Runtime utilities" in the AppSync developer guide.
 *
 * @param batches Those of the request, so that siblings are sent together.
 * @throws {FieldFailure} with what `util.error` said.
 */
export async function resolve(
  resolver: Resolver,
  field: FieldContext,
  keep: Keep,
  batches = new Batches(),
): Promise<Json> {
  const run = new Run(field, batches, keep);
  return resolver.kind === 'UNIT' ? (await run.step(resolver, null)).value : pipeline(run, resolver);
}

async function pipeline(run: Run, { code, steps }: Extract<Resolver, { kind: 'PIPELINE' }>): Promise<Json> {
  const before = code.has('request') ? run.handler(code, 'request', { prev: null }) : { value: null };
  let value = before.value;
  if (before.skipTo === undefined) {
    for (const step of steps) {
      const outcome = await run.step(step, { result: value });
      value = outcome.value;
      if (outcome.skipTo === 'END') break;
    }
  }
  return code.has('response') ? run.handler(code, 'response', { prev: { result: value }, result: value }).value : value;
}

class Run {
  readonly #field: FieldContext;
  readonly #batches: Batches;
  readonly #keep: Keep;
  #stash: JsonObject = {};

  constructor(field: FieldContext, batches: Batches, keep: Keep) {
    this.#field = field;
    this.#batches = batches;
    this.#keep = keep;
  }

  async step(step: Step, prev: ResolverContext['prev']): Promise<Outcome> {
    const { code } = step;
    const request: Outcome = code.has('request') ? this.handler(code, 'request', { prev }) : { value: null };
    if (request.skipTo !== undefined) return request;

    const answer = await this.#batches.invoke(step, request.value, { ...this.#field, stash: this.#stash, prev });
    // What is wrong with the request itself is the handler's mistake, and no response handler gets to hide it.
    if (!answer.ok && answer.error.type === 'MappingTemplate') throw failureOf(answer);
    if (code.has('response')) return this.handler(code, 'response', { prev, ...inputOf(answer) });
    if (!answer.ok) throw failureOf(answer);
    return { value: answer.result };
  }

  handler(code: ResolverCode, which: 'request' | 'response', input: Input): Outcome {
    const evaluation = code.evaluate(which, { ...this.#field, ...input, stash: this.#stash });
    this.#stash = evaluation.stash;
    this.#keep(evaluation);
    const { outcome } = evaluation;
    switch (outcome.kind) {
      case 'returned':
        return { value: outcome.value };
      case 'earlyReturn':
        return { value: outcome.value, skipTo: outcome.skipTo };
      case 'failed':
        throw new FieldFailure(outcome.data === undefined ? outcome.error : { data: outcome.data, ...outcome.error });
    }
  }
}

function inputOf(answer: DataSourceAnswer): Pick<ResolverContext, 'result' | 'error'> {
  return answer.ok ? { result: answer.result } : { result: answer.result ?? null, error: answer.error };
}

function failureOf({ error, result }: Extract<DataSourceAnswer, { ok: false }>): FieldFailure {
  return new FieldFailure({
    errorType: error.type,
    message: error.message,
    ...(result === undefined ? {} : { data: result }),
  });
}
