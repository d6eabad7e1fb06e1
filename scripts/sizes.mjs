/** `npm run sizes`: every resolver bundle against its budget. */
import { loadTypeScript } from './lib/load-typescript.mjs';
import { root } from './lib/repository.mjs';

const { measureRepository, tableOf } = await loadTypeScript(root, 'tools/resolver-budgets.ts');
const sizes = await measureRepository(root);
console.log(tableOf(sizes));

const over = sizes.filter((size) => size.over).map(({ entry }) => entry);
if (over.length > 0) {
  console.error(`unable to pass ${over.join(', ')}; over budget (see tools/resolver-budgets.ts)`);
  process.exitCode = 1;
}
