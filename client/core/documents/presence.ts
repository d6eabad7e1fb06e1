import { presenceFragment } from '../../../domain/vocabulary/event-fragments.ts';
import type * as Schema from '../../../generated/schema.ts';
import { flag, list, nullable } from '../decode.ts';
import { presence as somebody } from '../people.ts';
import { mutation, query, selectionOf, subscription } from './operation.ts';

const selection = selectionOf(presenceFragment);

export const presence = query<Schema.QueryPresenceArgs>('presence', { sessionId: 'ID!', userIds: '[ID!]!' })({
  selection,
  decode: list(somebody),
});
export const setPresence = mutation<Schema.MutationSetPresenceArgs>('setPresence', { input: 'SetPresenceInput!' })({
  selection,
  decode: somebody,
});
export const endLiveDelivery = mutation<Record<string, never>>(
  'endLiveDelivery',
  {},
)({
  decode: nullable(flag),
});
export const onPresence = subscription<Schema.SubscriptionOnPresenceArgs>('onPresence', {
  sessionId: 'ID!',
  userIds: '[ID!]!',
})({ selection, decode: somebody });
