import type { StoredJob } from '../application/notifications/jobs.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import type {
  CallParts,
  ComposedAgoraNotices,
  ComposedCallService,
  RecordingParts,
} from '../adapters/lambda/compose-calls.ts';
import { composeAgoraNotices, composeCallService } from '../adapters/lambda/compose-calls.ts';
import { agoraRoute } from './agora-route.ts';
import type { Log } from './contract.ts';
import type { RouteHandler } from './gateway/http.ts';
import { repeated } from './repeated.ts';

export interface CallingParts extends Omit<CallParts, 'report'>, RecordingParts {
  /** What users are notified by. */
  readonly pushes: JobQueue<StoredJob>;
  /** What functions are told by their environment. */
  readonly functionEnv: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

export interface OpenCalling {
  /** What whoever else changes calls does it with. */
  readonly parts: CallParts;
  readonly service: ComposedCallService;
  /** Of the gateway: where Agora sends its notices, if it is known what they are signed with. */
  readonly routes: Readonly<Record<string, RouteHandler>>;
  /** Ends the schedule, and waits for what it began. */
  stop(): Promise<void>;
}

/** More often than on AWS, where a schedule has a minute at least: a call rings for 45 seconds. */
const lookEveryMs = 5_000;

/** The call service, what time makes of calls, and what Agora tells of their recordings. */
export function openCalling({
  functionEnv,
  log,
  live,
  callEvents,
  reportNotShown,
  s3,
  fileJobs,
  pushes,
}: CallingParts): OpenCalling {
  const report = (failure: { readonly why: string }): void => log.warn('call.not-expelled', { why: failure.why });
  const parts: CallParts = { live, callEvents, report, reportNotShown };
  const service = composeCallService(functionEnv, parts, { s3, fileJobs, pushes });
  const notices = composeAgoraNotices(functionEnv, parts);
  const end = repeated(lookEveryMs, service.timeOut, log, 'calls.schedule-failed');
  return {
    parts,
    service,
    routes: routesOf(notices),
    async stop() {
      await end();
      service.close();
      notices.close();
    },
  };
}

const routesOf = ({ take }: ComposedAgoraNotices): Readonly<Record<string, RouteHandler>> =>
  take === undefined ? {} : { 'POST /webhooks/agora': agoraRoute(take) };
