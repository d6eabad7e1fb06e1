/**
 * `node tools/terminal/listen.mjs <user> '<subscription>' [name=value …]`: prints the events of a subscription of the running
 * local server as they come, a JSON line each, until Ctrl+C. The first line says that it listens.
 */
import { listen, variablesOf } from './dev-client.mjs';

const [userId, query, ...pairs] = process.argv.slice(2);

try {
  if (userId === undefined || query === undefined) {
    throw new Error(
      "unable to listen; the form is: node tools/terminal/listen.mjs <user> '<subscription>' [name=value …]",
    );
  }
  const stop = await listen(userId, query, variablesOf(pairs), (data) => console.log(JSON.stringify(data)));
  console.log('listening');
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
