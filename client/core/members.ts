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
  readonly #toldAt = new Map<string, number>();
  #endCursor: string | null = null;
  /** Told while the first page is on its way, which may have been read before, or after. */
  #meanwhile: Message[] = [];

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
    this.#meanwhile = [];
    this.#toldAt.clear();
    this.#state.set({ status: 'loading', items: held.items, more: held.more });
    try {
      const page = await this.#read(undefined);
      this.#endCursor = page.endCursor;
      this.#state.set({ status: 'ready', items: page.items, more: moreOf(page) });
      for (const message of this.#meanwhile) this.met(message);
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
    this.#state.set({ ...held, more: 'loading' });
    try {
      const page = await this.#read(this.#endCursor);
      this.#endCursor = page.endCursor;
      this.#state.set({
        status: 'ready',
        items: sorted([...this.#state.get().items, ...page.items]),
        more: moreOf(page),
      });
    } catch (cause) {
      this.#state.set({ ...this.#state.get(), more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** A message of the log; those of the system tell who came, went, and may do what. */
  met(message: Message): void {
    const { seq, senderId, createdAt, content } = message;
    const system = content?.system ?? null;
    const held = this.#state.get();
    if (held.status === 'loading' && system !== null) this.#meanwhile.push(message);
    if (system === null || held.status !== 'ready') return;
    const about = system.event === SystemEvent.OWNERSHIP_TRANSFERRED ? [...system.userIds, senderId] : system.userIds;
    let items = held.items;
    for (const userId of about) {
      if (seq <= (this.#toldAt.get(userId) ?? 0)) continue;
      this.#toldAt.set(userId, seq);
      items = this.#told(items, userId, { system, senderId, createdAt });
    }
    if (items !== held.items) this.#state.set({ ...held, items });
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
