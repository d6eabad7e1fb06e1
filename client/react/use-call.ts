import type { Call, CallState, IncomingCall, SessionCallState, State } from '../core/index.ts';
import { useChatClient } from './chat-context.tsx';
import { useHandle } from './use-handle.ts';
import { useValue } from './use-value.ts';

/** The call that this client is in; one that is over stays until it is dismissed, or the next one. */
export const useActiveCall = (): Call | undefined => useValue(useChatClient().activeCall);

/** How a call is, for whoever is in it. */
export const useCall = (call: Call): CallState => useValue(call.state);

/** How loud the others in a call are, by user id: 0 to 1, some times a second. */
export const useCallLevels = (call: Call): ReadonlyMap<string, number> => useValue(call.levels);

/** The calls that ring for this user. */
export const useIncomingCalls = (): readonly IncomingCall[] => useValue(useChatClient().incomingCalls);

/** The calls of a session as they happen. */
export const useSessionCall = (sessionId: string): SessionCallState => {
  const client = useChatClient();
  const calls = useHandle(sessionId, () => client.calls.inSession(sessionId));
  return useValue(calls?.state ?? unknown);
};

const nothing: SessionCallState = { isKnown: false, newest: undefined, live: undefined };
const unknown: State<SessionCallState> = { get: () => nothing, subscribe: () => () => undefined };
