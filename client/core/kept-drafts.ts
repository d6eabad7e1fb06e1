import { createState } from './state.ts';
import type { WritableState } from './state.ts';

/** Where texts are kept that are being written, as the browser's `localStorage` is. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The text that is being written in one session or thread. Setting it keeps it; an empty one is forgotten. */
export type KeptDraft = WritableState<string>;

/** A tab kept a text, or removed it: as `StorageEvent` tells the other tabs of the same place. */
type Kept = Pick<StorageEvent, 'key' | 'oldValue' | 'newValue'>;

/**
 * A user's texts that are not sent yet, by session and thread. They outlive the page, and stay on this device.
 *
 * A browser may refuse to keep anything: then they live as long as the client.
 */
export class KeptDrafts {
  readonly #prefix: string;
  readonly #storage: DraftStorage | undefined;
  readonly #held = new Map<string, KeptDraft>();
  readonly #kept = (event: Event): void => {
    if (event instanceof StorageEvent) this.keptElsewhere(event);
  };

  constructor(userId: string, storage: DraftStorage | undefined = storageOfPage()) {
    this.#prefix = `parley.draft.${userId}.`;
    this.#storage = storage;
  }

  /** The draft of a session, or of one of its threads: the same one for all who ask. */
  of(sessionId: string, threadRootId?: string): KeptDraft {
    const key = this.#prefix + (threadRootId === undefined ? sessionId : `${sessionId}.${threadRootId}`);
    const held = this.#held.get(key) ?? this.#open(key);
    this.#held.set(key, held);
    return held;
  }

  /** Begins to hear of other tabs. */
  listen(): void {
    if (typeof window !== 'undefined') window.addEventListener('storage', this.#kept);
  }

  stop(): void {
    if (typeof window !== 'undefined') window.removeEventListener('storage', this.#kept);
  }

  /** What another tab sent, or went on with, is no draft of this one any more; what was written on here meanwhile is. */
  keptElsewhere({ key, oldValue, newValue }: Kept): void {
    const held = this.#held.get(key ?? '');
    if (held !== undefined && (oldValue ?? '') === held.get()) held.set(newValue ?? '');
  }

  /** Forgets all of them. */
  wipe(): void {
    for (const held of this.#held.values()) held.set('');
    const storage = this.#storage;
    if (storage === undefined) return;
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of keys) if (key.startsWith(this.#prefix)) storage.removeItem(key);
  }

  #open(key: string): KeptDraft {
    const { get, subscribe, set } = createState(this.#read(key));
    return {
      get,
      subscribe,
      set: (text) => {
        set(text);
        this.#keep(key, text);
      },
    };
  }

  #read(key: string): string {
    try {
      return this.#storage?.getItem(key) ?? '';
    } catch {
      return '';
    }
  }

  #keep(key: string, text: string): void {
    try {
      if (text === '') this.#storage?.removeItem(key);
      else this.#storage?.setItem(key, text);
    } catch {
      // What cannot be kept is still in front of its writer's eyes.
    }
  }
}

/** Undefined outside of a browser, and in one that lets this page keep nothing. */
const storageOfPage = (): DraftStorage | undefined => {
  try {
    return typeof window === 'undefined' ? undefined : window.localStorage;
  } catch {
    return undefined;
  }
};
