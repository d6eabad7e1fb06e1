import { at, list, target, textAt, type Json, type Synthesised } from './synthesise.ts';

export interface Statement {
  readonly effect: Json | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly Json[];
}

/** Every statement of a role's policies. */
export function statementsOf(stack: Synthesised, roleId: string): readonly Statement[] {
  return stack
    .ofType('AWS::IAM::Policy')
    .filter(({ properties }) => list(at(properties, 'Roles')).some((role) => target(role) === roleId))
    .flatMap(({ properties }) => list(at(properties, 'PolicyDocument', 'Statement')))
    .map((statement) => ({
      effect: at(statement, 'Effect'),
      actions: list(at(statement, 'Action')).map((action) => textAt(action)),
      resources: list(at(statement, 'Resource')),
    }));
}

/** What reading a stream takes, which is no matter of tables. */
const ofStreams = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((name) => `dynamodb:${name}`);

/** What a role may do on tables, as `<table> <operation>` and `<table>/index/<name> <operation>`, sorted. */
export function grantedOnTables(stack: Synthesised, roleId: string): readonly string[] {
  return statementsOf(stack, roleId)
    .flatMap(({ actions, resources }) =>
      actions
        .filter((action) => action.startsWith('dynamodb:') && !ofStreams.includes(action))
        .flatMap((action) => resources.map((resource) => `${tableOf(resource)} ${action.slice('dynamodb:'.length)}`)),
    )
    .sort();
}

/** The role behind a data source. */
export function roleOfDataSource(stack: Synthesised, name: string): string {
  const source = stack.ofType('AWS::AppSync::DataSource').find(({ properties }) => at(properties, 'Name') === name);
  return target(at(source?.properties, 'ServiceRoleArn'));
}

/** Tables come from the other stack: their logical ids stand in the names of its exports. */
function tableOf(resource: Json): string {
  const [arn, ...rest] = list(at(resource, 'Fn::Join', 1) ?? resource);
  const name = /:ExportsOutputFnGetAttTables(Chat|Guards|People|Calls)[0-9A-F]{8}Arn/.exec(
    textAt(arn, 'Fn::ImportValue'),
  )?.[1];
  if (name === undefined) throw new Error(`unable to name the table of ${JSON.stringify(resource)}`);
  return name.toLowerCase() + rest.map((part) => textAt(part)).join('');
}
