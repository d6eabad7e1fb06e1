import type { CallParts, ComposedCallService } from '../adapters/lambda/compose-calls.ts';
import { composeCallService } from '../adapters/lambda/compose-calls.ts';
import type { Log } from './contract.ts';
import { repeated } from './repeated.ts';

export interface CallingParts extends Omit<CallParts, 'report'> {
  /** What functions are told by their environment. */
  readonly functionEnv: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

export interface OpenCalling {
  /** What whoever else changes calls does it with. */
  readonly parts: CallParts;
  readonly service: ComposedCallService;
  /** Ends the schedule, and waits for what it began. */
  stop(): Promise<void>;
}

/** More often than on AWS, where a schedule has a minute at least: a call rings for 45 seconds. */
const lookEveryMs = 5_000;

/** The call service, and what time makes of calls. */
export function openCalling({ functionEnv, log, live, callEvents }: CallingParts): OpenCalling {
  const report = (failure: { readonly why: string }): void => log.warn('call.not-expelled', { why: failure.why });
  const parts: CallParts = { live, callEvents, report };
  const service = composeCallService(functionEnv, parts);
  const end = repeated(lookEveryMs, service.timeOut, log, 'calls.schedule-failed');
  return {
    parts,
    service,
    async stop() {
      await end();
      service.close();
    },
  };
}
