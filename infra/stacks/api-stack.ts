import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Agora } from '../constructs/agora.ts';
import { CallDashboard } from '../constructs/call-dashboard.ts';
import { CallNotices } from '../constructs/call-notices.ts';
import { CallService } from '../constructs/call-service.ts';
import { BusEventType } from '../../domain/vocabulary/bus-events.ts';
import { ChatService } from '../constructs/chat-service.ts';
import { DataSources } from '../constructs/data-sources.ts';
import { Fields } from '../constructs/fields.ts';
import { FileWork } from '../constructs/file-work.ts';
import { FileService } from '../constructs/file-service.ts';
import { GraphqlApi } from '../constructs/graphql-api.ts';
import { LessonEvents } from '../constructs/lesson-events.ts';
import { Notifications } from '../constructs/notifications.ts';
import { SideWork } from '../constructs/side-work.ts';
import { outputs, stackNames } from '../naming.ts';
import type { StageSettings } from '../stages.ts';
import type { StateStack } from './state-stack.ts';

/** The API and the services behind it. It holds nothing that cannot be made again from this repository. */
export class ApiStack extends Stack {
  constructor(
    scope: Construct,
    options: {
      readonly root: string;
      readonly stage: StageSettings;
      readonly state: StateStack;
      readonly bundles: ReadonlyMap<string, string>;
      /** Where resolver code is put for the cloud assembly to take. */
      readonly codeDir: string;
    },
  ) {
    const { root, stage, state, bundles, codeDir } = options;
    super(scope, stackNames(stage.name).api, {
      description: `Parley (${stage.name}): GraphQL API and services`,
      terminationProtection: stage.keepsData,
    });
    const { tables, userPool, userPoolClient } = state;

    const schema = readFileSync(join(root, 'schema.graphql'), 'utf8');
    const graphql = new GraphqlApi(this, 'Graphql', { schema, stage, tables, userPool, userPoolClient });
    const { api } = graphql;
    const buckets = state.files;
    const fileWork = new FileWork(this, 'FileWork', { root, stage, tables, api, buckets });
    const agora = new Agora(this, 'Agora');
    const notifications = new Notifications(this, 'Notifications', { root, stage, tables, api, userPool });
    const calling = { agora, buckets, fileWork, notifications };
    const services = {
      CallService: new CallService(this, 'CallService', { root, stage, tables, api, ...calling }).handler,
      ChatService: new ChatService(this, 'ChatService', { root, stage, tables, api }).handler,
      FileService: new FileService(this, 'FileService', {
        root,
        stage,
        tables,
        api,
        buckets,
        delivery: state.fileDelivery,
        work: fileWork,
      }).handler,
    };
    const dataSources = new DataSources(this, 'DataSources', { api, tables, services });
    new LessonEvents(this, 'LessonEvents', { root, stage, tables, api });
    const sideWork = new SideWork(this, 'SideWork', { root, stage, tables, api });
    sideWork.deliver('Released', 'Messages let go of their files', { type: BusEventType.AttachmentReleased }, fileWork);
    agora.runsCalls(sideWork.events);
    const callNotices = new CallNotices(this, 'CallNotices', { root, stage, tables, api, agora });
    new CallDashboard(this, 'CallDashboard');
    new Fields(this, 'Fields', { api, schema: graphql.schema, dataSources, bundles, codeDir });

    new CfnOutput(this, outputs.apiUrl, { value: graphql.api.attrGraphQlUrl });
    new CfnOutput(this, outputs.realtimeUrl, { value: graphql.api.attrRealtimeUrl });
    new CfnOutput(this, outputs.userPoolId, { value: userPool.userPoolId });
    new CfnOutput(this, outputs.userPoolClientId, { value: userPoolClient.userPoolClientId });
    new CfnOutput(this, outputs.region, { value: this.region });
    new CfnOutput(this, outputs.agoraWebhookUrl, { value: callNotices.url });
  }
}
