import { getIntrospectionQuery } from 'graphql';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { outputs } from '../../infra/naming.ts';
import { deepestPath, depthOfQuery } from './depth.ts';
import { at, root, synthesise, synthesisTime, target, type Json, type Synthesised } from './synthesise.ts';

describe('the API on AWS', () => {
  let dev: Synthesised;
  let prod: Synthesised;
  let schema: string;
  beforeAll(async () => {
    dev = (await synthesise('dev')).api;
    prod = (await synthesise('prod')).api;
    schema = await readFile(join(root, 'schema.graphql'), 'utf8');
  }, synthesisTime);
  const api = (stack: Synthesised): Json => {
    const [only, ...others] = stack.ofType('AWS::AppSync::GraphQLApi');
    expect(others).toEqual([]);
    return only!.properties;
  };

  it('has the schema of the repository, character for character', () => {
    expect(dev.ofType('AWS::AppSync::GraphQLSchema').map(({ properties }) => at(properties, 'Definition'))).toEqual([
      schema,
    ]);
  });

  it('is for signed-in users of our own client', () => {
    expect(at(api(dev), 'AuthenticationType')).toBe('AMAZON_COGNITO_USER_POOLS');
    expect(at(api(dev), 'UserPoolConfig', 'DefaultAction')).toBe('ALLOW');
    expect(at(api(dev), 'UserPoolConfig', 'AppIdClientRegex')).toEqual({
      'Fn::ImportValue': expect.stringContaining('UserPoolClient') as string,
    });
  });

  it('also knows IAM, for the back end, and no keys that anyone could copy', () => {
    expect(at(api(dev), 'AdditionalAuthenticationProviders')).toEqual([{ AuthenticationType: 'AWS_IAM' }]);
    expect(dev.ofType('AWS::AppSync::ApiKey')).toEqual([]);
  });

  it('tells the resolvers where the tables are, and how many messages a minute may bring', () => {
    expect(at(api(dev), 'EnvironmentVariables')).toEqual({
      [tableSettings.chat]: { 'Fn::ImportValue': expect.stringContaining('TablesChat') as string },
      [tableSettings.guards]: { 'Fn::ImportValue': expect.stringContaining('TablesGuards') as string },
      MESSAGES_PER_MINUTE: String(Limits.messagesPerMinute),
    });
  });

  it.each(['dev', 'prod'] as const)('logs failed fields in %s without what people wrote', (stage) => {
    const stack = stage === 'dev' ? dev : prod;
    expect(at(api(stack), 'LogConfig')).toMatchObject({ FieldLogLevel: 'ERROR', ExcludeVerboseContent: true });
  });

  it('logs to a group that forgets after a while', () => {
    const groups = dev.ofType('AWS::Logs::LogGroup');
    const own = groups.find(({ properties }) =>
      JSON.stringify(at(properties, 'LogGroupName')).includes('/aws/appsync/'),
    );
    expect(at(own?.properties, 'LogGroupName', 'Fn::Join', 1, 0)).toBe('/aws/appsync/apis/');
    for (const { properties } of groups) expect(at(properties, 'RetentionInDays')).toBe(14);
  });

  it('keeps its logs when the stack goes in prod, and only there', () => {
    const fates = (stack: Synthesised) =>
      stack.ofType('AWS::Logs::LogGroup').map(({ deletionPolicy }) => deletionPolicy);
    expect(new Set(fates(prod))).toEqual(new Set(['Retain']));
    expect(new Set(fates(dev))).toEqual(new Set(['Delete']));
  });

  it('is traced', () => {
    expect(at(api(prod), 'XrayEnabled')).toBe(true);
  });

  it('describes itself in dev, and not in prod', () => {
    expect(at(api(dev), 'IntrospectionConfig')).toBe('ENABLED');
    expect(at(api(prod), 'IntrospectionConfig')).toBe('DISABLED');
  });

  it('runs the deepest query that the schema allows, and in dev the introspection query', () => {
    expect(deepestPath(schema)).toBeLessThanOrEqual(Number(at(api(prod), 'QueryDepthLimit')));
    expect(depthOfQuery(getIntrospectionQuery())).toBeLessThanOrEqual(Number(at(api(dev), 'QueryDepthLimit')));
  });

  it('runs a full page of sessions with an unread count each, and not many times that', () => {
    const limit = Number(at(api(prod), 'ResolverCountLimit'));
    expect(limit).toBeGreaterThanOrEqual(1 + Limits.sessionsPage);
    expect(limit).toBeLessThanOrEqual(3 * Limits.sessionsPage);
  });

  it('says what a front end needs to connect', () => {
    const value = (name: string) => at(dev.outputs[name], 'Value');
    expect(at(value(outputs.apiUrl), 'Fn::GetAtt', 1)).toBe('GraphQLUrl');
    expect(at(value(outputs.realtimeUrl), 'Fn::GetAtt', 1)).toBe('RealtimeUrl');
    expect(target(value(outputs.region))).toBe('AWS::Region');
    expect(at(value(outputs.userPoolId), 'Fn::ImportValue')).toContain('UserPool');
    expect(at(value(outputs.userPoolClientId), 'Fn::ImportValue')).toContain('UserPoolClient');
    expect(Object.keys(dev.outputs).sort()).toEqual(Object.values(outputs).slice().sort());
  });
});
