/**
 * Runs `tools/terminal/ask.mjs` again and again in one process, each time as a new one would: the file itself, with these
 * arguments. A shell connects, says how many arguments there are and then each of them, a zero byte after each; it is told
 * the exit code, what went to stderr and what went to stdout in the same way. One shell at a time.
 */
import { createServer } from 'node:net';

const command = new URL('../../tools/terminal/ask.mjs', import.meta.url);
const written = { error: '', log: '' };
for (const level of ['error', 'log']) console[level] = (text) => (written[level] += `${text}\n`);

let runs = 0;
const run = async (args) => {
  Object.assign(written, { error: '', log: '' });
  process.exitCode = 0;
  process.argv.splice(2, Infinity, ...args);
  runs += 1;
  // A module runs once for each address.
  await import(`${command.href}?run=${runs}`);
  return [process.exitCode, written.error, written.log].map((part) => `${part}\0`).join('');
};

const server = createServer((socket) => {
  let said = '';
  socket.setEncoding('utf8').on('data', async (text) => {
    said += text;
    const [count = '', ...args] = said.split('\0').slice(0, -1);
    if (count !== '' && args.length === Number(count)) socket.end(await run(args));
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
