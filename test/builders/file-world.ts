import { randomBytes } from 'node:crypto';
import { LocalMediaInspection } from '../../adapters/inspection/media-inspection.ts';
import { MemoryFileStore } from '../../adapters/memory/file-store.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { SignatureScan } from '../../adapters/scanning/signatures.ts';
import { removeObjectsWhenMessageDeleted } from '../../application/policies/remove-objects-when-message-deleted.ts';
import type { FileJob } from '../../application/ports/file-jobs.ts';
import type { RequestUpload, UploadTicket } from '../../application/ports/file-service.ts';
import type { FilePlace } from '../../application/ports/file-store.ts';
import type { VirusScan } from '../../application/ports/virus-scan.ts';
import { fileService } from '../../application/services/files.ts';
import type { FileNote } from '../../application/ports/file-work.ts';
import { processUpload } from '../../application/use-cases/process-upload.ts';
import { removeOrphans } from '../../application/use-cases/remove-orphans.ts';
import { sweepAttachments } from '../../application/use-cases/sweep-attachments.ts';
import { takeScanResult } from '../../application/use-cases/take-scan-result.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Message } from '../../domain/message/message.ts';
import type { FileId, UserId } from '../../domain/shared/ids.ts';
import { attachmentOf } from '../../domain/vocabulary/files.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';
import { aChatSession, granted } from './chat-sessions.ts';
import { aFileId } from './files.ts';
import { ManualClock } from './manual-clock.ts';
import { aUser } from './people.ts';
import { Scribe } from './scribe.ts';

/** Files of a session of Ann's with Bob in it, in memory, with all that is done about them. */
export class FileWorld {
  readonly clock = new ManualClock();
  readonly ann = aUser('ann');
  readonly bob = aUser('bob');
  readonly stores: Stores = openMemoryStores();
  readonly live = new MemoryLiveDelivery();
  /** Uploads that the store told of. Nobody listens. */
  readonly uploaded: FilePlace[] = [];
  readonly fileStore = new MemoryFileStore(this.clock, (place) => this.uploaded.push(place));
  readonly jobs: FileJob[] = [];
  readonly notes: FileNote[] = [];
  /** Stands around every step of the stores: to let it fail before or after it took place. */
  around: (step: string, proceed: () => Promise<unknown>) => Promise<unknown> = (_, proceed) => proceed();
  /** May be replaced before anything is looked at. */
  virusScan: VirusScan = new SignatureScan();
  readonly session: ChatSession;
  readonly scribe: Scribe;
  readonly service;
  readonly process;
  readonly sweep;
  readonly takeScanResult;
  readonly removeOrphans;
  readonly messageDeleted;

  private constructor(wish: Parameters<typeof aChatSession>[0]) {
    this.session = aChatSession({ creator: this.ann, memberIds: [this.bob], ...wish });
    this.scribe = new Scribe(this.stores, this.clock, this.session.id);
    const watched = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) =>
            this.around(String(name), async (): Promise<unknown> => Reflect.apply(value, target, args));
        },
      });
    const dependencies = {
      ...this.stores,
      attachments: watched(this.stores.attachments),
      sessionLog: watched(this.stores.sessionLog),
      fileStore: watched(this.fileStore),
      fileLinks: this.fileStore,
      fileJobs: { send: async (jobs: readonly FileJob[]) => void this.jobs.push(...jobs) },
      live: this.live,
      clock: this.clock,
      fileId: aFileId,
      secret: () => randomBytes(16).toString('base64url'),
      virusScan: { scan: (object: Parameters<VirusScan['scan']>[0]) => this.virusScan.scan(object) },
      inspection: new LocalMediaInspection(),
      note: (note: FileNote) => void this.notes.push(note),
    };
    this.service = fileService(dependencies);
    this.process = processUpload(dependencies);
    this.sweep = sweepAttachments({ ...dependencies, processUpload: this.process });
    this.takeScanResult = takeScanResult({ ...dependencies, processUpload: this.process });
    this.removeOrphans = removeOrphans(dependencies);
    this.messageDeleted = removeObjectsWhenMessageDeleted(dependencies);
  }

  static async open(wish: Parameters<typeof aChatSession>[0] = {}): Promise<FileWorld> {
    const world = new FileWorld(wish);
    await world.stores.chatSessions.save(world.session);
    return world;
  }

  request(wish: Partial<RequestUpload> = {}) {
    const described = { name: 'a.txt', mediaType: 'text/plain', size: 5, width: null, height: null, durationMs: null };
    return this.service.requestUpload({ ...described, user: this.ann, sessionId: this.session.id, ...wish });
  }

  /** Asks for an upload of these bytes, and uploads them in one form. */
  async upload(content: Buffer | string, wish: Partial<RequestUpload> = {}): Promise<FileId> {
    const bytes = Buffer.from(content);
    const ticket = granted(await this.request({ size: bytes.length, ...wish }));
    await this.post(ticket, bytes);
    return ticket.fileId;
  }

  async post({ post }: UploadTicket, bytes: Buffer): Promise<number> {
    if (post === null) throw new Error('unable to upload; it goes in parts');
    return (await this.fileStore.post(post.fields, bytes)).status;
  }

  async find(id: FileId): Promise<AttachmentFile> {
    const file = await this.stores.attachments.find(id);
    if (file === undefined) throw new Error('unable to go on; there is no file');
    return file;
  }

  /** The owner, or Ann, says something with the file. */
  async say(id: FileId, sender: UserId = this.ann): Promise<Message> {
    const file = await this.find(id);
    const attachment = attachmentOf(id, { ...file, attachedAs: file.attached?.as }, null);
    return this.scribe.say(sender, { content: { kind: 'FILE', text: '', attachment } });
  }

  /** Keys of everything in the store. */
  async stored(): Promise<readonly string[]> {
    const areas = ['incoming', 'files', 'quarantine', 'recordings'] as const;
    const pages = areas.map(async (area) =>
      (await this.fileStore.list(area, { prefix: '', limit: 1_000 })).files.map(({ key }) => `${area}/${key}`),
    );
    return (await Promise.all(pages)).flat();
  }
}
