import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop as stopCompiler } from 'esbuild';
import { buildWeb } from '../tools/build-web.ts';
import { composeProduct, type Product } from './compose.ts';
import type { Log } from './contract.ts';
import { createLog, createMetrics } from './observe/index.ts';
import { readSettings } from './settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** How long a stop may take before the process ends anyway. */
const stopWithinMs = 4_500;

/**
 * `npm start`: runs the whole product until SIGINT or SIGTERM.
 *
 * @throws {WrongSetting} and other errors whose message starts with "unable to", for the person who started it.
 */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = readSettings(env);
  // The SDK warns of a Node that its releases of 2027 need; whoever moves the pinned version decides that, not whoever
  // starts a chat.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const clock = { now: () => Date.now() };
  const log = createLog({ level: settings.logLevel, write: (line) => process.stderr.write(`${line}\n`), clock });
  const webDir = join(root, 'build', 'web');

  const starting = buildWeb({ root, outDir: webDir, now: clock.now() }).then(() =>
    composeProduct({ root, settings, clock, log, metrics: createMetrics(), webDir }),
  );
  stopOnSignals(starting, log);
  const product = await starting;

  // Everything is built; the compiler's own process need not stay.
  await stopCompiler();

  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  say(`parley ready ${product.url}`);
  say(`  chat      ${product.url}/           open it in two tabs, as two people`);
  say(`  API       ${product.url}/graphql    schema at ${product.url}/schema.graphql`);
  say(`  counters  ${product.url}/dev/metrics`);
}

/** From the first moment on: a stop that arrives during the start takes effect as soon as there is something to stop. */
const stopOnSignals = (starting: Promise<Product>, log: Log): void => {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('process.stopping', { signal });
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    starting
      .then((product) => product.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('process.stop-failed', { error: error instanceof Error ? error.name : 'unknown' });
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
};
