/**
 * `node tools/terminal/ask.mjs <user> '<document>' [name=value …] [--pick path]`: one GraphQL operation on the running local server,
 * as that user. Prints the data as JSON, or the value at `path` as plain text. A refusal goes to stderr, exit code 1.
 */
import { ask, variablesOf } from './dev-client.mjs';

const [userId, query, ...rest] = process.argv.slice(2);
const pickAt = rest.indexOf('--pick');
const path = pickAt < 0 ? undefined : rest[pickAt + 1];
const pairs = pickAt < 0 ? rest : [...rest.slice(0, pickAt), ...rest.slice(pickAt + 2)];

try {
  if (userId === undefined || query === undefined) {
    throw new Error(
      "unable to ask; the form is: node tools/terminal/ask.mjs <user> '<document>' [name=value …] [--pick path]",
    );
  }
  const { data, errors = [] } = await ask(userId, query, variablesOf(pairs));
  for (const { errorType, message, errorInfo } of errors) {
    console.error(`${errorType ?? 'Error'}: ${message}${errorInfo ? ` ${JSON.stringify(errorInfo)}` : ''}`);
  }
  if (errors.length > 0) process.exitCode = 1;
  const picked = path?.split('.').reduce((value, name) => value?.[name], data);
  if (path === undefined) console.log(JSON.stringify(data, null, 2));
  else console.log(typeof picked === 'string' ? picked : JSON.stringify(picked));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
