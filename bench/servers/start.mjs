/** Builds and runs the runtime without a database, for the benchmarks that measure it alone. */
import { loadTypeScript } from '../../scripts/lib/load-typescript.mjs';
import { root } from '../../scripts/lib/repository.mjs';

const { main } = await loadTypeScript(root, 'bench/servers/none-api.ts');
await main(process.env);
