import * as documents from '../documents.ts';
import { ask, heardAs } from '../documents.ts';
import type { Transport } from '../transport.ts';
import type { Signals } from './media.ts';

/** The signals of one call, over the API: only while one is in it. */
export const signalsOver = (transport: Transport, callId: string): Signals => ({
  async send(to, kind, payload) {
    await ask(transport, documents.sendCallSignal, { input: { callId, to, kind, payload } });
  },
  listen: ({ ready, signal }) =>
    transport.live(
      documents.onCallSignal.document,
      { callId },
      {
        ready,
        event: (data) => {
          // What cannot be read is said again.
          heardAs(documents.onCallSignal, data, ({ from, payload }) => signal(from, payload));
        },
        lost: () => undefined,
      },
    ),
});
