import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSourceAnswer, GraphQLAnswer, JsonObject } from '../../../runtime/contract.ts';
import type { DynamoDbFault, DynamoDbFaults } from '../../../runtime/data-sources/index.ts';
import { Durations } from '../../../domain/vocabulary/limits.ts';
import { ManualClock } from '../../builders/manual-clock.ts';
import type { Api, ApiOptions, DataSourceCall } from '../../support/api-in-process.ts';
import type { Fault, Faults } from './plans.ts';
import { Turns } from './turns.ts';

/** How a request ended; `undefined` answer: it crashed, so nobody heard of it. */
export interface Ended {
  readonly answer: GraphQLAnswer | undefined;
  /** Whether one of its operations met a fault. */
  readonly disturbed: boolean;
}

/** What one running act has before it. */
class Course {
  operations = 0;
  disturbed = false;
  pending: Fault | undefined;
  readonly crashed: Promise<void>;
  #crash: () => void = () => undefined;
  readonly #faults: Faults;

  constructor(faults: Faults) {
    this.#faults = faults;
    this.crashed = new Promise((crash) => {
      this.#crash = crash;
    });
  }

  /** The next operation's fault. */
  next(): Fault | undefined {
    const fault = this.#faults.get(this.operations);
    this.operations += 1;
    this.disturbed ||= fault !== undefined;
    return fault;
  }

  /** Never answers again, as a process that died. */
  crash(): Promise<never> {
    this.#crash();
    return new Promise<never>(() => undefined);
  }
}

/** Takes acts' operations in turns and lets them go wrong as planned. One for an API; requests outside of acts are left alone. */
export class World {
  readonly clock = new ManualClock();
  readonly #courses = new AsyncLocalStorage<Course>();
  #turns = new Turns(() => 0);

  /** For `openApi`. */
  get options(): ApiOptions & { readonly faults: DynamoDbFaults } {
    return {
      clock: this.clock,
      around: (call, proceed) => this.#around(call, proceed),
      faults: ({ operation }) => {
        const course = this.#courses.getStore();
        return course?.pending && faultOf(course.pending, operation);
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
  async request(api: Api, faults: Faults, userId: string, query: string, variables: JsonObject): Promise<Ended> {
    const course = new Course(faults);
    const answered = this.#courses.run(course, () => api.execute(userId, query, variables));
    const answer = await Promise.race([answered, course.crashed.then(() => undefined)]);
    return { answer, disturbed: course.disturbed };
  }

  async #around(_: DataSourceCall, proceed: () => Promise<DataSourceAnswer>): Promise<DataSourceAnswer> {
    const course = this.#courses.getStore();
    if (course === undefined) return proceed();
    return this.#turns.take(async () => {
      const fault = course.next();
      if (fault === 'crashBefore') return course.crash();
      course.pending = fault === 'crashAfter' ? undefined : fault;
      const answer = await proceed();
      course.pending = undefined;
      return fault === 'crashAfter' ? course.crash() : answer;
    });
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
