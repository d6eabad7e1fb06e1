import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSourceAnswer, GraphQLAnswer, JsonObject } from '../../../runtime/contract.ts';
import type { DynamoDbFault, DynamoDbFaults } from '../../../runtime/data-sources/index.ts';
import { instantOf } from '../../../domain/shared/instant.ts';
import { Durations } from '../../../domain/vocabulary/limits.ts';
import { ManualClock } from '../../builders/manual-clock.ts';
import type { Api, ApiOptions, DataSourceCall } from '../../support/api-in-process.ts';
import type { Course, Fault } from './plans.ts';
import { Turns } from './turns.ts';

/** How a request ended; `undefined` answer: it crashed, so nobody heard of it. */
export interface Ended {
  readonly answer: GraphQLAnswer | undefined;
  /** Whether one of its operations met a fault. */
  readonly disturbed: boolean;
  /** How many it made. */
  readonly operations: number;
}

/** Where one running act is on its course. */
class Journey {
  operations = 0;
  disturbed = false;
  pending: Fault | undefined;
  readonly crashed: Promise<void>;
  #crash: () => void = () => undefined;
  readonly #course: Course;

  constructor(course: Course) {
    this.#course = course;
    this.crashed = new Promise((crash) => {
      this.#crash = crash;
    });
  }

  /** What becomes of the next operation. */
  next(): { readonly slow: boolean; readonly fault: Fault | undefined } {
    const at = this.operations;
    this.operations += 1;
    const fault = this.#course.faults.get(at);
    this.disturbed ||= fault !== undefined;
    return { slow: at === this.#course.slow, fault };
  }

  /** Never answers again, as a process that died. */
  crash(): Promise<never> {
    this.#crash();
    return new Promise<never>(() => undefined);
  }
}

/** Takes acts' operations in turns and lets them go wrong as planned. One for an API; requests outside of acts are left alone. */
export class World {
  /** Starts now, so that nothing written in the test has expired for an engine that goes by its own clock. */
  readonly clock = new ManualClock(instantOf(Date.now()));
  readonly #journeys = new AsyncLocalStorage<Journey>();
  #turns = new Turns(() => 0);

  /** For `openApi`. */
  get options(): ApiOptions & { readonly faults: DynamoDbFaults } {
    return {
      clock: this.clock,
      around: (call, proceed) => this.#around(call, proceed),
      faults: ({ operation }) => {
        const pending = this.#journeys.getStore()?.pending;
        return pending && faultOf(pending, operation);
      },
    };
  }

  /** Runs acts that overlap, in the order that `choose` gives. */
  async play(choose: (count: number) => number, acts: readonly (() => Promise<void>)[]): Promise<void> {
    this.#turns = new Turns(choose);
    await this.#turns.play(acts);
  }

  pass(): Promise<void> {
    return this.#turns.take(async () => this.clock.pass(Durations.grace + 1));
  }

  /** One request of an act that is being played. */
  async request(api: Api, course: Course, userId: string, query: string, variables: JsonObject): Promise<Ended> {
    const journey = new Journey(course);
    const answered = this.#journeys.run(journey, () => api.execute(userId, query, variables));
    const answer = await Promise.race([answered, journey.crashed.then(() => undefined)]);
    return { answer, disturbed: journey.disturbed, operations: journey.operations };
  }

  async #around(_: DataSourceCall, proceed: () => Promise<DataSourceAnswer>): Promise<DataSourceAnswer> {
    const journey = this.#journeys.getStore();
    if (journey === undefined) return proceed();
    const { slow, fault } = journey.next();
    return this.#turns.take(async () => {
      if (fault === 'crashBefore') return journey.crash();
      journey.pending = fault === 'crashAfter' ? undefined : fault;
      const answer = await proceed();
      journey.pending = undefined;
      return fault === 'crashAfter' ? journey.crash() : answer;
    }, slow);
  }
}

function faultOf(fault: Fault, operation: string): DynamoDbFault | undefined {
  switch (fault) {
    case 'throttled':
      return { kind: 'throttle' };
    case 'conflict': {
      const name = operation.startsWith('Transact') ? 'TransactionCanceledException' : 'TransactionConflictException';
      return { kind: 'error', name };
    }
    case 'timedOutBefore':
      return { kind: 'timeoutBefore' };
    case 'timedOutAfter':
      return { kind: 'timeoutAfter' };
    case 'crashBefore':
    case 'crashAfter':
      return undefined;
  }
}
