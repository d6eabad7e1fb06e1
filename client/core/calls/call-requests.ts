import type * as Schema from '../../../generated/schema.ts';
import * as documents from '../documents.ts';
import { ask } from '../documents.ts';
import type { Operation } from '../documents.ts';
import { persistently } from '../persistently.ts';
import type { Transport, Variables } from '../transport.ts';
import type { World } from '../world.ts';
import type { QualitySample } from './media.ts';

export interface CallRequestsOptions {
  readonly transport: Transport;
  readonly world: World;
  readonly callId: string;
  /** The name of this client in the call. */
  readonly clientId: string;
}

/** What somebody in a call asks the server for. Each rejects with a {@link ChatError}. */
export const callRequests = ({ transport, world, callId, clientId }: CallRequestsOptions) => {
  const askOnce = <In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> =>
    ask(transport, operation, variables);
  const askAgain = <In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> =>
    persistently(world, () => askOnce(operation, variables));
  return {
    switchMedia: (switched: Omit<Schema.UpdateCallMediaInput, 'callId'>) =>
      askAgain(documents.updateCallMedia, { input: { callId, ...switched } }),
    mute: (userId: string) => askAgain(documents.muteParticipant, { callId, userId }),
    remove: (userId: string) => askAgain(documents.removeParticipant, { callId, userId }),
    startRecording: () => askAgain(documents.startRecording, { callId }),
    stopRecording: () => askAgain(documents.stopRecording, { callId }),
    end: () => askAgain(documents.endCall, { callId }),
    leave: () => askAgain(documents.leaveCall, { callId, clientId }),
    comeBack: (as: Omit<Schema.JoinCallInput, 'callId' | 'clientId'>) =>
      askAgain(documents.joinCall, { input: { callId, clientId, ...as } }),
    renewToken: () => askAgain(documents.renewCallToken, { callId }),
    // The clock asks the next time.
    keepAlive: () => askOnce(documents.keepCallAlive, { callId, clientId }),
    tellQuality: (sample: QualitySample) => askOnce(documents.reportCallQuality, { input: { callId, ...sample } }),
    look: async () => (await askOnce(documents.call, { callId })).call,
  };
};

export type CallRequests = ReturnType<typeof callRequests>;
