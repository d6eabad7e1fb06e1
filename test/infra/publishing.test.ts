import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../adapters/appsync/operations.ts';
import { publishingFields } from '../../infra/constructs/publishing.ts';
import { theSchema } from '../support/schema.ts';
import { statementsOf } from './granted.ts';
import { at, list, synthesise, synthesisTime, target, textAt, type Synthesised } from './synthesise.ts';

describe('telling subscribers, on AWS', () => {
  const schema = theSchema();
  let api: Synthesised;
  beforeAll(async () => {
    ({ api } = await synthesise('prod'));
  }, synthesisTime);

  const directivesOf = (node: GraphQLObjectType['astNode'] | { readonly directives?: readonly unknown[] }) =>
    (node?.directives ?? []).map((directive) => (directive as { name: { value: string } }).name.value);

  it('is for services alone: no field that they publish by is open to a signed-in user', () => {
    const mutations = schema.getMutationType()?.getFields() ?? {};
    const forIam = Object.values(mutations).filter(({ astNode }) => directivesOf(astNode).includes('aws_iam'));
    expect(forIam.map(({ astNode }) => directivesOf(astNode)).flat()).toEqual(forIam.map(() => 'aws_iam'));
    expect(forIam.map(({ name }) => name).sort()).toEqual(
      [...publishingFields, 'blockChatSession', 'unblockChatSession'].sort(),
    );
    expect(Object.keys(operations).sort()).toEqual([...publishingFields].sort());
  });

  it('reaches all of what it tells: every type of an event is open to users and to services', () => {
    const seen = new Set<GraphQLObjectType>();
    const follow = (type: unknown): void => {
      if (!isObjectType(type) || seen.has(type)) return;
      seen.add(type);
      for (const field of Object.values(type.getFields())) follow(getNamedType(field.type));
    };
    for (const name of publishingFields) {
      const type = schema.getMutationType()?.getFields()[name]?.type;
      follow(type && getNamedType(type));
    }
    expect(seen.size).toBeGreaterThan(10);
    for (const type of seen) {
      expect(directivesOf(type.astNode), type.name).toEqual(['aws_cognito_user_pools', 'aws_iam']);
    }
  });

  /** Those of our functions that know where the API is. */
  const telling = () =>
    api
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => at(properties, 'Environment', 'Variables', 'GRAPHQL_ENDPOINT') !== undefined);

  it('is granted to the functions that have something to tell, on these fields, and to nobody else', () => {
    const apiId = api.ofType('AWS::AppSync::GraphQLApi')[0]!.id;
    expect(
      telling()
        .map(({ id }) => id.replace(/Handler.*$/, ''))
        .sort(),
    ).toEqual([
      'CallNotices',
      'CallService',
      'ChatService',
      'FileService',
      'FileWork',
      'LessonEvents',
      'SideWorkDeliveries',
      'SideWorkEvents',
    ]);
    const own = telling().map(({ properties }) => target(at(properties, 'Role')));
    const granted = api.ofType('AWS::IAM::Role').flatMap(({ id }) =>
      statementsOf(api, id)
        .filter(({ actions }) => actions.some((action) => action.startsWith('appsync:')))
        .map((statement) => ({ id, ...statement })),
    );

    expect(granted.map(({ id }) => id).sort()).toEqual(own.slice().sort());
    for (const { actions, resources } of granted) {
      expect(actions).toEqual(['appsync:GraphQL']);
      const fields = resources.map((resource) => {
        const parts = list(at(resource, 'Fn::Join', 1));
        expect(parts.some((part) => at(part, 'Fn::GetAtt', 0) === apiId && at(part, 'Fn::GetAtt', 1) === 'ApiId')).toBe(
          true,
        );
        return textAt(parts.at(-1));
      });
      expect(fields.slice().sort()).toEqual(publishingFields.map((field) => `/types/Mutation/fields/${field}`).sort());
    }
  });

  it('goes to this API', () => {
    const apiId = api.ofType('AWS::AppSync::GraphQLApi')[0]!.id;
    for (const { properties } of telling()) {
      expect(at(properties, 'Environment', 'Variables', 'GRAPHQL_ENDPOINT')).toEqual({
        'Fn::GetAtt': [apiId, 'GraphQLUrl'],
      });
    }
  });
});
