import { extensions, util } from '@aws-appsync/utils';

/**
 * What ends a subscription: one word of it is sent with each field that it is for.
 *
 * - `SESSION`: this user lost this session. - `EVERYONE`: everyone lost this session, or is to ask anew whether they still
 * may. - `ALL`: this user ends everything, as when signing out. - `JOINED`: somebody joined this session, and whose filter
 * rests on who is in it is to ask anew. - `CALL`: this user is out of this call.
 */
export type EndingScope = 'SESSION' | 'EVERYONE' | 'ALL' | 'JOINED' | 'CALL';

/**
 * A subscription to one session ends with the subscriber's membership, with the session, or with their signing out, and where
 * told so when somebody joins.
 */
export const endWithSession = (userId: string, sessionId: string, isUntilJoin = false): void => {
  const always: EndingFilter[] = [
    { scope: { eq: 'ALL' }, userId: { eq: userId } },
    { scope: { eq: 'SESSION' }, userId: { eq: userId }, sessionId: { eq: sessionId } },
    { scope: { eq: 'EVERYONE' }, sessionId: { eq: sessionId } },
  ];
  endsOn(isUntilJoin ? always.concat({ scope: { eq: 'JOINED' }, sessionId: { eq: sessionId } }) : always);
};

/**
 * A subscription to many sessions ends with any of the subscriber's memberships, so that it is opened anew without it, and
 * with any of its sessions.
 *
 * @param groups its sessions, at most 9 groups of at most 20 ids.
 */
export const endWithAnySession = (userId: string, groups: readonly (readonly string[])[]): void => {
  const mine: EndingFilter[] = [{ scope: { in: ['SESSION', 'ALL'] }, userId: { eq: userId } }];
  endsOn(mine.concat(groups.map((ids) => ({ scope: { eq: 'EVERYONE' }, sessionIds: { containsAny: ids.slice() } }))));
};

/** A subscription to the signals of a call ends with being in it, too. */
export const endWithCall = (userId: string, sessionId: string, callId: string): void =>
  endsOn([
    { scope: { eq: 'ALL' }, userId: { eq: userId } },
    { scope: { eq: 'SESSION' }, userId: { eq: userId }, sessionId: { eq: sessionId } },
    { scope: { eq: 'EVERYONE' }, sessionId: { eq: sessionId } },
    { scope: { eq: 'CALL' }, userId: { eq: userId }, callId: { eq: callId } },
  ]);

/** A subscription that belongs to no session ends with the subscriber's signing out. */
export const endWithUser = (userId: string): void => endsOn([{ scope: { eq: 'ALL' }, userId: { eq: userId } }]);

interface EndingFilter {
  readonly userId?: { readonly eq: string };
  readonly sessionId?: { readonly eq: string };
  readonly callId?: { readonly eq: string };
  readonly sessionIds?: { readonly containsAny: string[] };
  readonly scope: { readonly eq: EndingScope } | { readonly in: EndingScope[] };
}

const endsOn = (any: readonly EndingFilter[]): void =>
  extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ or: any.slice() }));

/** A word that ends subscriptions. What it has no use for is left out: an absent field fits no filter. */
export interface Ending {
  readonly scope: EndingScope;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly callId?: string;
}

/** Ends those subscriptions to `fields`, at most 5, which is AppSync's limit for one request, that `ending` is about. */
export const endSubscriptions = (fields: readonly string[], ending: Ending): void => {
  const payload = ending.sessionId === undefined ? ending : { ...ending, sessionIds: [ending.sessionId] };
  fields.forEach((subscriptionField) => extensions.invalidateSubscriptions({ subscriptionField, payload }));
};

/** All that deliver what is said in sessions. Five: presence and calls have requests of their own. */
export const sessionFields: readonly string[] = [
  'onMessageSent',
  'onMessageUpdated',
  'onTypingIndicator',
  'onReceipt',
  'onInbox',
];

/** All that deliver what happens in calls. */
export const callFields: readonly string[] = ['onCallEvent', 'onIncomingCall', 'onCallSignal'];

/** Typing alone is filtered by who is in a session, and that only where somebody is apart from very many. */
export const endWithJoining = (sessionId: string): void =>
  endSubscriptions(['onTypingIndicator'], { scope: 'JOINED', sessionId });
