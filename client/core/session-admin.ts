import type * as Schema from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Operation } from './documents.ts';
import { pageAfter } from './model.ts';
import type { LogEntry, Page } from './model.ts';
import { persistently } from './persistently.ts';
import type { Transport, Variables } from './transport.ts';
import { Turns } from './turns.ts';
import type { World } from './world.ts';

export interface SessionAdminOptions {
  readonly transport: Transport;
  readonly sessionId: string;
  /** The log has taken a change; nothing where there was nothing to change. */
  readonly taken: (entry: LogEntry | null) => void;
  readonly world: World;
}

/**
 * What can be done to a session and its members. Each promise settles when the log has the change, and rejects with a
 * {@link ChatError} where the caller may not, or it cannot be done.
 */
export class SessionAdmin {
  readonly #options: SessionAdminOptions;
  readonly #turns = new Turns();

  constructor(options: SessionAdminOptions) {
    this.#options = options;
  }

  /** Name, description, pictures, tags; what is left out stays, and null takes away. */
  update(changes: Omit<Schema.UpdateChatSessionInput, 'sessionId'>): Promise<void> {
    return this.#change(documents.updateChatSession, { input: { sessionId: this.#id, ...changes } });
  }

  changeSettings(settings: Schema.SessionSettingsInput): Promise<void> {
    return this.#change(documents.updateSessionSettings, { input: { sessionId: this.#id, settings } });
  }

  archive(): Promise<void> {
    return this.#change(documents.archiveChatSession, { sessionId: this.#id });
  }

  unarchive(): Promise<void> {
    return this.#change(documents.unarchiveChatSession, { sessionId: this.#id });
  }

  freeze(): Promise<void> {
    return this.#change(documents.freezeChatSession, { sessionId: this.#id });
  }

  unfreeze(): Promise<void> {
    return this.#change(documents.unfreezeChatSession, { sessionId: this.#id });
  }

  addMembers(userIds: readonly string[]): Promise<void> {
    return this.#change(documents.addMembers, { sessionId: this.#id, userIds });
  }

  removeMember(userId: string): Promise<void> {
    return this.#change(documents.removeMember, { sessionId: this.#id, userId });
  }

  ban(userId: string, reason?: string): Promise<void> {
    const why = reason === undefined ? {} : { reason };
    return this.#change(documents.banMember, { sessionId: this.#id, userId, ...why });
  }

  unban(userId: string): Promise<void> {
    return this.#change(documents.unbanMember, { sessionId: this.#id, userId });
  }

  mute(userId: string, until: Date): Promise<void> {
    return this.#change(documents.muteMember, { sessionId: this.#id, userId, until: until.toISOString() });
  }

  unmute(userId: string): Promise<void> {
    return this.#change(documents.unmuteMember, { sessionId: this.#id, userId });
  }

  changeRole(userId: string, role: Schema.MemberRole): Promise<void> {
    return this.#change(documents.changeMemberRole, { sessionId: this.#id, userId, role });
  }

  transferOwnership(userId: string): Promise<void> {
    return this.#change(documents.transferOwnership, { sessionId: this.#id, userId });
  }

  approve(userId: string): Promise<void> {
    return this.#change(documents.approveJoinRequest, { sessionId: this.#id, userId });
  }

  async reject(userId: string): Promise<void> {
    await this.#ask(documents.rejectJoinRequest, { sessionId: this.#id, userId });
  }

  async invite(userIds: readonly string[]): Promise<readonly Schema.Invite[]> {
    return this.#ask(documents.inviteUsers, { sessionId: this.#id, userIds });
  }

  async withdrawInvite(userId: string): Promise<void> {
    await this.#ask(documents.withdrawInvite, { sessionId: this.#id, userId });
  }

  joinRequests(): Promise<readonly Schema.JoinRequest[]> {
    return this.#ask(documents.joinRequests, { sessionId: this.#id });
  }

  bannedMembers(): Promise<readonly Schema.Ban[]> {
    return this.#ask(documents.bannedMembers, { sessionId: this.#id });
  }

  /** Who was told the author of which anonymous message, newest first, from the `endCursor` of the page before on. */
  auditLog(after?: string): Promise<Page<Schema.AuditEntry>> {
    return this.#ask(documents.auditLog, { sessionId: this.#id, ...pageAfter(after) });
  }

  /** What the caller alone sees of the session; what is left out stays. Changes are made in turn. */
  setPreferences(preferences: Omit<Schema.UpdateMyPreferencesInput, 'sessionId'>): Promise<Schema.MemberPreferences> {
    const input = { sessionId: this.#id, ...preferences };
    return this.#turns.take('preferences', () => this.#ask(documents.updateMyPreferences, { input }));
  }

  get #id(): string {
    return this.#options.sessionId;
  }

  async #change<In extends Variables>(operation: Operation<In, LogEntry | null>, variables: In): Promise<void> {
    this.#options.taken(await this.#ask(operation, variables));
  }

  #ask<In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> {
    const { transport, world } = this.#options;
    return persistently(world, () => ask(transport, operation, variables));
  }
}
