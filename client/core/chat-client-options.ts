import type { ByteSender } from './byte-sender.ts';
import type { CallMedia } from './calls/media.ts';
import type { DraftStorage } from './kept-drafts.ts';
import type { OutboxChoice } from './outbox/chosen-outbox.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';

export interface ChatClientOptions {
  readonly transport: Transport;
  readonly userId: string;
  /** The device's own id, the same whenever it comes back. Default: a new one. */
  readonly deviceId?: string;
  /** Sends the bytes of files. Default: by `fetch`, without a word of how far it came. */
  readonly sendBytes?: ByteSender;
  /**
   * Where messages wait that the server does not have yet. Default: in the browser's database, where there is one, so that
   * they outlive reload and crash; else in memory.
   */
  readonly outbox?: OutboxChoice;
  /**
   * Where texts are kept that are not sent yet, so that they outlive reload. Default: the browser's `localStorage`, where there
   * is one; else nowhere.
   */
  readonly drafts?: DraftStorage;
  /** What calls are made with, asked for with the first one. Default: the browser's devices, connected by what is loaded then. */
  readonly callMedia?: () => Promise<CallMedia>;
  readonly world?: World;
}
