import type { Call } from '../../client/core/calls/call.ts';
import { Calls } from '../../client/core/calls/calls.ts';
import { FakeCallServer } from './fake-call-server.ts';
import { FakeMedia } from './fake-media.ts';
import { theSession } from './fake-messages.ts';
import { FakeWorld, settled } from './fake-world.ts';

/** The calls of ann, who listens, and all that they are made of. */
export function annsCalls() {
  const world = new FakeWorld();
  const server = new FakeCallServer(world);
  const media = new FakeMedia();
  const calls = new Calls({ transport: server, userId: 'ann', world, media: () => Promise.resolve(media) });
  calls.listen();
  server.acknowledge();
  return { world, server, media, calls };
}

/** Ann called, and bob is in. */
export async function talking() {
  const parts = annsCalls();
  const call = await parts.calls.start(theSession);
  parts.server.acknowledge();
  await settled();
  parts.server.comesIn('bob');
  return { ...parts, call };
}

/** As one of those in the call, or who were, shows somebody. */
export const memberOf = (call: Call, userId: string) => call.state.get().members.find((one) => one.userId === userId);
