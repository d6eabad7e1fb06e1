import { beforeAll, describe, expect, it } from 'vitest';
import { codeOfFunction, functions, type DataSourceName } from '../../resolvers/manifest.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import { grantedOnTables, roleOfDataSource, statementsOf } from './granted.ts';
import { sendable } from './sendable.ts';
import {
  at,
  list,
  root,
  synthesise,
  synthesisTime,
  target,
  textAt,
  type Json,
  type Synthesised,
} from './synthesise.ts';

const onTables = [
  ['Chat', 'chat'],
  ['Guards', 'guards'],
] as const;
const services = ['ChatService', 'FileService', 'CallService'];

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

  it.each(services)('let the data source %s call one function and do nothing else', (source) => {
    const [only, ...others] = statementsOf(api, roleOfDataSource(api, source));
    expect(others).toEqual([]);
    expect(only!.actions).toEqual(['lambda:InvokeFunction']);
    expect(only!.resources.map((resource) => textAt(resource, 'Fn::GetAtt', 0).replace(/Handler.*$/, ''))).toEqual([
      source,
    ]);
  });

  it('are given by roles that only this API can take on', () => {
    for (const source of ['Chat', 'Guards', ...services]) {
      const roleId = roleOfDataSource(api, source);
      const role = api.resources.find(({ id }) => id === roleId)!;
      const trust = list(at(role.properties, 'AssumeRolePolicyDocument', 'Statement'));
      expect(trust.map((statement) => at(statement, 'Principal'))).toEqual([{ Service: 'appsync.amazonaws.com' }]);
      const arn = list(at(trust[0], 'Condition', 'ArnEquals', 'aws:SourceArn', 'Fn::Join', 1));
      expect(target(arn.at(-1))).toBe(api.ofType('AWS::AppSync::GraphQLApi')[0]!.id);
    }
  });

  it('hold no wildcard but for what has no resources, and at the end of what is named by others', () => {
    const wide = new Set<string>();
    for (const stack of stacks) {
      for (const role of stack.ofType('AWS::IAM::Role')) {
        for (const { effect, actions, resources } of statementsOf(stack, role.id)) {
          expect(effect).toBe('Allow');
          expect(actions.join()).not.toContain('*');
          for (const resource of resources.filter((one) => JSON.stringify(one).includes('*'))) {
            const end = list(at(resource, 'Fn::Join', 1) ?? resource).at(-1);
            for (const action of actions) wide.add(`${action.split(':')[0]} ${textAt(end)}`);
          }
        }
      }
    }
    expect([...wide].sort()).toEqual([
      'events :rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
      's3 /*',
      's3 /held/*',
      'sns /*',
      'xray *',
    ]);
  });

  it("lean on no policy of AWS's, which nobody here reviews", () => {
    for (const role of api.ofType('AWS::IAM::Role')) {
      expect(at(role.properties, 'ManagedPolicyArns')).toBeUndefined();
      expect(at(role.properties, 'Policies')).toBeUndefined();
    }
  });

  it('open nothing to everyone but the address of notices of calls, each of which proves where it is from', () => {
    const resources = stacks.flatMap((stack) => stack.resources);
    expect(resources.filter(({ type }) => type === 'AWS::AppSync::ApiKey')).toEqual([]);
    const addresses = resources.filter(({ type }) => type === 'AWS::Lambda::Url');
    expect(addresses.map(({ properties }) => target(at(properties, 'TargetFunctionArn')))).toEqual([
      expect.stringMatching(/^CallNotices/),
    ]);
    for (const { type, properties } of resources) {
      const statements = list(at(properties, 'PolicyDocument', 'Statement'));
      const allowing = statements.filter((statement) => at(statement, 'Effect') !== 'Deny');
      const all = statements.length > 0 ? allowing : properties;
      if (type === 'AWS::Lambda::Permission' && isOfAddress(properties)) continue;
      expect(JSON.stringify(all)).not.toMatch(/"Principal":("\*"|\{"AWS":"\*"\})/);
    }
  });

  it('let rules of ours call the functions that they are for, and no other outsider call any', () => {
    const rules = new Map(api.ofType('AWS::Events::Rule').map((rule) => [rule.id, rule.properties]));
    const permissions = stacks.flatMap((stack) => stack.ofType('AWS::Lambda::Permission'));
    const byAddress = permissions.filter(({ properties }) => isOfAddress(properties));
    for (const { properties } of byAddress) {
      expect(target(at(properties, 'FunctionName'))).toMatch(/^CallNotices/);
      expect(textAt(properties, 'Action')).toMatch(/^lambda:Invoke(FunctionUrl|Function)$/);
    }
    const called = permissions
      .filter((permission) => !byAddress.includes(permission))
      .map(({ properties }) => {
        expect(properties).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' });
        const [rule, handler] = [target(at(properties, 'SourceArn')), target(at(properties, 'FunctionName'))];
        expect(list(at(rules.get(rule), 'Targets')).map((one) => target(at(one, 'Arn')))).toContain(handler);
        return `${rule.replace(/[0-9A-F]{8}$/, '')} calls ${handler.replace(/Handler.*$/, '')}`;
      });
    expect(called.sort()).toEqual([
      'CallServiceLook calls CallService',
      'FileWorkOrphans calls FileWork',
      'FileWorkSweep calls FileWork',
      'LessonEventsRule calls LessonEvents',
      'NotificationsEachMinute calls NotificationsDue',
    ]);
  });
});

/** Whether a permission is for calls by a function's own address, and for no others. */
const isOfAddress = (permission: Json): boolean =>
  at(permission, 'FunctionUrlAuthType') === 'NONE' || at(permission, 'InvokedViaFunctionUrl') === true;
