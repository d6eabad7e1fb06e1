import { allContracts } from './all.contract.ts';
import { openMemoryStores } from './memory-stores.ts';

allContracts('memory', async () => openMemoryStores());
