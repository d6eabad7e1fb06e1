import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

/** Reading one secret, as a function does when it starts. The key that encrypts it is Secrets Manager's own, which needs no grant. */
export const readingSecret = (arn: string): PolicyStatement =>
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] });

export function grantSecret(role: Role, arn: string): void {
  role.addToPolicy(readingSecret(arn));
}
