/** What the tests of realtime and gateway stand on: a whole front on real sockets, with the ports in memory. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Authenticator, Executor } from '../../runtime/contract.ts';
import { createGateway } from '../../runtime/gateway/gateway.ts';
import type { GatewaySettings } from '../../runtime/gateway/gateway.ts';
import { createOperations } from '../../runtime/gateway/operations.ts';
import { createAuthenticator } from '../../runtime/identity/authenticator.ts';
import type { Issuer } from '../../runtime/identity/issuer.ts';
import { userPools } from '../../runtime/identity/user-pools.ts';
import type { Project } from '../../runtime/realtime/fan-out.ts';
import type { RealtimeLimits } from '../../runtime/realtime/limits.ts';
import { createRealtime } from '../../runtime/realtime/realtime.ts';
import type { Realtime } from '../../runtime/realtime/realtime.ts';
import { Client } from './client.ts';
import { openIssuer } from './issuers.ts';
import { ManualClock, MemoryLog, MemoryMetrics } from './memory-ports.ts';
import { echoExecutor, project } from './notes-api.ts';
import type { SubscribeRule } from './notes-api.ts';

export interface Stage {
  readonly issuer: Issuer;
  readonly authenticator: Authenticator;
  readonly realtime: Realtime;
  readonly metrics: MemoryMetrics;
  readonly log: MemoryLog;
  readonly clock: ManualClock;
  readonly url: string;
  readonly port: number;
  /** Does what a second of real time would. */
  tick(): void;
  token(userId?: string, lifetimeMs?: number): Promise<string>;
  connect(token?: string): Promise<Client>;
  post(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export interface StageSettings {
  readonly rule?: SubscribeRule;
  readonly executor?: Executor;
  readonly project?: Project;
  readonly limits?: Partial<RealtimeLimits>;
  readonly gateway?: Partial<GatewaySettings>;
}

/** A whole front on a free port of 127.0.0.1, gone when the test is. */
export async function openStage(settings: StageSettings = {}): Promise<Stage> {
  const clock = new ManualClock();
  const metrics = new MemoryMetrics();
  const log = new MemoryLog();
  const issuer = await openIssuer(clock);
  const { url: poolUrl, jwks, isSignedOut } = issuer;
  const authenticator = createAuthenticator({
    modes: [userPools({ url: poolUrl, jwks, clientIds: ['web'], clock, isSignedOut })],
  });
  const executor = settings.executor ?? echoExecutor(settings.rule);
  let tick: () => void = () => undefined;
  const realtime = createRealtime({
    executor,
    authenticator,
    project: settings.project ?? project,
    metrics,
    log,
    clock,
    limits: { closingMs: 200, ...settings.limits },
    everySecond: (run) => {
      tick = run;
      return () => undefined;
    },
  });
  const gateway = createGateway({
    host: '127.0.0.1',
    port: 0,
    authenticator,
    run: createOperations({ executor, realtime, metrics }),
    realtime,
    metrics,
    log,
    uuid: randomUUID,
    ...settings.gateway,
  });
  const { port, url } = await gateway.start();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= gateway.stop());
  onTestFinished(stop);

  const token = async (userId = 'ann', lifetimeMs = 3_600_000): Promise<string> =>
    (await issuer.issueAccessToken({ userId, lifetimeMs })).token;

  return {
    issuer,
    authenticator,
    realtime,
    metrics,
    log,
    clock,
    port,
    url,
    tick: () => tick(),
    token,
    stop,
    async connect(given) {
      const client = new Client(port, given ?? (await token()));
      await client.opened;
      return client;
    },
    post: async (body, headers = {}) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}
