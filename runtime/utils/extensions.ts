import { object, text } from './arguments.ts';
import type { Utility } from './utility.ts';
import { refuse } from './utility.ts';

/** `extensions.invalidateSubscriptions` in one request: developer guide, "Extensions". */
const INVALIDATIONS = 5;

/** `extensions.*`: developer guide, "Extensions". What they ask for is collected; the executor carries it out. */
export const extensionUtilities: Readonly<Record<string, Utility>> = {
  setSubscriptionFilter: (args, { effects }) => {
    effects.subscriptionFilter = object(args, 0, 'extensions.setSubscriptionFilter');
    return undefined;
  },
  setSubscriptionInvalidationFilter: (args, { effects }) => {
    effects.invalidationFilter = object(args, 0, 'extensions.setSubscriptionInvalidationFilter');
    return undefined;
  },
  invalidateSubscriptions: (args, { effects }) => {
    const name = 'extensions.invalidateSubscriptions';
    if (effects.invalidations.length >= INVALIDATIONS) return refuse(name, `a request has at most ${INVALIDATIONS}`);
    effects.invalidations.push(object(args, 0, name));
    return undefined;
  },
  evictFromApiCache: (args, { effects }) => {
    const name = 'extensions.evictFromApiCache';
    const [typeName, fieldName] = [text(args, 0, name), text(args, 1, name)];
    effects.cacheEvictions.push({ typeName, fieldName, keyValuePair: object(args, 2, name) });
    return undefined;
  },
};
