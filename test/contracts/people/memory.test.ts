import { allPeopleContracts } from './all.contract.ts';
import { openMemoryPeople } from './memory-stores.ts';

allPeopleContracts('memory', async () => openMemoryPeople());
