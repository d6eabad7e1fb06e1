import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import type { GraphQLAnswer } from '../../runtime/contract.ts';
import { connectDynamoDb } from '../../runtime/engine/index.ts';
import { parseJson } from '../../runtime/json.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import { everLater, settings, type Host } from '../resolvers/suite/index.ts';
import { dataSourcesOn, environmentOf, loadResolverCode, root } from '../support/wiring.ts';
import { createJsSimulator } from './js-resolvers.ts';
import { loadSimulator } from './simulator-package.ts';

export interface SimulatorHost extends Host {
  close(): Promise<void>;
}

/** The simulator's own HTTP side on a free port of this machine, with a database engine of its own; or why there is none. */
export async function openSimulator(): Promise<SimulatorHost | { readonly unavailable: string }> {
  const simulatorPackage = loadSimulator(join(root, 'test/simulator'));
  const engine = await startDynamoDb();
  if ('unavailable' in engine) return engine;
  const started = [() => engine.close()];
  const close = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const clock = everLater();
    const connection = connectDynamoDb({ endpoint: engine.endpoint, clock });
    started.push(async () => connection.close());
    const { simulator, close: letGo } = createJsSimulator(simulatorPackage, {
      schemaSdl: await readFile(join(root, 'schema.graphql'), 'utf8'),
      code: await loadResolverCode(clock),
      dataSources: dataSourcesOn({
        engine,
        connection,
        clock,
        metrics: createMetrics(),
        live: new MemoryLiveDelivery(),
      }),
      env: environmentOf(engine, settings),
    });
    started.push(async () => letGo());
    const server = createServer(new simulatorPackage.OperationServer({}, simulator).app);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    started.push(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { close, execute: (userId, query, variables) => ask(port, userId, JSON.stringify({ query, variables })) };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function ask(port: number, userId: string, body: string): Promise<GraphQLAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: tokenOf(userId) },
    body,
  });
  const text = await response.text();
  const answer = parseJson(text);
  if (isAnswer(answer)) return answer;
  throw new Error(`unable to read the answer; the simulator said ${response.status} ${text.slice(0, 200)}`);
}

/** The simulator believes every token that has the form of one. */
function tokenOf(userId: string): string {
  const claims = {
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_simulator',
    sub: userId,
    username: userId,
    name: userId,
    token_use: 'access',
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

const isAnswer = (value: unknown): value is GraphQLAnswer =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'data' in value;
