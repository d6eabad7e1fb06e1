import type { CallRecordings } from '../../application/ports/call-recordings.ts';
import type { CallTokens } from '../../application/ports/call-tokens.ts';
import { AgoraCallRecordings } from '../agora/recording-client.ts';
import type { AgoraAnswer, AgoraRequest } from '../agora/rest.ts';
import { AgoraRest } from '../agora/rest.ts';
import type { AgoraSettings } from '../agora/settings.ts';
import { readAgoraSettings } from '../agora/settings.ts';
import { storageRegion } from '../agora/storage-region.ts';
import type { NotExpelled } from '../agora/tokens.ts';
import { AgoraCallTokens } from '../agora/tokens.ts';
import { noRecordings } from '../peer-to-peer/recordings.ts';
import { peerToPeer } from '../peer-to-peer/tokens.ts';
import type { S3Settings } from '../s3/connection.ts';
import { pacing } from './compose-tables.ts';
import type { Environment } from './settings.ts';

/** What reports that someone could not be kept out of a channel. */
export type ReportNotExpelled = (failure: NotExpelled) => void;

/** Calls run on Agora where the environment has a project of theirs, and else from browser to browser. */
export function callTokensOf(environment: Environment, report: ReportNotExpelled): CallTokens {
  const agora = readAgoraSettings(environment);
  if (agora === undefined) return peerToPeer;
  return new AgoraCallTokens(agora, restOf(agora) ?? withoutCustomer, report);
}

/**
 * They are recorded where the environment has a customer of Agora's, and what Agora writes into the bucket of recordings with.
 * @throws {Error} for a region that Agora records to none of.
 */
export function callRecordingsOf(
  environment: Environment,
  { region, buckets }: Pick<S3Settings, 'region' | 'buckets'>,
): CallRecordings {
  const agora = readAgoraSettings(environment);
  if (agora === undefined || agora.storage === null) return noRecordings;
  const rest = restOf(agora);
  if (rest === undefined) return noRecordings;
  const amazonS3 = { vendor: 1, region: storageRegion(region), bucket: buckets.recordings };
  return new AgoraCallRecordings(agora, { ...amazonS3, ...agora.storage }, rest);
}

/** https://docs.agora.io/en/video-calling/reference/restful-authentication */
const restOf = ({ customer, endpoint }: AgoraSettings): AgoraRest | undefined =>
  customer === null
    ? undefined
    : new AgoraRest(
        { baseUrl: endpoint, customerId: customer.id, customerSecret: customer.secret, timeoutMs: 3_000 },
        pacing,
      );

/** Nobody can be kept out by it; their tokens lapse within the hour. */
const withoutCustomer = {
  send: async (_: AgoraRequest): Promise<AgoraAnswer> => ({
    kind: 'refused',
    status: 401,
    code: undefined,
    why: 'AGORA_CUSTOMER_ID is not set',
  }),
};
