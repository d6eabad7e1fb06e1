import { isList, isObject } from './json.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';
import type { Utility } from './utility.ts';

/** `util.transform.*`: developer guide, "Transformation helpers in util.transform". */
export const transformUtilities: Readonly<Record<string, Utility>> = {
  toSubscriptionFilter: ([filter = null, ignored, rules]) => {
    const names = isList(ignored) ? ignored.filter((name) => typeof name === 'string') : [];
    return toSubscriptionFilter(filter, names, isObject(rules) ? rules : {});
  },
};
