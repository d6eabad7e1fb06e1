import { describe, expect, it } from 'vitest';
import type { Caller } from '../contract.ts';
import { ann, executorOf, gives, query } from './test-kit.ts';

const executor = executorOf({
  schema: `
    type Query { open: Post keyed: Int @aws_api_key tutors: Int @aws_cognito_user_pools(cognito_groups: ["tutors"]) both: Both shared: Both @aws_iam old: Int @aws_auth(cognito_groups: ["admins"]) }
    type Mutation { publish: Post @aws_iam act: Int }
    type Post { id: ID inner: Int @aws_iam plain: Int }
    type Both @aws_iam @aws_cognito_user_pools { id: ID keyed: Int @aws_api_key }
    type Subscription { onPublished: Post @aws_subscribe(mutations: ["publish"]) secret: Post @aws_iam }
  `,
  resolvers: {
    'Query.open': gives('{ id: "1", inner: 2, plain: 3 }'),
    'Query.keyed': gives('1'),
    'Query.tutors': gives('1'),
    'Query.old': gives('1'),
    'Query.shared': gives('{ id: "1", keyed: 2 }'),
    'Query.both': gives('{ id: "1", keyed: 2 }'),
    'Mutation.publish': gives('{ id: "1", inner: 2 }'),
    'Mutation.act': gives('1'),
  },
});
const service: Caller = { mode: 'AWS_IAM', identity: { userArn: 'arn:x' } };
const unauthorized = (field: string, type: string) => ({
  data: null,
  errorType: 'Unauthorized',
  errorInfo: null,
  message: `Not Authorized to access ${field} on type ${type}`,
});

describe('authorisation by directive', () => {
  it('opens fields without directives to the default mode only', async () => {
    expect(await query(executor, '{ open { id plain } }')).toEqual({ data: { open: { id: '1', plain: 3 } } });
    expect(await query(executor, '{ open { id } }', {}, service)).toEqual({
      data: { open: null },
      errors: [
        { path: ['open'], locations: [{ line: 1, column: 3, sourceName: null }], ...unauthorized('open', 'Query') },
      ],
    });
  });

  it('closes a field to modes that its directives do not name, before its resolver runs', async () => {
    expect(await query(executor, 'mutation { publish { id } act }')).toMatchObject({
      data: { publish: null, act: 1 },
      errors: [unauthorized('publish', 'Mutation')],
    });
  });

  it('looks at the fields of what is returned, too', async () => {
    expect(await query(executor, '{ open { id inner } }')).toMatchObject({
      data: { open: { id: '1', inner: null } },
      errors: [unauthorized('inner', 'Post')],
    });
    expect(await query(executor, 'mutation { publish { id inner } }', {}, service)).toMatchObject({
      data: { publish: { id: null, inner: 2 } },
      errors: [unauthorized('id', 'Post')],
    });
  });

  it('opens a type to the modes its directives name', async () => {
    expect(await query(executor, '{ shared { id } }', {}, service)).toEqual({ data: { shared: { id: '1' } } });
  });

  it('takes a field’s own directives before those of its type', async () => {
    expect(await query(executor, '{ both { id keyed } }')).toMatchObject({
      data: { both: { id: '1', keyed: null } },
      errors: [unauthorized('keyed', 'Both')],
    });
  });

  it('asks for one of the named groups', async () => {
    const student: Caller = { ...ann, identity: { sub: 's', groups: ['students'] } };
    const byClaim: Caller = { ...ann, identity: { sub: 't', claims: { 'cognito:groups': ['tutors'] } } };
    expect(await query(executor, '{ tutors }')).toEqual({ data: { tutors: 1 } });
    expect(await query(executor, '{ tutors }', {}, byClaim)).toEqual({ data: { tutors: 1 } });
    expect(await query(executor, '{ tutors old }', {}, student)).toMatchObject({
      data: { tutors: null, old: null },
      errors: [unauthorized('tutors', 'Query'), unauthorized('old', 'Query')],
    });
  });

  it('honours the fields that a Lambda authorizer denied', async () => {
    const caller: Caller = { ...ann, deniedFields: ['Post.plain', 'Mutation.act'] };
    expect(await query(executor, '{ open { id plain } }', {}, caller)).toMatchObject({
      data: { open: { id: '1', plain: null } },
    });
    expect(await query(executor, 'mutation { act }', {}, caller)).toMatchObject({
      data: { act: null },
      errors: [unauthorized('act', 'Mutation')],
    });
  });

  it('holds for subscriptions', async () => {
    expect(await executor.subscribe({ query: 'subscription { onPublished { id } }' }, ann, {})).toMatchObject({
      plan: { field: 'onPublished' },
    });
    expect(await executor.subscribe({ query: 'subscription { secret { id } }' }, ann, {})).toMatchObject({
      errors: [unauthorized('secret', 'Subscription')],
    });
  });
});
