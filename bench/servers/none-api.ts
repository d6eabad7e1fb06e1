import { randomUUID } from 'node:crypto';
import { createNoneDataSource } from '../../runtime/data-sources/index.ts';
import { devRoutes } from '../../runtime/dev/routes.ts';
import { createEventBus } from '../../runtime/bus/event-bus.ts';
import { createEvaluator } from '../../runtime/evaluator/index.ts';
import { createExecutor, projectEvent } from '../../runtime/executor/index.ts';
import { createGateway } from '../../runtime/gateway/gateway.ts';
import { createOperations } from '../../runtime/gateway/operations.ts';
import { createAuthenticator } from '../../runtime/identity/authenticator.ts';
import { createIssuer } from '../../runtime/identity/issuer.ts';
import { userPools } from '../../runtime/identity/user-pools.ts';
import { createLog, createMetrics } from '../../runtime/observe/index.ts';
import { createRealtime } from '../../runtime/realtime/realtime.ts';

/**
 * The runtime alone, without a database: a mutation on a NONE data source and the subscription it feeds, so that what is
 * measured is parsing, resolving, filtering and delivering.
 */
const schemaSdl = `
  type Query { ping: String }
  type Mutation { say(room: ID!, text: String!): Said }
  type Subscription { onSaid(room: ID!): Said @aws_subscribe(mutations: ["say"]) }
  type Said { room: ID! text: String! }
`;

const code = {
  'Mutation.say': `
    export const request = (ctx) => ({ payload: { room: ctx.args.room, text: ctx.args.text } });
    export const response = (ctx) => ctx.result;`,
  'Subscription.onSaid': `
    import { extensions, util } from '@aws-appsync/utils';
    export const request = () => ({ payload: null });
    export const response = (ctx) => {
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ room: { eq: ctx.args.room } }));
      return null;
    };`,
};

export const main = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const clock = { now: () => Date.now() };
  const uuid = (): string => randomUUID();
  const metrics = createMetrics();
  metrics.gauge('process.residentBytes', () => process.memoryUsage.rss());
  const log = createLog({ level: 'warn', write: (line) => process.stderr.write(`${line}\n`), clock });
  const evaluator = createEvaluator();
  const issuer = await createIssuer({
    dataDir: env['DATA_DIR'] ?? '.parley',
    region: 'us-east-1',
    userPoolId: 'us-east-1_bench',
    clientId: 'bench',
    clock,
    uuid,
  });
  const executor = createExecutor({
    schemaSdl,
    rows: [
      { type: 'Mutation', field: 'say', kind: 'UNIT', dataSource: 'None' },
      { type: 'Subscription', field: 'onSaid', kind: 'UNIT', dataSource: 'None' },
    ],
    functions: {},
    code: new Map(Object.entries(code).map(([name, text]) => [name, evaluator.load({ name, code: text })])),
    dataSources: new Map([['None', createNoneDataSource({ name: 'None' })]]),
    env: {},
    metrics,
    log,
  });
  const { url, jwks, isSignedOut } = issuer;
  const authenticator = createAuthenticator({ modes: [userPools({ url, jwks, clientIds: [], clock, isSignedOut })] });
  const realtime = createRealtime({
    executor,
    authenticator,
    project: (plan, event) => projectEvent(executor.schema, plan, event.field, event.value),
    metrics,
    log,
    clock,
  });
  const gateway = createGateway({
    host: '127.0.0.1',
    port: 0,
    authenticator,
    run: createOperations({ executor, realtime, metrics }),
    realtime,
    metrics,
    log,
    uuid,
    routes: devRoutes({
      issuer,
      bus: createEventBus({ metrics, log, uuid }),
      metrics,
      realtime,
      outbox: { entries: () => [] },
      deadLetters: { list: () => [], redrive: () => undefined },
    }),
  });
  const address = await gateway.start();
  process.on('SIGTERM', () => void gateway.stop().then(() => process.exit(0)));
  process.stdout.write(`parley ready ${address.url}\n`);
};
