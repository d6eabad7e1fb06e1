import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server received it. */
export interface AgoraCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the server answers instead of what it would. */
export type Trouble =
  | { readonly status: number; readonly body: string }
  /** Does what was asked for, and hangs up. */
  | 'answerLost'
  /** Hangs up. */
  | 'unreachable';

interface Resource {
  readonly cname: unknown;
  readonly uid: unknown;
  sid?: string;
  isOver?: boolean;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/**
 * Cloud Recording and channel management as Agora documents them: a resource for one recording, requests that must name the
 * channel and number of the first, refusals with a code of the service or a message of the gateway, 404 after the end.
 */
export class AgoraServer {
  readonly calls: AgoraCall[] = [];
  /** Of the next requests to paths that end so, in order. */
  readonly troubles: { readonly endsWith: string; readonly trouble: Trouble }[] = [];
  uploadingStatus: 'uploaded' | 'backuped' | 'unknown' = 'uploaded';
  fileList: unknown = [
    { fileName: 'recordings/one/sid_channel_0.mp4', isPlayable: true, trackType: 'audio_and_video' },
  ];
  status = 5;
  readonly #resources = new Map<string, Resource>();
  readonly #server = createServer((request, response) => {
    void this.#serve(request).then((answer) => {
      if (answer === undefined) request.socket.destroy();
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  readonly #authorization: string;
  readonly #appId: string;

  private constructor(appId: string, customerId: string, customerSecret: string) {
    this.#appId = appId;
    this.#authorization = `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString('base64')}`;
  }

  static async open(appId: string, customerId: string, customerSecret: string): Promise<AgoraServer> {
    const server = new AgoraServer(appId, customerId, customerSecret);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The id of the recording that was started last. */
  get lastSid(): string | undefined {
    return [...this.#resources.values()].findLast(({ sid }) => sid !== undefined)?.sid;
  }

  /** Where files of what was started last are put, as it was asked for. */
  get prefix(): string {
    const { body } = this.calls.findLast(({ path }) => path.endsWith('/start')) ?? {};
    const prefix = record(record(record(body)['clientRequest'])['storageConfig'])['fileNamePrefix'];
    return Array.isArray(prefix) ? `${prefix.join('/')}/` : '';
  }

  /** The recorders leave by themselves, as they do when nobody is in the channel. */
  endAll(): void {
    for (const resource of this.#resources.values()) resource.isOver = true;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage): Promise<{ status: number; body: string } | undefined> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const { method = '', url: path = '', headers } = request;
    const body = record(text === '' ? {} : JSON.parse(text));
    this.calls.push({
      method,
      path,
      authorization: headers.authorization,
      contentType: headers['content-type'],
      body,
    });
    const next = this.troubles.findIndex(({ endsWith }) => path.endsWith(endsWith));
    const [{ trouble } = { trouble: undefined }] = next === -1 ? [] : this.troubles.splice(next, 1);
    if (trouble === 'unreachable') return undefined;
    if (trouble !== undefined && trouble !== 'answerLost') return trouble;
    if (headers.authorization !== this.#authorization) return json(401, { message: 'Unauthorized' });
    const answer = this.#answer(method, path, body);
    return trouble === 'answerLost' ? undefined : answer;
  }

  #answer(method: string, path: string, body: Readonly<Record<string, unknown>>): { status: number; body: string } {
    if (method === 'POST' && path === '/dev/v1/kicking-rule') return json(200, { status: 'success', id: 1953 });
    const base = `/v1/apps/${this.#appId}/cloud_recording`;
    if (method === 'POST' && path === `${base}/acquire`) return this.#acquire(body);
    const [, resourceId = '', , sid, act = ''] =
      /\/resourceid\/([^/]+)(\/sid\/([^/]+))?\/mode\/mix\/(start|query|stop)$/.exec(path) ?? [];
    const resource = path.startsWith(base) ? this.#resources.get(decodeURIComponent(resourceId)) : undefined;
    if (resource === undefined) return json(404, { message: 'no Route matched with those values' });
    if (act === 'start') return this.#start(resourceId, resource, body);
    if (resource.sid !== sid || resource.isOver === true)
      return json(404, { code: 404, reason: 'failed to find worker' });
    if (act === 'query') return json(200, { resourceId, sid, serverResponse: { status: this.status } });
    if (body['cname'] !== resource.cname || body['uid'] !== resource.uid)
      return json(400, { code: 432, reason: 'mismatch' });
    resource.isOver = true;
    const { fileList, uploadingStatus } = this;
    return json(200, { resourceId, sid, serverResponse: { fileListMode: 'json', fileList, uploadingStatus } });
  }

  #acquire({ cname, uid, clientRequest }: Readonly<Record<string, unknown>>): { status: number; body: string } {
    if (typeof uid !== 'string' || !/^[1-9]\d*$/.test(uid) || typeof clientRequest !== 'object') {
      return json(400, { code: 2, reason: 'uid should be a string of an integer' });
    }
    const resourceId = `resource+${this.#resources.size + 1}`;
    this.#resources.set(resourceId, { cname, uid });
    return json(200, { resourceId });
  }

  #start(id: string, resource: Resource, body: Readonly<Record<string, unknown>>): { status: number; body: string } {
    if (resource.sid !== undefined) return json(400, { code: 7, reason: 'the recording is already running' });
    if (body['cname'] !== resource.cname || body['uid'] !== resource.uid)
      return json(400, { code: 432, reason: 'mismatch' });
    const wish = record(body['clientRequest']);
    if (typeof wish['token'] !== 'string' || wish['token'] === '') return json(400, { code: 110, reason: 'token' });
    const prefix = record(wish['storageConfig'])['fileNamePrefix'];
    const isPrefix = Array.isArray(prefix) && prefix.every((part) => /^[a-zA-Z0-9]+$/.test(String(part)));
    if (!isPrefix) return json(400, { code: 2, reason: 'fileNamePrefix' });
    resource.sid = `sid${this.#resources.size}`;
    return json(201, { resourceId: id, sid: resource.sid });
  }
}

const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });
