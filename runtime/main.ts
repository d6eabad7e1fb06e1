import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from '../tools/build-web.ts';
import { composeProduct } from './compose.ts';
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
  const clock = { now: () => Date.now() };
  const log = createLog({ level: settings.logLevel, write: (line) => process.stderr.write(`${line}\n`), clock });
  const webDir = join(root, 'build', 'web');
  await buildWeb({ root, outDir: webDir });

  const product = await composeProduct({ root, settings, clock, log, metrics: createMetrics(), webDir });

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('process.stopping', { signal });
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    product.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('process.stop-failed', { error: error instanceof Error ? error.name : 'unknown' });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));

  console.log(`parley ready ${product.url}`);
  console.log(`  chat      ${product.url}/           open it in two tabs, as two people`);
  console.log(`  API       ${product.url}/graphql    schema at ${product.url}/schema.graphql`);
  console.log(`  counters  ${product.url}/dev/metrics`);
}
