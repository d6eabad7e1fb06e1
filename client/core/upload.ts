import type * as Schema from '../../generated/schema.ts';
import type { ByteSender } from './byte-sender.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { ChatError } from './errors.ts';
import { chatErrorFrom, ClientErrorCode } from './errors.ts';
import { createState, type State } from './state.ts';
import type { Transport } from './transport.ts';
import { storeRefused, uploadCancelled } from './upload-errors.ts';
import { sendMissingParts } from './upload-parts.ts';
import { waitBefore, type World } from './world.ts';

/** What is to be uploaded. */
export interface UploadSource {
  readonly blob: Blob;
  /** For display alone. */
  readonly name: string;
  /** Default: the blob's. */
  readonly mediaType?: string;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
}

export interface UploadState {
  readonly phase: 'uploading' | 'waiting' | 'checking' | 'done' | 'failed' | 'cancelled';
  /** Bytes. */
  readonly sent: number;
  readonly total: number;
  /** From when it is known on. */
  readonly fileId?: string;
  /** Once all bytes are there; CLEAN or REJECTED when `done`. */
  readonly file?: Schema.Attachment;
  readonly error?: ChatError;
}

export interface UploadOptions {
  readonly transport: Transport;
  readonly sessionId: string;
  readonly source: UploadSource;
  readonly send: ByteSender;
  readonly world: World;
}

const backoff = { firstMs: 500, mostMs: 15_000 };
/** Tries without any progress; a lost network is waited out without end. */
const mostTries = 8;
/** How often it is asked whether the file was looked at. */
const checkMs = { firstMs: 300, mostMs: 5_000 };

/**
 * One file on its way.
 *
 *     uploading ──> checking ──> done (CLEAN or REJECTED)
 *       │   ▲
 *       ▼   │ again, with what is missing
 *      waiting          failed, cancelled: from everywhere before done
 */
export class Upload {
  readonly #options: UploadOptions;
  readonly #state;
  readonly #abort = new AbortController();
  #ticket: Schema.UploadTicket | undefined;
  #wake: (() => void) | undefined;
  /** Settles once all bytes are there: from then on a message can be sent that the file will come with. */
  readonly uploaded: Promise<Schema.Attachment>;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.#state = createState<UploadState>({ phase: 'uploading', sent: 0, total: options.source.blob.size });
    this.uploaded = this.#run();
    // The state tells of a failure too, so nobody has to wait for this promise.
    this.uploaded.then(
      (file) => this.#check(file),
      (cause: unknown) => this.#fail(cause),
    );
  }

  /** As its owner calls it. */
  get name(): string {
    return this.#options.source.name;
  }

  get state(): State<UploadState> {
    return this.#state;
  }

  /** Takes it back, also from the store; nothing happens once a message carries it. */
  async cancel(): Promise<void> {
    if (this.#isOver()) return;
    this.#abort.abort(uploadCancelled());
    this.#wake?.();
    this.#change({ phase: 'cancelled' });
    const fileId = this.#ticket?.fileId;
    if (fileId === undefined) return;
    // Nobody gets at what is not in a message; and without a word it is removed a day later.
    await ask(this.#options.transport, documents.cancelUpload, { fileId }).catch(() => undefined);
  }

  /** The network is back: no need to wait any longer. */
  wake(): void {
    this.#wake?.();
  }

  async #run(): Promise<Schema.Attachment> {
    let best = -1;
    for (let tries = 0; ;) {
      try {
        this.#change({ phase: 'uploading' });
        return await this.#attempt();
      } catch (cause) {
        this.#abort.signal.throwIfAborted();
        const error = chatErrorFrom(cause);
        const { sent } = this.#state.get();
        tries = sent > best ? 1 : tries + 1;
        best = Math.max(best, sent);
        const isEndless = error.code === ClientErrorCode.NetworkLost;
        if (!error.retryable || (!isEndless && tries >= mostTries)) throw error;
        this.#change({ phase: 'waiting' });
        await this.#pause(waitBefore(tries - 1, backoff, () => this.#options.world.random()));
      }
    }
  }

  async #attempt(): Promise<Schema.Attachment> {
    const { transport, source, send } = this.#options;
    const { signal } = this.#abort;
    this.#ticket = await this.#ticketNow();
    const { fileId, post, multipart } = this.#ticket;
    this.#change({ fileId });
    const progress = (sent: number): void => this.#change({ sent: Math.min(sent, source.blob.size) });
    if (multipart !== null) {
      await sendMissingParts({ transport, send, fileId, blob: source.blob, ...multipart, signal, progress });
    } else if (post !== null) {
      const body = new FormData();
      for (const { name, value } of post.fields) body.append(name, value);
      body.append('file', source.blob);
      const { status } = await send({ method: 'POST', url: post.url, body, progress, signal });
      if (status < 200 || status > 299) throw storeRefused(status);
    }
    signal.throwIfAborted();
    progress(source.blob.size);
    return ask(transport, documents.completeUpload, { fileId });
  }

  /** The one that it has, while that holds; a form lapses after five minutes, and is asked for anew. */
  async #ticketNow(): Promise<Schema.UploadTicket> {
    const { transport, sessionId, source, world } = this.#options;
    if (this.#ticket !== undefined && Date.parse(this.#ticket.expiresAt) > world.now()) return this.#ticket;
    const { blob, name, mediaType = blob.type, width, height, durationMs } = source;
    const measured = {
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      ...(durationMs === undefined ? {} : { durationMs }),
    };
    const input = { sessionId, name, mediaType, size: blob.size, ...measured };
    return ask(transport, documents.requestUpload, { input });
  }

  async #check(file: Schema.Attachment): Promise<void> {
    let now = file;
    for (let asked = 0; !this.#abort.signal.aborted; asked += 1) {
      this.#change({ phase: now.state === 'PENDING' ? 'checking' : 'done', file: now });
      if (now.state !== 'PENDING') return;
      await this.#pause(waitBefore(asked, checkMs, () => this.#options.world.random()));
      const { transport } = this.#options;
      now = await ask(transport, documents.completeUpload, { fileId: file.fileId }).catch(() => now);
    }
  }

  #fail(cause: unknown): void {
    if (!this.#isOver()) this.#change({ phase: 'failed', error: chatErrorFrom(cause) });
  }

  #isOver(): boolean {
    return ['done', 'failed', 'cancelled'].includes(this.#state.get().phase);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.world.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #change(change: Partial<UploadState>): void {
    if (!this.#isOver()) this.#state.set({ ...this.#state.get(), ...change });
  }
}
