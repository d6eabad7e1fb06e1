import { CfnCondition, CfnParameter, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import type { CfnParameterProps, ICfnRuleConditionExpression } from 'aws-cdk-lib';
import { CfnPolicy, Policy, type PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A pattern of CloudFormation that an empty value passes, too. */
export const orEmpty = (form: string): string => `^$|^${form}$`;

/** Of a parameter that is the ARN of a secret. */
export const secretArn = orEmpty('arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+');

export const isSet = ({ valueAsString }: CfnParameter): ICfnRuleConditionExpression =>
  Fn.conditionNot(Fn.conditionEquals(valueAsString, ''));

/** A parameter that is empty unless whoever deploys says otherwise: in the stack itself, so that they type its name as it stands. */
export const optionalParameter = (
  scope: Construct,
  name: string,
  description: string,
  form: CfnParameterProps = {},
): CfnParameter => new CfnParameter(Stack.of(scope), name, { type: 'String', default: '', description, ...form });

/** Refuses a deployment that has the one without the others. */
export function together(
  scope: Construct,
  id: string,
  when: ICfnRuleConditionExpression,
  needed: readonly CfnParameter[],
): void {
  new CfnRule(scope, id, {
    ruleCondition: when,
    assertions: needed.map((one) => ({ assert: isSet(one), assertDescription: `${one.node.id} is missing` })),
  });
}

/** A right that a role has together with the parameter that says what it is about, and loses with it. */
export function allowWhen(
  scope: Construct,
  id: string,
  when: ICfnRuleConditionExpression,
  role: Role,
  statements: readonly PolicyStatement[],
): CfnCondition {
  const condition = new CfnCondition(scope, `${id}IsSet`, { expression: when });
  allowUnder(scope, id, condition, role, statements);
  return condition;
}

/** The same under a condition that there is already: CloudFormation warns of two that say the same. */
export function allowUnder(
  scope: Construct,
  id: string,
  condition: CfnCondition,
  role: Role,
  statements: readonly PolicyStatement[],
): void {
  const policy = new Policy(scope, id, { statements: [...statements], roles: [role] });
  const resource = policy.node.defaultChild;
  if (!(resource instanceof CfnPolicy)) throw new Error('unable to synthesise; the policy has no resource of its own');
  resource.cfnOptions.condition = condition;
}
