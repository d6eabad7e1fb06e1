import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openFileStore } from '../../adapters/s3/open-file-store.ts';
import { localSecret } from '../../runtime/local-secret.ts';
import { AgoraServer } from './agora-server.ts';
import type { ProductUnderTest } from './product-in-process.ts';
import { Uploads } from './uploads.ts';
import type { Person } from './graphql.ts';

const hex = (): string => randomBytes(16).toString('hex');

/** One notice, as it is sent unless a test says otherwise. */
export interface Notified {
  /** Instead of what would be sent; the signature is of this. */
  readonly body?: string;
  readonly signature?: string | null;
  readonly secret?: string;
  readonly method?: string;
}

/** Agora as a whole product knows it: a service that is asked, that writes into the product's store, and that tells by itself. */
export class RecordingService {
  readonly server: AgoraServer;
  /** What the product is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly #secret = 'what notices are signed with';

  private constructor(server: AgoraServer, settings: Readonly<Record<string, string>>) {
    this.server = server;
    this.settings = { ...settings, AGORA_ENDPOINT: server.url, AGORA_WEBHOOK_SECRET: this.#secret };
  }

  static async open(): Promise<RecordingService> {
    const appId = hex();
    return new RecordingService(await AgoraServer.open(appId, 'customer', 'customer secret'), {
      AGORA_APP_ID: appId,
      AGORA_APP_CERTIFICATE: hex(),
      AGORA_CUSTOMER_ID: 'customer',
      AGORA_CUSTOMER_SECRET: 'customer secret',
      AGORA_STORAGE_ACCESS_KEY: 'writer',
      AGORA_STORAGE_SECRET_KEY: 'writer secret',
    });
  }

  /** A notice about what was started last, as Agora words them. */
  notice(eventType: number, details: object = {}, more: object = {}): string {
    const body = this.server.calls.findLast(({ path }) => path.endsWith('/start'))?.body ?? {};
    return JSON.stringify({
      noticeId: hex(),
      productId: 3,
      eventType,
      notifyMs: 1_763_726_400_000,
      payload: {
        cname: body['cname'],
        uid: body['uid'],
        sid: this.server.lastSid,
        sequence: 1,
        serviceType: 0,
        details,
      },
      ...more,
    });
  }

  uploaded(...names: readonly string[]): string {
    const fileList = names.map((name) => ({ fileName: this.server.prefix + name, isPlayable: true }));
    return this.notice(31, { fileList });
  }

  /** Sends it to the product's address, and answers the status. */
  async tells(
    { url }: Pick<ProductUnderTest, 'url'>,
    body: string,
    { signature, secret, method = 'POST' }: Notified = {},
  ) {
    const signed = createHmac('sha256', secret ?? this.#secret)
      .update(body)
      .digest('hex');
    const header = signature === undefined ? signed : signature;
    const answer = await fetch(`${url}/webhooks/agora`, {
      method,
      headers: { 'content-type': 'application/json', ...(header === null ? {} : { 'agora-signature-v2': header }) },
      ...(method === 'GET' ? {} : { body }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** Puts a file of what was started last into the product's store, as whoever may write there. */
  async writes(
    { dataDir }: Pick<ProductUnderTest, 'dataDir'>,
    member: Person,
    sessionId: string,
    name: string,
    bytes: Buffer,
  ) {
    const ticket = await new Uploads(member, sessionId).request();
    const store = openFileStore({
      region: 'us-east-1',
      endpoint: new URL(ticket.post?.url ?? '').origin,
      buckets: { incoming: '', files: '', quarantine: '', recordings: 'parley-recordings' },
      credentials: {
        accessKeyId: 'PARLEYFILES',
        secretAccessKey: await localSecret(join(dataDir, 'identity', 'object-store-key'), randomBytes),
      },
    });
    await store.files.write({ area: 'recordings', key: this.server.prefix + name }, bytes, 'video/mp4');
    store.close();
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
