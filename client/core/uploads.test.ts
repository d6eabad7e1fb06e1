import { beforeEach, describe, expect, it } from 'vitest';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import type { ByteSender, SentBytes } from './byte-sender.ts';
import { ChatError, networkLost } from './errors.ts';
import type { Transport } from './transport.ts';
import type { UploadState } from './upload.ts';
import { draftWithFile, Uploads } from './uploads.ts';

const partSize = 4;
const file = (state: string) => ({
  fileId: 'f1',
  name: 'a.txt',
  mediaType: 'text/plain',
  size: 10,
  width: null,
  height: null,
  durationMs: null,
  alt: null,
  state,
});

/** A server with one file, and a store that does what the test says. */
class Server {
  readonly asked: string[] = [];
  readonly sent: SentBytes[] = [];
  readonly stored = new Set<number>();
  inParts = false;
  tickets = 0;
  /** What becomes of each sending, in turn; when there is nothing more, it is stored. */
  outcomes: ('stored' | 'lost' | number | 'held')[] = [];
  states = ['PENDING', 'CLEAN'];
  refusal: ChatError | undefined;
  readonly #world: FakeWorld;

  constructor(world: FakeWorld) {
    this.#world = world;
  }

  readonly transport: Transport = {
    request: async (document, variables) => {
      const field = /\{ (\w+)/.exec(document)?.[1] ?? '';
      this.asked.push(field);
      if (this.refusal !== undefined) throw this.refusal;
      return { [field]: this.#answer(field, variables) };
    },
    live: () => () => undefined,
  };

  readonly send: ByteSender = async (sent) => {
    this.sent.push(sent);
    const outcome = this.outcomes.shift() ?? 'stored';
    const length = sent.body instanceof Blob ? sent.body.size : 10;
    sent.progress(Math.floor(length / 2));
    if (outcome === 'held') {
      await new Promise<void>((resolve) => sent.signal.addEventListener('abort', () => resolve()));
      sent.signal.throwIfAborted();
    }
    if (outcome === 'lost') throw networkLost();
    if (typeof outcome === 'number') return { status: outcome };
    this.stored.add(Number(sent.url.split('/').at(-1)));
    return { status: 204 };
  };

  #answer(field: string, { parts }: Readonly<Record<string, unknown>>): unknown {
    switch (field) {
      case 'requestUpload':
        this.tickets += 1;
        return {
          fileId: `f${this.tickets}`,
          expiresAt: new Date(this.#world.now() + 300_000).toISOString(),
          post: this.inParts ? null : { url: 'http://store/form', fields: [{ name: 'key', value: 'k' }] },
          multipart: this.inParts ? { partSize, partCount: 3 } : null,
        };
      case 'uploadedParts':
        return [...this.stored];
      case 'uploadParts':
        return (Array.isArray(parts) ? parts : []).map((number: unknown) => ({
          number,
          url: `http://store/part/${String(number)}`,
          expiresAt: 'then',
        }));
      case 'completeUpload':
        return file(this.states.length > 1 ? (this.states.shift() ?? '') : (this.states[0] ?? ''));
      default:
        return true;
    }
  }
}

let world: FakeWorld;
let server: Server;
let uploads: Uploads;
beforeEach(() => {
  world = new FakeWorld();
  server = new Server(world);
  uploads = new Uploads({ transport: server.transport, sessionId: 's', send: server.send, world });
});

const source = { blob: new Blob(['0123456789'], { type: 'text/plain' }), name: 'a.txt' };
const textOf = async (sent: SentBytes | undefined): Promise<string> =>
  sent?.body instanceof Blob ? sent.body.text() : 'a form';

describe('an upload', () => {
  it('goes in one form, tells how far it came, and is done once it was looked at', async () => {
    const upload = uploads.start(source);
    const seen: UploadState[] = [];
    upload.state.subscribe(() => seen.push(upload.state.get()));
    const uploaded = await upload.uploaded;
    expect(uploaded).toMatchObject({ fileId: 'f1', state: 'PENDING' });
    const form = server.sent[0]?.body;
    expect(form instanceof FormData && [...form.keys()]).toEqual(['key', 'file']);
    expect(seen.map(({ sent }) => sent)).toContain(5);
    await world.pass(1_000);
    expect(upload.state.get()).toMatchObject({ phase: 'done', sent: 10, total: 10, file: { state: 'CLEAN' } });
    expect(world.timers).toBe(0);
  });

  it('in parts sends what is missing after each interruption, and nothing twice', async () => {
    server.inParts = true;
    server.outcomes = ['stored', 'lost', 'stored', 'lost'];
    const upload = uploads.start(source);
    await settled();
    expect(upload.state.get()).toMatchObject({ phase: 'waiting', sent: 6 });
    await world.pass(60_000);
    await upload.uploaded;
    const numbers = server.sent.map(({ url }) => url.split('/').at(-1));
    expect(numbers).toEqual(['1', '2', '2', '3', '3']);
    expect(await textOf(server.sent[2])).toBe('4567');
    expect(await textOf(server.sent[4])).toBe('89');
  });

  it('waits out a lost network without end, and goes on at once when it is told that it is back', async () => {
    server.outcomes = Array.from({ length: 30 }, () => 'lost' as const);
    const upload = uploads.start(source);
    await world.pass(120_000);
    expect(upload.state.get().phase).toBe('waiting');
    server.outcomes = [];
    uploads.wake();
    await upload.uploaded;
    expect(upload.state.get().phase).toBe('checking');
  });

  it('asks for another form when the first one lapsed', async () => {
    server.outcomes = Array.from({ length: 60 }, () => 'lost' as const);
    const upload = uploads.start(source);
    await world.pass(400_000);
    server.outcomes = [];
    uploads.wake();
    await upload.uploaded;
    expect(server.tickets).toBe(2);
  });

  it('ends where the server refuses it, and where the store does for good', async () => {
    server.refusal = new ChatError('AttachmentRefused', 'unable to request the upload; no', { retryable: false });
    const refused = uploads.start(source);
    await expect(refused.uploaded).rejects.toThrow('unable to request the upload; no');
    expect(refused.state.get()).toMatchObject({ phase: 'failed', error: { code: 'AttachmentRefused' } });
    server.refusal = undefined;
    server.outcomes = [400];
    const broken = uploads.start(source);
    await expect(broken.uploaded).rejects.toThrow('the store answered 400');
    server.outcomes = Array.from({ length: 40 }, () => 503);
    const busy = uploads.start(source);
    await world.pass(600_000);
    await expect(busy.uploaded).rejects.toThrow('the store answered 503');
    expect(world.timers).toBe(0);
  });

  it('is taken back in the middle, also from the store', async () => {
    server.outcomes = ['held'];
    const upload = uploads.start(source);
    await settled();
    await upload.cancel();
    await expect(upload.uploaded).rejects.toThrow('it was cancelled');
    expect(upload.state.get().phase).toBe('cancelled');
    expect(server.asked).toEqual(['requestUpload', 'cancelUpload']);
    uploads.dismiss(upload);
    expect(uploads.all.get()).toEqual([]);
  });

  it('that nobody could look at for now is asked about, ever more rarely', async () => {
    server.states = ['PENDING'];
    const upload = uploads.start(source);
    await upload.uploaded;
    await world.pass(60_000);
    expect(upload.state.get().phase).toBe('checking');
    expect(server.asked.filter((field) => field === 'completeUpload').length).toBeLessThan(25);
    await upload.cancel();
    expect(world.timers).toBe(0);
  });
});

describe('a message with a file', () => {
  it.each([
    ['image/png', 'IMAGE'],
    ['audio/mpeg', 'AUDIO'],
    ['video/mp4', 'VIDEO'],
    ['application/pdf', 'FILE'],
  ])('of %s is of kind %s', (mediaType, kind) => {
    const { alt, state, ...shown } = { ...file('PENDING'), mediaType };
    const draft = draftWithFile({ ...shown, alt, state: 'PENDING' }, 'look', 'a house');
    expect(state).toBe('PENDING');
    expect(draft).toMatchObject({ kind, content: { text: 'look', attachment: { fileId: 'f1', alt: 'a house' } } });
    expect(draftWithFile({ ...shown, alt, state: 'PENDING' }).content).toEqual({ attachment: { fileId: 'f1' } });
  });
});
