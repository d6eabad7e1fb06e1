import type { DynamoDbFault, DynamoDbFaults } from '../../runtime/data-sources/index.ts';

export const throttled: DynamoDbFault = { kind: 'throttle' };
export const lostRequest: DynamoDbFault = { kind: 'timeoutBefore' };
export const lostAnswer: DynamoDbFault = { kind: 'timeoutAfter' };
/** Another transaction met this one; its reasons, which AppSync hands on, name no condition. */
export const conflict: DynamoDbFault = { kind: 'error', name: 'TransactionCanceledException' };

/** Faults by the number of the call to DynamoDB, counted from 0 since they were planned; all others are left alone. */
export class ScriptedFaults {
  #planned: ReadonlyMap<number, DynamoDbFault> = new Map();
  #calls = 0;

  /** For `openApi`. */
  readonly hook: DynamoDbFaults = () => {
    const fault = this.#planned.get(this.#calls);
    this.#calls += 1;
    return fault;
  };

  plan(...faults: readonly (readonly [call: number, fault: DynamoDbFault])[]): void {
    this.#planned = new Map(faults);
    this.#calls = 0;
  }

  /** How many calls there were since. */
  get calls(): number {
    return this.#calls;
  }
}
