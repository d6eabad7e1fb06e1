import { SystemEvent } from '../../domain/vocabulary/messages.ts';
import type { ChatError } from './errors.ts';
import { chatErrorFrom } from './errors.ts';
import type { Message } from './message.ts';
import type { Page } from './model.ts';
import type { Member } from './people.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';

export interface MembersState {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error?: ChatError;
  /** By user id, as far as they were paged through. */
  readonly items: readonly Member[];
  readonly more: 'none' | 'some' | 'loading';
}

/** The members of a session, read page by page and kept up to date by what the system says in its log. */
export class Members {
  readonly #read: (after: string | undefined) => Promise<Page<Member>>;
  readonly #state = createState<MembersState>({ status: 'idle', items: [], more: 'none' });
  /** The position of the newest event about each user: an older one says nothing new. */
  #toldAt: ReadonlyMap<string, number> = new Map();
  #endCursor: string | null = null;
  /** Told while a page is on its way, which may have been read before, or after. */
  #meanwhile: Message[] = [];
  /** How many first pages were asked for: what follows an older one is not wanted any more. */
  #asked = 0;

  constructor(read: (after: string | undefined) => Promise<Page<Member>>) {
    this.#read = read;
  }

  get state(): State<MembersState> {
    return this.#state;
  }

  /** Reads the first page. */
  async load(): Promise<void> {
    const held = this.#state.get();
    if (held.status === 'loading') return;
    this.#asked += 1;
    this.#meanwhile = [];
    this.#state.set({ status: 'loading', items: held.items, more: held.more === 'loading' ? 'some' : held.more });
    try {
      const page = await this.#read(undefined);
      this.#arrived(page, page.items, new Map());
    } catch (cause) {
      this.#state.set({ ...this.#state.get(), status: 'failed', error: chatErrorFrom(cause) });
    }
  }

  /** The network is back, or someone is looking again: what was asked for and did not come is asked for anew. */
  wake(): void {
    if (this.#state.get().status === 'failed') void this.load();
  }

  async loadMore(): Promise<void> {
    const held = this.#state.get();
    if (held.status !== 'ready' || held.more !== 'some' || this.#endCursor === null) return;
    const asked = this.#asked;
    const toldBefore = this.#toldAt;
    this.#meanwhile = [];
    this.#state.set({ ...held, more: 'loading' });
    try {
      const page = await this.#read(this.#endCursor);
      if (asked !== this.#asked) return;
      this.#arrived(page, sorted([...this.#state.get().items, ...page.items]), toldBefore);
    } catch (cause) {
      if (asked !== this.#asked) return;
      this.#state.set({ ...this.#state.get(), more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** A message of the log; those of the system tell who came, went, and may do what. */
  met(message: Message): void {
    const { seq, senderId, createdAt, content } = message;
    const system = content?.system ?? null;
    const held = this.#state.get();
    if (system !== null && (held.status === 'loading' || held.more === 'loading')) this.#meanwhile.push(message);
    if (system === null || held.status !== 'ready') return;
    const about = system.event === SystemEvent.OWNERSHIP_TRANSFERRED ? [...system.userIds, senderId] : system.userIds;
    let items = held.items;
    for (const userId of about) {
      if (seq <= (this.#toldAt.get(userId) ?? 0)) continue;
      this.#toldAt = new Map([...this.#toldAt, [userId, seq]]);
      items = this.#told(items, userId, { system, senderId, createdAt });
    }
    if (items !== held.items) this.#state.set({ ...held, items });
  }

  /** @param toldAt what had been told when it was asked for: what was told since is told once more, to all of them. */
  #arrived(page: Page<Member>, items: readonly Member[], toldAt: ReadonlyMap<string, number>): void {
    this.#endCursor = page.endCursor;
    this.#toldAt = toldAt;
    this.#state.set({ status: 'ready', items, more: moreOf(page) });
    for (const message of this.#meanwhile) this.met(message);
  }

  #told(
    items: readonly Member[],
    userId: string,
    { system, senderId, createdAt }: Pick<Message, 'senderId' | 'createdAt'> & { readonly system: System },
  ): readonly Member[] {
    const change = (next: Partial<Member>): readonly Member[] =>
      items.map((member) => (member.userId === userId ? { ...member, ...next } : member));
    switch (system.event) {
      case 'MEMBERS_JOINED':
        return sorted([...items, { userId, role: 'MEMBER', joinedAt: createdAt, mutedUntil: null }]);
      case 'MEMBER_LEFT':
      case 'MEMBER_REMOVED':
      case 'MEMBER_BANNED':
        return items.filter((member) => member.userId !== userId);
      case 'ROLE_CHANGED':
        return system.role === null ? items : change({ role: system.role });
      case 'OWNERSHIP_TRANSFERRED':
        return change({ role: userId === senderId ? 'ADMIN' : 'OWNER' });
      case 'MEMBER_MUTED':
        return change({ mutedUntil: system.until });
      case 'MEMBER_UNMUTED':
        return change({ mutedUntil: null });
      default:
        return items;
    }
  }
}

type System = NonNullable<NonNullable<Message['content']>['system']>;

const moreOf = ({ hasNextPage }: Page<Member>): MembersState['more'] => (hasNextPage ? 'some' : 'none');

/** The first of each user counts. */
const sorted = (members: readonly Member[]): readonly Member[] => {
  const byId = new Map<string, Member>();
  for (const member of members) if (!byId.has(member.userId)) byId.set(member.userId, member);
  return [...byId.values()].sort((one, other) => (one.userId < other.userId ? -1 : 1));
};
