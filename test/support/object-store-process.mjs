/** Runs the object store in a process of its own, which can be killed, measured and pinned. */
import { loadTypeScript } from '../../scripts/lib/load-typescript.mjs';
import { root } from '../../scripts/lib/repository.mjs';

const { main } = await loadTypeScript(root, 'test/support/object-store-process.ts');
await main(process.env);
