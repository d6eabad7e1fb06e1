import { callEventFragment, incomingCallFragment } from '../../domain/vocabulary/call-fragments.ts';
import {
  everyMessageFragment,
  messageUpdateFragment,
  presenceFragment,
} from '../../domain/vocabulary/event-fragments.ts';

/**
 * `['id', 'content', 'content/text']` as `id content { text }`: the paths of a selection set as its text. A parent stands
 * before its fields.
 */
function selectionOf(paths: readonly string[]): string {
  return paths
    .filter((path) => !path.includes('/'))
    .map((name) => {
      const inner = paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
      return inner.length === 0 ? name : `${name} { ${selectionOf(inner)} }`;
    })
    .join(' ');
}

/**
 * The IAM-only mutations, by their names in the schema. What subscribers receive is what these select: everything.
 * `infra/constructs/publishing.ts` grants exactly these.
 */
export const operations = {
  publishMessage: `mutation($messageId: ID!) { publishMessage(messageId: $messageId) { ${selectionOf(everyMessageFragment)} } }`,
  publishMessageUpdate: `mutation($messageId: ID!) { publishMessageUpdate(messageId: $messageId) { ${selectionOf(messageUpdateFragment)} } }`,
  endSessionDelivery:
    'mutation($sessionId: ID!, $userId: ID) { endSessionDelivery(sessionId: $sessionId, userId: $userId) }',
  endPresenceDelivery:
    'mutation($sessionId: ID, $userId: ID) { endPresenceDelivery(sessionId: $sessionId, userId: $userId) }',
  publishPresence: `mutation($userId: ID!) { publishPresence(userId: $userId) { ${selectionOf(presenceFragment)} } }`,
  publishCallEvent: `mutation($callId: ID!, $event: CallEventName!, $userId: ID) { publishCallEvent(callId: $callId, event: $event, userId: $userId) { ${selectionOf(callEventFragment)} } }`,
  publishIncomingCall: `mutation($callId: ID!, $userId: ID!) { publishIncomingCall(callId: $callId, userId: $userId) { ${selectionOf(incomingCallFragment)} } }`,
  endCallDelivery:
    'mutation($sessionId: ID, $callId: ID, $userId: ID) { endCallDelivery(sessionId: $sessionId, callId: $callId, userId: $userId) }',
} as const;

export type Operation = keyof typeof operations;
