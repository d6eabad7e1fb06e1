import type { CallRecordings, RecordedChannel, RecorderStatus } from '../../application/ports/call-recordings.ts';
import { RecorderBusy, RecorderRefused } from '../../application/ports/call-recordings.ts';
import type { RecorderHandle } from '../../domain/video-call/recording.ts';
import { recordedFiles } from './recorded-files.ts';
import type { AgoraAnswer, AgoraRest } from './rest.ts';
import type { AgoraProject } from './rtc-token.ts';
import { rtcToken } from './rtc-token.ts';

/** Where Agora puts what it records. https://docs.agora.io/en/cloud-recording/reference/region-vendor */
export interface RecordingStorage {
  /** 1 is Amazon S3. */
  readonly vendor: number;
  readonly region: number;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Codes of the service: https://docs.agora.io/en/cloud-recording/reference/common-errors */
const repeatedStop = 49;
const stillUploading = 50;
const noFiles = 435;
const exiting = 501;
/** Something with this resource runs or starts already. */
const underWay = new Set([7, 53]);

/** After this long without anyone in the channel the recorder leaves by itself, in seconds. */
const maxIdleTime = 30;
/** A recorder that has to be found first takes a moment. */
const startTimeoutMs = 6_000;
/** A stop is answered once the files are in the store; the service itself waits 20 seconds for that. */
const stopTimeoutMs = 21_000;

const ended = 8;
const brokenOff = 20;

/**
 * Agora Cloud Recording in composite mode: one recording of all who are in the channel.
 * https://docs.agora.io/en/cloud-recording/reference/restful-api
 */
export class AgoraCallRecordings implements CallRecordings {
  readonly isAvailable = true;
  readonly #project: AgoraProject;
  readonly #storage: RecordingStorage;
  readonly #rest: AgoraRest;

  constructor(project: AgoraProject, storage: RecordingStorage, rest: AgoraRest) {
    this.#project = project;
    this.#storage = storage;
    this.#rest = rest;
  }

  async prepare(recorded: RecordedChannel): Promise<string> {
    const doing = 'prepare the recording';
    const answer = await this.#rest.send({
      method: 'POST',
      path: `${this.#base}/acquire`,
      body: { ...namesOf(recorded), clientRequest: { resourceExpiredHour: 24, scene: 0 } },
      isRepeatable: true,
    });
    return textIn(doing, answered(doing, answer), 'resourceId');
  }

  async start(recorded: RecordedChannel, resourceId: string): Promise<string> {
    const doing = 'start the recording';
    const { channel, uid, path } = recorded;
    const answer = await this.#rest.send({
      method: 'POST',
      path: `${this.#base}/resourceid/${encodeURIComponent(resourceId)}/mode/mix/start`,
      body: {
        ...namesOf(recorded),
        clientRequest: {
          token: rtcToken(this.#project, { channel, uid }),
          recordingConfig: { maxIdleTime, streamTypes: 2, channelType: 0 },
          recordingFileConfig: { avFileType: ['hls', 'mp4'] },
          storageConfig: { ...this.#storage, fileNamePrefix: path },
        },
      },
      // A second start may record a second time: what came of the first is for a notice to say.
      isRepeatable: false,
      timeoutMs: startTimeoutMs,
    });
    if (answer.kind === 'refused' && answer.code !== undefined && underWay.has(answer.code)) {
      throw new RecorderBusy(doing, answer.why);
    }
    return textIn(doing, answered(doing, answer), 'sid');
  }

  async stop(recorded: RecordedChannel, handle: RecorderHandle): Promise<RecorderStatus> {
    const doing = 'stop the recording';
    const answer = await this.#rest.send({
      method: 'POST',
      path: `${this.#of(handle)}/stop`,
      body: { ...namesOf(recorded), clientRequest: { async_stop: false } },
      // Whoever looks next stops it again: here somebody waits.
      isRepeatable: false,
      timeoutMs: stopTimeoutMs,
    });
    const status = isOver(answer);
    if (status !== undefined) return status;
    const response = serverResponse(doing, answered(doing, answer));
    if (response['uploadingStatus'] !== 'uploaded') return { kind: 'stopped' };
    return { kind: 'uploaded', files: recordedFiles(response['fileList']) };
  }

  async status(handle: RecorderHandle): Promise<RecorderStatus> {
    const doing = 'ask about the recording';
    const answer = await this.#rest.send({ method: 'GET', path: `${this.#of(handle)}/query`, isRepeatable: true });
    const over = isOver(answer);
    if (over !== undefined) return over;
    const { status } = serverResponse(doing, answered(doing, answer));
    return { kind: status === ended || status === brokenOff ? 'stopped' : 'running' };
  }

  get #base(): string {
    return `/v1/apps/${this.#project.appId}/cloud_recording`;
  }

  #of({ resourceId, sid }: RecorderHandle): string {
    return `${this.#base}/resourceid/${encodeURIComponent(resourceId)}/sid/${encodeURIComponent(sid)}/mode/mix`;
  }
}

/** Every request about a recording names the same two; the number is a text here. */
const namesOf = ({ channel, uid }: RecordedChannel) => ({ cname: channel, uid: `${uid}` });

/** What a refusal says about a recording that is over; `undefined` for any other answer. */
function isOver(answer: AgoraAnswer): RecorderStatus | undefined {
  if (answer.kind !== 'refused') return undefined;
  if (answer.code === noFiles) return { kind: 'noFiles' };
  if (answer.code === repeatedStop || answer.code === stillUploading || answer.code === exiting) {
    return { kind: 'stopped' };
  }
  // Once it has ended, the service knows nothing of it any more.
  return answer.status === 404 ? { kind: 'unknown' } : undefined;
}

/** @throws {RecorderBusy} @throws {RecorderRefused} */
function answered(doing: string, answer: AgoraAnswer): Readonly<Record<string, unknown>> {
  if (answer.kind === 'answered') return answer.body;
  throw answer.kind === 'busy' ? new RecorderBusy(doing, answer.why) : new RecorderRefused(doing, answer.why);
}

function textIn(doing: string, body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new RecorderBusy(doing, `the answer has no ${field}`);
}

function serverResponse(doing: string, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const response = body['serverResponse'];
  if (typeof response === 'object' && response !== null) return Object.fromEntries(Object.entries(response));
  throw new RecorderBusy(doing, 'the answer has no serverResponse');
}
