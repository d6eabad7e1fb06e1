/**
 * What AppSync predefines in every schema and a schema file therefore leaves out. Never deployed; code generation and
 * tests read it from here, too.
 * Source: "Scalar types in AWS AppSync" and "Authorization" in the AppSync developer guide.
 */
export const PRELUDE = /* GraphQL */ `
  "A date with optional offset: 1970-01-01Z"
  scalar AWSDate
  "A time with optional offset: 12:30:00.000+05:30"
  scalar AWSTime
  "A date and time with offset: 1970-01-01T12:30:00.000Z"
  scalar AWSDateTime
  "Seconds since 1970-01-01T00:00Z"
  scalar AWSTimestamp
  scalar AWSEmail
  "JSON as a string"
  scalar AWSJSON
  scalar AWSURL
  scalar AWSPhone
  scalar AWSIPAddress

  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION | OBJECT
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
  directive @aws_oidc on FIELD_DEFINITION | OBJECT
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_api_key on FIELD_DEFINITION | OBJECT
  directive @aws_lambda on FIELD_DEFINITION | OBJECT
`;
