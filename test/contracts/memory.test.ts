import { MemoryCallRecordings } from '../../adapters/memory/call-recordings.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { allContracts } from './all.contract.ts';
import { callRecordingsContract } from './call-recordings.contract.ts';
import { liveDeliveryContract } from './live-delivery.contract.ts';
import { openMemoryStores } from './memory-stores.ts';

allContracts('memory', async () => openMemoryStores());

liveDeliveryContract('memory', async () => {
  const liveDelivery = new MemoryLiveDelivery();
  return { liveDelivery, told: () => liveDelivery.told };
});

callRecordingsContract('memory', async () => new MemoryCallRecordings());
