import { sendByFetch, type ByteSender } from './byte-sender.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Draft, DraftFile } from './drafts.ts';
import type * as Schema from '../../generated/schema.ts';
import { createState, type State } from './state.ts';
import type { Transport } from './transport.ts';
import { Upload, type UploadSource } from './upload.ts';
import { realWorld, type World } from './world.ts';

export interface UploadsOptions {
  readonly transport: Transport;
  readonly sessionId: string;
  readonly send?: ByteSender;
  readonly world?: World;
}

/** The files of one session: those that are on their way, and where to fetch the others. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #uploads = createState<readonly Upload[]>([]);

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Oldest first, until they are dismissed. */
  get all(): State<readonly Upload[]> {
    return this.#uploads;
  }

  /** Begins to upload. */
  start(source: UploadSource): Upload {
    const { transport, sessionId, send = sendByFetch, world = realWorld } = this.#options;
    const upload = new Upload({ transport, sessionId, source, send, world });
    this.#uploads.set([...this.#uploads.get(), upload]);
    return upload;
  }

  /** Shows it no longer; one that is under way is cancelled. */
  dismiss(upload: Upload): void {
    this.#uploads.set(this.#uploads.get().filter((other) => other !== upload));
    if (['uploading', 'waiting'].includes(upload.state.get().phase)) void upload.cancel();
  }

  /** The network is back. */
  wake(): void {
    for (const upload of this.#uploads.get()) upload.wake();
  }

  /** Where a file can be fetched for a minute. @throws {ChatError} `FileNotFound` */
  urlOf(fileId: string, variant: Schema.FileVariant = 'ORIGINAL'): Promise<Schema.FileUrl> {
    return ask(this.#options.transport, documents.fileUrl, { fileId, variant });
  }
}

/** The kind of message that carries a file of this type. */
const kindOf = (mediaType: string): Schema.MessageKind => {
  const [kind] = mediaType.split('/');
  return kind === 'image' ? 'IMAGE' : kind === 'audio' ? 'AUDIO' : kind === 'video' ? 'VIDEO' : 'FILE';
};

/** A message with a file that was uploaded. */
export const draftWithFile = (file: Schema.Attachment, text = '', alt = ''): Draft => {
  const { fileId, name, mediaType, size, width, height, durationMs } = file;
  const shown: DraftFile = { name, mediaType, size, width, height, durationMs };
  const content = { attachment: { fileId, ...(alt === '' ? {} : { alt }) }, ...(text === '' ? {} : { text }) };
  return { kind: kindOf(mediaType), content, file: shown };
};
