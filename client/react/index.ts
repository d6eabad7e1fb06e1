export { ChatProvider, useChatClient } from './chat-context.tsx';
export { useHandle } from './use-handle.ts';
export { useSelector, useValue } from './use-value.ts';
export { useActiveCall, useCall, useCallLevels, useIncomingCalls, useSessionCall } from './use-call.ts';
