/** `npm start`: installs what is missing, builds the local runtime and runs it in this process. */
import { join } from 'node:path';
import { followParent, stopGracefully } from './lib/follow-parent.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { loadTypeScript } from './lib/load-typescript.mjs';
import { requireNode, root } from './lib/repository.mjs';

const parent = process.ppid;
requireNode();

try {
  await ensureInstalled(root, (line) => console.log(`parley: ${line}`));
  const { main } = await loadTypeScript(root, 'runtime/main.ts');
  followParent({ parent, env: process.env, packageFile: join(root, 'package.json'), stop: stopGracefully });
  await main(process.env);
} catch (cause) {
  // What the user can mend is one line; a bug keeps its stack.
  const expected = cause instanceof Error && cause.message.startsWith('unable to ');
  console.error(expected ? cause.message : cause);
  process.exit(1);
}
