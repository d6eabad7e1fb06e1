import type { Json, JsonObject } from '../contract.ts';
import { isList } from './json.ts';
import type { Utility } from './utility.ts';

const isText = (value: Json | undefined): boolean => typeof value === 'string';
const isPresent = (value: Json | undefined): boolean => value !== undefined && value !== null;

function isLambda(identity: JsonObject): boolean {
  return (
    isPresent(identity.resolverContext) || isPresent(identity.handlerContext) || Object.keys(identity).length === 0
  );
}

function isIam({ userArn, accountId, sourceIp }: JsonObject): boolean {
  return isText(userArn) && isText(accountId) && isList(sourceIp);
}

function hasClaims({ sub, issuer, claims }: JsonObject): boolean {
  return isText(sub) && isText(issuer) && isPresent(claims);
}

function isUserPool(identity: JsonObject): boolean {
  const { username, sourceIp, defaultAuthStrategy } = identity;
  return hasClaims(identity) && isText(username) && isList(sourceIp) && isText(defaultAuthStrategy);
}

function isOpenIdConnect(identity: JsonObject): boolean {
  return (
    hasClaims(identity) && !['username', 'sourceIp', 'defaultAuthStrategy'].some((name) => isPresent(identity[name]))
  );
}

/**
 * `util.authType`: AppSync reads the mode off the shape of `ctx.identity`, and takes what has no known shape for an API
 * key (developer guide, "Identity" of the context reference).
 */
export const authType: Utility = (_, { identity }) => {
  if (identity === null) return 'API Key Authorization';
  if (isLambda(identity)) return 'Lambda Authorization';
  if (isIam(identity)) return 'IAM Authorization';
  if (isUserPool(identity)) return 'User Pool Authorization';
  return isOpenIdConnect(identity) ? 'Open ID Connect Authorization' : 'API Key Authorization';
};
