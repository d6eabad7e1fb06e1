import type { StageName } from './stages.ts';

/** What a stage's stacks are called, in CloudFormation and on the command line. */
export const stackNames = (stage: StageName) =>
  ({ state: `parley-${stage}-state`, api: `parley-${stage}-api` }) as const;

/** What a front end needs to connect, and Agora to be heard, as outputs of the API stack. */
export const outputs = {
  apiUrl: 'ApiUrl',
  realtimeUrl: 'RealtimeUrl',
  userPoolId: 'UserPoolId',
  userPoolClientId: 'UserPoolClientId',
  region: 'Region',
  agoraWebhookUrl: 'AgoraWebhookUrl',
} as const;

/**
 * What an operator needs to put the private key in place that signs download links, and to make Agora a key that it writes
 * recordings with, as outputs of the state stack.
 */
export const stateOutputs = {
  filesPrivateKey: 'FilesPrivateKeySecretArn',
  recordingWriter: 'RecordingWriterName',
} as const;

/** Where AppSync writes an API's log: the name is AppSync's choice, not ours. */
export const apiLogGroupName = (apiId: string): string => `/aws/appsync/apis/${apiId}`;

/**
 * A logical id from a manifest name: `Mutation.sendMessage` and `functions/readSlots` keep their letters only, since
 * CloudFormation takes no others.
 */
export const logicalIdOf = (entry: string): string =>
  entry
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
