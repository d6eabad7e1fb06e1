import { extensions } from '@aws-appsync/utils';

/** Whose typing is not to be seen, as the service answers: `null` for everyone's. */
export interface LeftOut {
  readonly leftOut: readonly string[] | null;
  readonly untilJoin: boolean;
}

const isLeftOut = (value: unknown): value is LeftOut => typeof value === 'object' && value !== null;

/** An answer that is none leaves out everyone. */
export const readLeftOut = (value: unknown): LeftOut =>
  isLeftOut(value) ? value : { leftOut: null, untilJoin: false };

/** AppSync's limit for `notIn`. */
const usersOfOne = 5;

/** Conditions enough for the 20 users who can be left out: with the session's, AppSync's five that hold together. */
const conditions = [0, 1, 2, 3];

/** Only this session's events, and none of those who are left out (docs/adr/0024). */
export const limitToOthers = (sessionId: string, leftOut: readonly string[] | null): void => {
  const ofSession = [{ fieldName: 'sessionId', operator: 'eq' as const, value: sessionId }];
  // No user has this id: whoever is to see nobody's hears nothing, and cannot tell why.
  const ofNobody = [{ fieldName: 'userId', operator: 'eq' as const, value: '#' }];
  const ofOthers = conditions
    .map((at) => (leftOut ?? []).slice(at * usersOfOne, (at + 1) * usersOfOne))
    .filter((users) => users.length > 0)
    .map((users) => ({ fieldName: 'userId', operator: 'notIn' as const, value: users }));
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [...ofSession, ...(leftOut === null ? ofNobody : ofOthers)] }],
  });
};
