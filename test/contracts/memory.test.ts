import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { allContracts } from './all.contract.ts';
import { liveDeliveryContract } from './live-delivery.contract.ts';
import { openMemoryStores } from './memory-stores.ts';

allContracts('memory', async () => openMemoryStores());

liveDeliveryContract('memory', async () => {
  const liveDelivery = new MemoryLiveDelivery();
  return { liveDelivery, told: () => liveDelivery.told };
});
