import type { JsonObject } from '../../runtime/contract.ts';
import type { OperationRecord } from '../../runtime/data-sources/index.ts';
import { isJsonObject } from '../../runtime/json.ts';
import type { ApiOptions } from '../support/api-in-process.ts';

/** What happened between two moments. */
export interface Seen<Outcome> {
  readonly outcome: Outcome;
  /** Every request handed to a data source, in order. */
  readonly requests: readonly JsonObject[];
  /** `Guards UpdateItem`: the data source and operation of each. */
  readonly steps: readonly string[];
  /** What reached DynamoDB, with what it cost. */
  readonly operations: readonly OperationRecord[];
}

const stepOf = ({ source, request }: { readonly source: string; readonly request: JsonObject }): string =>
  `${source} ${typeof request['operation'] === 'string' ? request['operation'] : 'asks nothing'}`;

/** Watches what resolvers ask of their data sources. */
export class Watch {
  readonly #calls: { readonly source: string; readonly request: JsonObject }[] = [];
  readonly #operations: OperationRecord[] = [];

  #next: { readonly step: string; readonly happening: () => Promise<void> } | undefined;

  /** For `openApi`. */
  readonly options: ApiOptions = {
    around: async ({ source, request }, proceed) => {
      const call = isJsonObject(request) ? { source, request } : undefined;
      if (call !== undefined) this.#calls.push(call);
      const happening = call !== undefined && this.#next?.step === stepOf(call) ? this.#next.happening : undefined;
      if (happening !== undefined) this.#next = undefined;
      await happening?.();
      return proceed();
    },
    onOperation: (record) => this.#operations.push(record),
  };

  /** Lets something happen once, right before the next step of this name reaches its data source. */
  beforeNext(step: string, happening: () => Promise<void>): void {
    this.#next = { step, happening };
  }

  async during<Outcome>(work: () => Promise<Outcome>): Promise<Seen<Outcome>> {
    const [calls, operations] = [this.#calls.length, this.#operations.length];
    const outcome = await work();
    const made = this.#calls.slice(calls);
    return {
      outcome,
      requests: made.map(({ request }) => request),
      steps: made.map(stepOf),
      operations: this.#operations.slice(operations),
    };
  }
}

/** Writes that changed something. */
export const writesIn = ({ operations }: Seen<unknown>): readonly string[] =>
  operations
    .filter(({ operation, outcome }) => outcome === 'ok' && /^(Put|Update|Delete|Transact|BatchWrite)/.test(operation))
    .map(({ operation }) => operation);

/** What the operations cost together. */
export const unitsOf = ({ operations }: Seen<unknown>) => ({
  read: operations.reduce((sum, { readUnits }) => sum + readUnits, 0),
  write: operations.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});
