import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, it } from 'vitest';
import { openLiveDelivery } from '../../adapters/appsync/open-live-delivery.ts';
import type { ChatTables } from '../../adapters/dynamodb/chat-tables.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { composeProduct } from '../../runtime/compose.ts';
import type { JsonObject, Log } from '../../runtime/contract.ts';
import { EngineUnavailable, openDynamoDb } from '../../runtime/engine/index.ts';
import { localSecret } from '../../runtime/local-secret.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { readSettings } from '../../runtime/settings.ts';
import { signedIn } from './people.ts';
import { quiet, root } from './wiring.ts';

export interface LogLine {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: JsonObject;
}

/** The whole product in this process, on an engine that the test reaches too. */
export interface ProductUnderTest {
  readonly url: string;
  readonly dataDir: string;
  /** An access token for this user; the user id is the display name where none is given. */
  token(userId: string, displayName?: string): Promise<string>;
  readonly tables: ChatTables;
  /** Tells subscribers as the product's own services do. */
  readonly liveDelivery: LiveDelivery;
  /** What was logged so far, at every level. */
  readonly log: readonly LogLine[];
  stop(): Promise<void>;
}

/** How the services of a product on this data sign what they ask of the API. */
export const serviceAccess = async (url: string, dataDir: string) => ({
  endpoint: Promise.resolve(new URL('/graphql', url)),
  region: 'us-east-1',
  credentials: {
    accessKeyId: 'PARLEYSERVICES',
    secretAccessKey: await localSecret(join(dataDir, 'identity', 'service-key'), randomBytes),
  },
});

/**
 * @param more settings of the product, besides those of the test.
 * @throws {EngineUnavailable} on a machine without a database engine.
 */
export async function startProduct(more: Readonly<Record<string, string>> = {}): Promise<ProductUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-product-'));
  const ends: (() => Promise<void>)[] = [() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const clock = { now: () => Date.now() };
    const engine = await openDynamoDb({ dataDir: join(dataDir, 'engine'), log: quiet, clock });
    ends.push(() => engine.close());
    const lines: LogLine[] = [];
    const settings = readSettings({ ...more, PORT: '0', DATA_DIR: dataDir, DYNAMODB_ENDPOINT: engine.endpoint });
    const log = recording(lines);
    const product = await composeProduct({ root, settings, clock, log, metrics: createMetrics(), webDir: root });
    ends.push(() => product.stop());
    const base = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    ends.push(async () => base.destroy());
    return {
      url: product.url,
      dataDir,
      token: (userId, displayName = userId) => signedIn(product.url, userId, displayName),
      tables: {
        client: DynamoDBDocumentClient.from(base),
        chat: 'parley-chat',
        guards: 'parley-guards',
        people: 'parley-people',
        calls: 'parley-calls',
        clock: { now: () => instantOf(Date.now()) },
      },
      liveDelivery: openLiveDelivery(await serviceAccess(product.url, dataDir), (undelivered) =>
        log.warn('live-delivery.failed', { ...undelivered }),
      ),
      log: lines,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

const recording = (lines: LogLine[]): Log => {
  const at =
    (level: keyof Log) =>
    (event: string, fields: JsonObject = {}): void => {
      lines.push({ level, event, fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/**
 * A group of tests on a product of their own. On a machine without a database engine they are one skipped test that says
 * why. Await it at the top level of a test file.
 */
export async function describeOnProduct(
  name: string,
  tests: (product: ProductUnderTest) => void,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    const product = await startProduct(more);
    describe(name, () => {
      afterAll(() => product.stop());
      tests(product);
    });
  } catch (cause) {
    if (!(cause instanceof EngineUnavailable)) throw cause;
    describe(name, () => {
      it('needs a database engine', (context) => context.skip(cause.message));
    });
  }
}
