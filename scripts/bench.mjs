/** `npm run bench [-- scenario …]`: installs what is missing and measures. */
import { ensureInstalled } from './lib/install.mjs';
import { loadTypeScript } from './lib/load-typescript.mjs';
import { requireNode, root } from './lib/repository.mjs';

requireNode();
process.chdir(root);
try {
  await ensureInstalled(root, (line) => console.log(`parley: ${line}`));
  const { main } = await loadTypeScript(root, 'bench/main.ts');
  await main(process.argv.slice(2));
} catch (cause) {
  const expected = cause instanceof Error && cause.message.startsWith('unable to ');
  console.error(expected ? cause.message : cause);
  process.exitCode = 1;
}
