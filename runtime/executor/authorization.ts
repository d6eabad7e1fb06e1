import { isObjectType, Kind, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';
import type { AuthMode, Caller, Json } from '../contract.ts';
import { isJsonArray, isJsonObject } from '../json.ts';
import { FieldFailure } from './failures.ts';

/** The modes a field is open to; for user pools, to these groups only unless `anyone`. */
type FieldRule = ReadonlyMap<AuthMode, 'anyone' | readonly string[]>;

/** Who may have which field, by the schema's `@aws_*` directives: a field's own, else its type's, else the default mode. */
export interface Authorization {
  /** True when the field is open to every caller of the default mode, so that nothing need be checked for them. */
  isPlain(type: string, field: string): boolean;
  /** @throws {FieldFailure} of type `Unauthorized`. */
  demand(type: string, field: string, caller: Caller): void;
}

const MODES: Readonly<Record<string, AuthMode>> = {
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
  aws_oidc: 'OPENID_CONNECT',
  aws_iam: 'AWS_IAM',
  aws_api_key: 'API_KEY',
  aws_lambda: 'AWS_LAMBDA',
};

export function createAuthorization(schema: GraphQLSchema, defaultMode: AuthMode): Authorization {
  const open: FieldRule = new Map([[defaultMode, 'anyone']]);
  const rules = new Map<string, FieldRule>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const ofType = ruleOf([type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []));
    for (const field of Object.values(type.getFields())) {
      const rule = ruleOf(field.astNode?.directives ?? []) ?? ofType;
      if (rule !== undefined) rules.set(`${type.name}.${field.name}`, rule);
    }
  }

  return {
    isPlain: (type, field) => !rules.has(`${type}.${field}`),
    demand(type, field, caller) {
      const name = `${type}.${field}`;
      const allowed = (rules.get(name) ?? open).get(caller.mode);
      const denied = caller.deniedFields?.includes(name) === true;
      if (
        !denied &&
        (allowed === 'anyone' ||
          (allowed !== undefined && groupsOf(caller.identity).some((group) => allowed.includes(group))))
      )
        return;
      throw new FieldFailure({
        errorType: 'Unauthorized',
        message: `Not Authorized to access ${field} on type ${type}`,
      });
    },
  };
}

function ruleOf(directives: readonly ConstDirectiveNode[]): FieldRule | undefined {
  const rule = new Map<AuthMode, 'anyone' | readonly string[]>();
  for (const directive of directives) {
    const mode = MODES[directive.name.value];
    if (mode !== undefined) rule.set(mode, namedGroups(directive) ?? 'anyone');
  }
  return rule.size === 0 ? undefined : rule;
}

function namedGroups(directive: ConstDirectiveNode): readonly string[] | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'cognito_groups')?.value;
  if (value?.kind !== Kind.LIST) return undefined;
  return value.values.flatMap((group) => (group.kind === Kind.STRING ? [group.value] : []));
}

function groupsOf(identity: Json): readonly string[] {
  if (!isJsonObject(identity)) return [];
  const claims = identity['claims'];
  const groups = identity['groups'] ?? (isJsonObject(claims) ? claims['cognito:groups'] : null);
  return isJsonArray(groups) ? groups.filter((group) => typeof group === 'string') : [];
}
