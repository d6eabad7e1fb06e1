import type { Person } from './graphql.ts';

export interface Ticket {
  readonly fileId: string;
  readonly expiresAt: string;
  readonly post: {
    readonly url: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  } | null;
  readonly multipart: { readonly partSize: number; readonly partCount: number } | null;
}

export interface ShownFile {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly state: 'PENDING' | 'CLEAN' | 'REJECTED';
}

const REQUEST = `mutation Request($input: RequestUploadInput!) {
  requestUpload(input: $input) {
    fileId expiresAt post { url fields { name value } } multipart { partSize partCount }
  }
}`;
const PARTS = `query Parts($fileId: ID!, $parts: [Int!]!) { uploadParts(fileId: $fileId, parts: $parts) { number url } }`;
const UPLOADED = 'query Uploaded($fileId: ID!) { uploadedParts(fileId: $fileId) }';
const COMPLETE = `mutation Complete($fileId: ID!) {
  completeUpload(fileId: $fileId) { fileId name size width height state }
}`;
const CANCEL = 'mutation Cancel($fileId: ID!) { cancelUpload(fileId: $fileId) }';
const FETCH = `query Fetch($fileId: ID!, $variant: FileVariant) {
  fileUrl(fileId: $fileId, variant: $variant) { url expiresAt }
}`;

export interface Described {
  readonly name?: string;
  readonly mediaType?: string;
  readonly size?: number;
}

/** Someone's files in one session, over plain HTTP, as a browser would without help. */
export class Uploads {
  readonly person: Person;
  readonly sessionId: string;

  constructor(person: Person, sessionId: string) {
    this.person = person;
    this.sessionId = sessionId;
  }

  request({ name = 'a.txt', mediaType = 'text/plain', size = 5 }: Described = {}): Promise<Ticket> {
    const input = { sessionId: this.sessionId, name, mediaType, size };
    return this.person.get<Ticket>('requestUpload', REQUEST, { input });
  }

  parts(fileId: string, parts: readonly number[]) {
    const variables = { fileId, parts };
    return this.person.get<readonly { readonly number: number; readonly url: string }[]>(
      'uploadParts',
      PARTS,
      variables,
    );
  }

  uploaded(fileId: string): Promise<readonly number[]> {
    return this.person.get('uploadedParts', UPLOADED, { fileId });
  }

  complete(fileId: string): Promise<ShownFile> {
    return this.person.get('completeUpload', COMPLETE, { fileId });
  }

  cancel(fileId: string): Promise<boolean> {
    return this.person.get('cancelUpload', CANCEL, { fileId });
  }

  url(fileId: string, variant = 'ORIGINAL'): Promise<{ readonly url: string; readonly expiresAt: string }> {
    return this.person.get('fileUrl', FETCH, { fileId, variant });
  }

  async download(fileId: string, variant?: string): Promise<Response> {
    return fetchAgain((await this.url(fileId, variant)).url);
  }

  /** Asks, posts and completes; the file as it is then. */
  async upload(content: Buffer | string, described: Described = {}): Promise<ShownFile> {
    const bytes = Buffer.from(content);
    const ticket = await this.request({ size: bytes.length, ...described });
    const answer = await post(ticket, bytes);
    if (!answer.ok) throw new Error(`unable to upload; the store answered ${answer.status}: ${await answer.text()}`);
    return this.complete(ticket.fileId);
  }

  /** The file once it was looked at. */
  async settled(fileId: string): Promise<ShownFile> {
    for (let asked = 0; asked < 1_000; asked += 1) {
      const file = await this.complete(fileId);
      if (file.state !== 'PENDING') return file;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('unable to go on; nobody looked at the file');
  }
}

/** A store hangs up on whoever goes on sending what it refused: a request that was given that connection is sent again. */
const fetchAgain = (url: string, init?: RequestInit): Promise<Response> => {
  const send = (): Promise<Response> => fetch(url, init);
  return send().catch(send);
};

/** Posts a ticket's form, with other fields or bytes where a test wants that. */
export async function post(
  { post: form }: Ticket,
  bytes: Buffer,
  change: Readonly<Record<string, string>> = {},
): Promise<Response> {
  if (form === null) throw new Error('unable to post; the upload goes in parts');
  const body = new FormData();
  for (const { name, value } of form.fields) body.set(name, change[name] ?? value);
  body.set('file', new Blob([new Uint8Array(bytes)]));
  return fetchAgain(form.url, { method: 'POST', body });
}
