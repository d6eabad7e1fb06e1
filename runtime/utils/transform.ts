import { object } from './arguments.ts';
import { toExpression } from './dynamodb/filter-expression.ts';
import { isList, isObject } from './json.ts';
import { toOpenSearchQuery } from './opensearch-query.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';
import type { Utility } from './utility.ts';

/** AppSync gives the expression as text, and null for a filter that it cannot render. */
const expressionText: Utility = ([filter = null]) => {
  const expression = toExpression(filter);
  return expression === null ? null : JSON.stringify(expression);
};

/** `util.transform.*`: developer guide, "Transformation helpers in util.transform". */
export const transformUtilities: Readonly<Record<string, Utility>> = {
  toDynamoDBFilterExpression: expressionText,
  toDynamoDBConditionExpression: expressionText,
  toElasticsearchQueryDSL: (args) =>
    JSON.stringify(toOpenSearchQuery(object(args, 0, 'util.transform.toElasticsearchQueryDSL'))),
  toSubscriptionFilter: ([filter = null, ignored, rules]) => {
    const names = isList(ignored) ? ignored.filter((name) => typeof name === 'string') : [];
    return toSubscriptionFilter(filter, names, isObject(rules) ? rules : {});
  },
};
