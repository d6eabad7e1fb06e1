import { SystemEvent, aliasId } from '../../domain/vocabulary/messages.ts';
import { permissionsOf } from '../../domain/vocabulary/permissions.ts';
import type * as Schema from '../../generated/schema.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export interface SessionStateOptions {
  readonly session: SessionSummary;
  readonly userId: string;
  readonly ask: () => Promise<SessionSummary>;
  readonly world: World;
}

/** Changes come in bursts, and a thousand members must not ask at the same moment. */
const gather = { own: 200, others: 3_000 };

/** A session as this user sees it, kept up to date by what the system says in its log. */
export class SessionState {
  readonly #options: SessionStateOptions;
  readonly #state;
  /** Events that were counted, after the position that the summary was read at. */
  readonly #counted = new Set<number>();
  /** The position of the newest event that told what members share of the session. */
  #toldAt: number;
  #cancelWait: (() => void) | undefined;
  #stopped = false;

  constructor(options: SessionStateOptions) {
    this.#options = options;
    this.#state = createState<SessionSummary>(options.session);
    this.#toldAt = options.session.lastSeq;
  }

  get state(): State<SessionSummary> {
    return this.#state;
  }

  /** Whether a user's id, or an alias's, is this user's. */
  isOwn(senderId: string): boolean {
    return isOwnSender(senderId, this.#options.userId, this.#state.get().myAlias);
  }

  /** A message of the log; those of the system tell what became of the session. Answers whether it told anything new. */
  met({ seq, senderId, content }: Message): boolean {
    const system = content?.system ?? null;
    if (system === null || seq <= this.#state.get().lastSeq || this.#counted.has(seq)) return false;
    this.#counted.add(seq);
    if (system.session !== null && seq > this.#toldAt) {
      this.#toldAt = seq;
      this.#state.set(shared(this.#state.get(), system.session));
    }
    const count = this.#state.get().memberCount + comings(system);
    if (count !== this.#state.get().memberCount) this.#state.set({ ...this.#state.get(), memberCount: count });

    const { userId, world } = this.#options;
    const isOfMe = system.userIds.includes(userId) || (senderId === userId && system.event === ownership);
    if (isOfMe) this.#askIn(gather.own);
    // Whoever was banned may have been a member, or not.
    else if (system.event === SystemEvent.MEMBER_BANNED) this.#askIn(Math.round(gather.others * world.random()));
    return true;
  }

  /** Reads the summary anew. What cannot be read now stays as it is. */
  async refresh(): Promise<void> {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    const asked = await this.#options.ask().catch(() => undefined);
    if (asked === undefined || this.#stopped || asked.lastSeq < this.#state.get().lastSeq) return;
    this.#toldAt = asked.lastSeq;
    this.#state.set(asked);
    // What was counted since is not in the answer.
    if (Math.max(0, ...this.#counted) > asked.lastSeq) this.#askIn(gather.own);
    else this.#counted.clear();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
  }

  #askIn(ms: number): void {
    if (!this.#stopped) this.#cancelWait ??= this.#options.world.after(ms, () => void this.refresh());
  }
}

const ownership = SystemEvent.OWNERSHIP_TRANSFERRED;

/** Whether a sender's id is a user's own, or that of the alias they have in a session. */
export const isOwnSender = (senderId: string, userId: string, alias: string | null): boolean =>
  senderId === userId || (alias !== null && senderId === aliasId(alias));

const shared = (session: SessionSummary, told: Schema.SessionState): SessionSummary => {
  const { name, description, avatarUrl, bannerUrl, tags, status, isFrozen, settings } = told;
  const governed = { kind: session.kind, isFrozen, allowInvites: settings.allowInvites };
  const myPermissions = permissionsOf(governed, session.myRole);
  return { ...session, name, description, avatarUrl, bannerUrl, tags, status, isFrozen, settings, myPermissions };
};

const comings = ({ event, userIds }: Schema.SystemContent): number => {
  if (event === SystemEvent.MEMBERS_JOINED) return userIds.length;
  return event === SystemEvent.MEMBER_LEFT || event === SystemEvent.MEMBER_REMOVED ? -userIds.length : 0;
};

/** Events that end memberships. */
const endings: ReadonlySet<SystemEvent> = new Set([
  SystemEvent.MEMBER_LEFT,
  SystemEvent.MEMBER_REMOVED,
  SystemEvent.MEMBER_BANNED,
]);

/** Whether a message tells that a user's membership ended. */
export const endsMembershipOf = (userId: string, { content }: Message): boolean => {
  const system = content?.system ?? null;
  return system !== null && endings.has(system.event) && system.userIds.includes(userId);
};

/** Whether a message tells that somebody came or went. */
export const movesMembers = ({ content }: Message): boolean => {
  const event = content?.system?.event;
  return event !== undefined && (event === SystemEvent.MEMBERS_JOINED || endings.has(event));
};
