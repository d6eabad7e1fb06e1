import { beforeAll, describe, expect, it } from 'vitest';
import { codeOfFunction, functions, type DataSourceName } from '../../resolvers/manifest.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import { grantedOnTables, roleOfDataSource, statementsOf } from './granted.ts';
import { sendable } from './sendable.ts';
import { at, list, root, synthesise, synthesisTime, target, type Synthesised } from './synthesise.ts';

const onTables = [
  ['Chat', 'chat'],
  ['Guards', 'guards'],
] as const;

describe('permissions on AWS', () => {
  let stacks: readonly Synthesised[];
  let api: Synthesised;
  let bundles: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const synthesised = await synthesise('prod');
    api = synthesised.api;
    stacks = [synthesised.state, api];
    bundles = await bundleResolvers({ root, entries: Object.keys(functions).map(codeOfFunction) });
  }, synthesisTime);

  it.each(onTables)('let the data source %s do what its functions can send, and nothing else', (source, table) => {
    const own = Object.entries<{ readonly dataSource: DataSourceName }>(functions)
      .filter(([, { dataSource }]) => dataSource === source)
      .map(([name]) => bundles.get(codeOfFunction(name))!);
    const needed = new Set(own.flatMap((code) => [...sendable(code, table)]));

    expect(grantedOnTables(api, roleOfDataSource(api, source))).toEqual([...needed].sort());
  });

  it('let the data source ChatService call one function and do nothing else', () => {
    const [only, ...others] = statementsOf(api, roleOfDataSource(api, 'ChatService'));
    expect(others).toEqual([]);
    expect(only!.actions).toEqual(['lambda:InvokeFunction']);
    expect(only!.resources.map((resource) => at(resource, 'Fn::GetAtt', 1))).toEqual(['Arn']);
  });

  it('are given by roles that only this API can take on', () => {
    for (const source of ['Chat', 'Guards', 'ChatService']) {
      const roleId = roleOfDataSource(api, source);
      const role = api.resources.find(({ id }) => id === roleId)!;
      const trust = list(at(role.properties, 'AssumeRolePolicyDocument', 'Statement'));
      expect(trust.map((statement) => at(statement, 'Principal'))).toEqual([{ Service: 'appsync.amazonaws.com' }]);
      const arn = list(at(trust[0], 'Condition', 'ArnEquals', 'aws:SourceArn', 'Fn::Join', 1));
      expect(target(arn.at(-1))).toBe(api.ofType('AWS::AppSync::GraphQLApi')[0]!.id);
    }
  });

  it('hold no wildcard but for tracing, which has no resources', () => {
    for (const stack of stacks) {
      for (const role of stack.ofType('AWS::IAM::Role')) {
        for (const { effect, actions, resources } of statementsOf(stack, role.id)) {
          expect(effect).toBe('Allow');
          expect(actions.join()).not.toContain('*');
          if (JSON.stringify(resources).includes('*')) {
            expect(actions.filter((action) => !action.startsWith('xray:Put'))).toEqual([]);
          }
        }
      }
    }
  });

  it("lean on no policy of AWS's, which nobody here reviews", () => {
    for (const role of api.ofType('AWS::IAM::Role')) {
      expect(at(role.properties, 'ManagedPolicyArns')).toBeUndefined();
      expect(at(role.properties, 'Policies')).toBeUndefined();
    }
  });

  it('open nothing to everyone', () => {
    const types = stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
    for (const open of ['AWS::Lambda::Url', 'AWS::AppSync::ApiKey', 'AWS::S3::Bucket']) {
      expect(types).not.toContain(open);
    }
    for (const { properties } of stacks.flatMap(({ resources }) => resources)) {
      const statements = list(at(properties, 'PolicyDocument', 'Statement'));
      const allowing = statements.filter((statement) => at(statement, 'Effect') !== 'Deny');
      const all = statements.length > 0 ? allowing : properties;
      expect(JSON.stringify(all)).not.toMatch(/"Principal":("\*"|\{"AWS":"\*"\})/);
    }
  });

  it('let one rule of ours call one function, and no other outsider call any', () => {
    const permissions = stacks.flatMap((stack) => stack.ofType('AWS::Lambda::Permission'));
    expect(permissions.map(({ properties }) => properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^LessonEventsHandler/), 'Arn'] },
        SourceArn: { 'Fn::GetAtt': [api.ofType('AWS::Events::Rule')[0]!.id, 'Arn'] },
      },
    ]);
  });
});
