/**
 * `npm start`: installs what is missing, builds the local runtime and runs it in this process.
 *
 * package.json starts it by `exec`, so that npm's signals reach it and not a shell in between, which would die of them and
 * leave the server behind. Where there is no `exec` (cmd.exe says so in one line) the part after `||` starts it.
 */
import { join } from 'node:path';
import { endOnlyOnce, followParent, stopGracefully } from './lib/follow-parent.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { loadTypeScript } from './lib/load-typescript.mjs';
import { requireNode, root } from './lib/repository.mjs';

const parent = process.ppid;
// Until the product takes its own signals: a stop that comes during installing or building ends well, too.
const stopEarly = () => process.exit(0);
const signals = ['SIGINT', 'SIGTERM'];
for (const signal of signals) process.on(signal, stopEarly);

requireNode();

try {
  await ensureInstalled(root, (line) => console.log(`parley: ${line}`));
  const { main } = await loadTypeScript(root, 'runtime/main.ts');
  followParent({ parent, env: process.env, packageFile: join(root, 'package.json'), stop: stopGracefully });
  const running = main(process.env);
  for (const signal of signals) process.off(signal, stopEarly);
  await running;
  endOnlyOnce();
} catch (cause) {
  // What the user can mend is one line; a bug keeps its stack.
  const expected = cause instanceof Error && cause.message.startsWith('unable to ');
  console.error(expected ? cause.message : cause);
  process.exit(1);
}
