import { Stack } from 'aws-cdk-lib';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

/** What services tell subscribers by: IAM-only fields that read what they tell from the log (docs/adr/0017). */
export const publishingFields = [
  'publishMessage',
  'publishMessageUpdate',
  'endSessionDelivery',
  'endPresenceDelivery',
  'publishPresence',
  'publishCallEvent',
  'publishIncomingCall',
  'endCallDelivery',
] as const;

/**
 * Lets the role call exactly these mutations. Fields inside what they return need no permission of their own: the schema
 * opens those types to IAM.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html (AWS_IAM authorization, fine-grained control)
 */
export function grantPublishing(role: Role, api: CfnGraphQLApi): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['appsync:GraphQL'],
      resources: publishingFields.map((field) =>
        Stack.of(role).formatArn({
          service: 'appsync',
          resource: 'apis',
          resourceName: `${api.attrApiId}/types/Mutation/fields/${field}`,
        }),
      ),
    }),
  );
}
