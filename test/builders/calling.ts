import { MemoryCallEvents } from '../../adapters/memory/call-events.ts';
import { MemoryCallRecordings } from '../../adapters/memory/call-recordings.ts';
import { MemoryCallTokens } from '../../adapters/memory/call-tokens.ts';
import { MemoryFileStore } from '../../adapters/memory/file-store.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { calls } from '../../application/services/calls.ts';
import { timeOutCalls } from '../../application/use-cases/time-out-calls.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aCallId, aCallSecret } from './calls.ts';
import { aChatSession } from './chat-sessions.ts';
import { aFileId } from './files.ts';
import { ManualClock } from './manual-clock.ts';
import { hurried } from './pacing.ts';
import { user } from './people.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';

/** Everything that calls take, on these stores. */
export const callingOn = (stores: Stores, clock = new ManualClock()) => ({
  ...stores,
  fileStore: new MemoryFileStore(clock),
  /** Nobody looks at files here. */
  fileJobs: { send: async () => undefined },
  /** Nobody is notified here. */
  pushes: { send: async () => undefined },
  fileId: aFileId,
  live: new MemoryLiveDelivery(),
  callEvents: new MemoryCallEvents(),
  callTokens: new MemoryCallTokens(),
  callRecordings: new MemoryCallRecordings(),
  reportNotShown: () => undefined,
  callIds: { callId: aCallId, callSecret: aCallSecret },
  clock,
  pacing: hurried,
});

export type Calling = ReturnType<typeof callingOn>;

/** What someone comes into a call with, unless they say otherwise. */
export const comesIn = { microphone: true, camera: true, consentsToRecording: false };

/** A group of five, Ann its owner, and what they do about calls there. */
export async function aCallRoom(given?: Stores) {
  const clock = new ManualClock();
  const stores = given ?? openMemoryStores(clock);
  const [ann, bob, cat, dan, eve] = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => user(name)) as [
    UserId,
    UserId,
    UserId,
    UserId,
    UserId,
  ];
  const session = aChatSession({ creator: ann, memberIds: [bob, cat, dan, eve] });
  await stores.chatSessions.save(session);
  const dependencies = callingOn(stores, clock);
  const service = calls(dependencies);
  const look = timeOutCalls(dependencies);
  return { ann, bob, cat, dan, eve, id: session.id, stores, dependencies, service, look };
}
