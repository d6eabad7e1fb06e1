import type * as Schema from '../../generated/schema.ts';
import { sendByFetch, type ByteSender } from './byte-sender.ts';
import { browserMedia } from './calls/browser-media.ts';
import type { Call } from './calls/call.ts';
import { Calls, type StartOptions } from './calls/calls.ts';
import type { IncomingCall } from './calls/incoming-calls.ts';
import { Deliveries } from './deliveries.ts';
import * as documents from './documents.ts';
import { ask, type Operation } from './documents.ts';
import type { Draft } from './drafts.ts';
import type { ChatClientOptions } from './chat-client-options.ts';
import { ClientBeat } from './client-beat.ts';
import { added, EventListeners, News, type ClientEvent, type ClientEvents } from './client-events.ts';
import { Connection, type ConnectionState } from './connection.ts';
import { Inbox } from './inbox.ts';
import type { Message } from './message.ts';
import type { LogEntry, Page, SessionSummary } from './model.ts';
import { Notifications } from './notifications.ts';
import { KeptDrafts } from './kept-drafts.ts';
import { KnownNames } from './known-names.ts';
import { chosenOutbox } from './outbox/chosen-outbox.ts';
import { Outgoings, type OutboxEntry } from './outbox/outgoings.ts';
import type { Member } from './people.ts';
import { persistently } from './persistently.ts';
import { PollingTransport } from './polling-transport.ts';
import { Presences } from './presence.ts';
import { SessionAdmin } from './session-admin.ts';
import { beginsMembershipOf, endsMembershipOf, isOwnSender, movesMembers } from './session-events.ts';
import { SessionFeed } from './session-feed.ts';
import { sessionRequests } from './session-requests.ts';
import { SessionList } from './session-list.ts';
import { SharedHandles, type Handle } from './shared-handles.ts';
import type { State } from './state.ts';
import type { Transport, Variables } from './transport.ts';
import { Uploads } from './uploads.ts';
import { realWorld, type World } from './world.ts';

/** A user's handle on Parley: their sessions, and what happens in those that are open. */
export class ChatClient {
  readonly userId: string;
  readonly sessions: SessionList;
  readonly presence: Presences;
  readonly notifications: Notifications;
  readonly calls: Calls;
  /** What this user writes, until it is sent. */
  readonly drafts: KeptDrafts;
  readonly #transport: Transport;
  readonly #world: World;
  readonly #sendBytes: ByteSender;
  readonly #inbox: Inbox;
  readonly #connection: Connection;
  readonly #outgoings: Outgoings;
  readonly #open = new SharedHandles<SessionFeed>();
  readonly #deliveries: Deliveries;
  readonly #listeners = new EventListeners();
  readonly #news = new News();
  readonly #names = new KnownNames();
  readonly #beat: ClientBeat;
  readonly #admins = new Map<string, SessionAdmin>();

  constructor(options: ChatClientOptions) {
    const { userId, world = realWorld, deviceId = world.newId(), sendBytes = sendByFetch } = options;
    const transport = new PollingTransport(options.transport, world);
    this.#sendBytes = sendBytes;
    this.userId = userId;
    this.drafts = new KeptDrafts(userId, options.drafts);
    this.#transport = transport;
    this.#world = world;
    this.sessions = new SessionList(transport, userId, () => this.#listenAnew(), world);
    this.presence = new Presences({ transport, deviceId, world });
    this.notifications = new Notifications({ transport, world });
    this.calls = new Calls({ transport, userId, world, media: options.callMedia ?? browserMedia() });
    this.#outgoings = new Outgoings({
      outbox: chosenOutbox(options.outbox),
      userId,
      deliver: ({ sessionId, key, draft }) => sessionRequests(transport, sessionId).send({ key, draft }),
      acknowledged: (message) => this.#open.get(message.sessionId)?.receive(message),
      failed: (entry) => this.#listeners.tell('outbox.failed', entry),
      world,
    });
    this.#deliveries = new Deliveries({ userId, transport, world });
    let ringing: readonly IncomingCall[] = [];
    this.calls.incoming.subscribe(() => {
      const before = ringing;
      ringing = this.calls.incoming.get();
      for (const call of added(before, ringing, ({ callId }) => callId)) this.#listeners.tell('call.incoming', call);
    });
    this.sessions.state.subscribe(() => {
      for (const { id, lastSeq } of this.sessions.state.get().items) this.#news.begins(id, lastSeq);
    });
    this.#names.follow(this.sessions.state, ({ lastMessage }) => lastMessage);
    this.#names.follow(this.notifications.state, ({ message }) => message);
    this.#connection = new Connection({
      feeds: () => this.#open.all.map(({ state }) => state.get().status),
      isPolling: transport.isPolling,
      world,
    });
    this.#inbox = new Inbox({
      transport,
      heard: (message) => this.heard(message),
      catchUp: () => void this.#catchUp(),
      ready: () => this.#connection.ready(this.#catchUp()),
      lost: (error) => this.#connection.lost(error),
      retrying: (at) => this.#connection.retrying(at),
      world,
    });
    this.#beat = new ClientBeat({
      world,
      alive: () => void this.presence.beat(),
      look: ({ isTypingDue }) => {
        this.#checkTails(isTypingDue);
        void this.sessions.refresh();
      },
    });
  }

  /** Begins to listen to all sessions, and to say once a minute that this user is there. */
  connect(): void {
    if (this.#beat.isOn) return;
    this.#connection.begun();
    this.drafts.listen();
    this.#outgoings.open();
    void this.#inbox.start();
    this.calls.listen();
    this.#beat.begin();
  }

  /** Calls `listener` whenever something of this name happens, until the returned function is called. */
  on<Name extends ClientEvent>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    return this.#listeners.on(name, listener);
  }

  /** How this client stands with the server. */
  get connection(): State<ConnectionState> {
    return this.#connection.state;
  }

  /** What people are called, by user id: whoever said something that this client came to know, or was typing. */
  get names(): State<ReadonlyMap<string, string>> {
    return this.#names.state;
  }

  /** What this user wrote that the server does not have yet, or refused: of all sessions, written on any page of theirs. */
  get outbox(): State<readonly OutboxEntry[]> {
    return this.#outgoings.state;
  }

  /** Sends a message of the outbox again that failed; with another draft where one is given. */
  retry(key: string, draft?: Draft): void {
    this.#outgoings.retry(key, draft);
  }

  /** Takes a message out of the outbox that failed. */
  discard(key: string): void {
    this.#outgoings.discard(key);
  }

  /** Opens a session with this user as its owner. @throws {ChatError} */
  async createSession(input: Schema.CreateChatSessionInput): Promise<SessionSummary> {
    const created = await this.#ask(documents.createChatSession, { input });
    this.#entered(created);
    return created;
  }

  /** A session by its id. @throws {ChatError} `SessionNotFound` where it does not exist, or is not this user's. */
  findSession(sessionId: string): Promise<SessionSummary> {
    return this.#ask(documents.chatSession, { sessionId });
  }

  /** PUBLIC sessions by name. @throws {ChatError} */
  discover(asked: Schema.QueryDiscoverSessionsArgs = {}): Promise<Page<Schema.DiscoveredSession>> {
    return this.#ask(documents.discoverSessions, asked);
  }

  /** Enters a PUBLIC session, or one that this user is invited to. @throws {ChatError} `ApprovalRequired`, and others */
  async join(sessionId: string): Promise<SessionSummary> {
    await this.#ask(documents.joinChatSession, { sessionId });
    const joined = await this.findSession(sessionId);
    this.#entered(joined);
    return joined;
  }

  /** @throws {ChatError} `LastOwner` where nobody else would be left to look after it. */
  async leave(sessionId: string): Promise<void> {
    await this.#ask(documents.leaveChatSession, { sessionId });
    this.#left(sessionId);
  }

  /** Asks to be let in. @throws {ChatError} */
  requestToJoin(sessionId: string, note?: string): Promise<Schema.JoinRequest> {
    return this.#ask(documents.requestToJoin, { sessionId, ...(note === undefined ? {} : { note }) });
  }

  invites(): Promise<readonly Schema.Invite[]> {
    return this.#ask(documents.myInvites, {});
  }

  async declineInvite(sessionId: string): Promise<void> {
    await this.#ask(documents.withdrawInvite, { sessionId });
  }

  async block(userId: string): Promise<void> {
    await this.#ask(documents.blockUser, { userId });
    this.#checkTails(true);
  }

  async unblock(userId: string): Promise<void> {
    await this.#ask(documents.unblockUser, { userId });
    this.#checkTails(true);
  }

  blockedUsers(): Promise<readonly Schema.BlockedUser[]> {
    return this.#ask(documents.myBlockedUsers, {});
  }

  /** Ends every live delivery to this user, on all devices: for signing out everywhere. */
  async endLiveDelivery(): Promise<void> {
    await this.#ask(documents.endLiveDelivery, {});
  }

  /** What can be done to a session and its members: the same for all who ask. */
  admin(sessionId: string): SessionAdmin {
    const held = this.#admins.get(sessionId);
    if (held !== undefined) return held;
    const taken = (entry: LogEntry | null): void => {
      this.#open.get(sessionId)?.taken(entry);
      const said = entry?.message ?? null;
      if (said !== null) this.heard(said);
    };
    const admin = new SessionAdmin({ transport: this.#transport, sessionId, taken, world: this.#world });
    this.#admins.set(sessionId, admin);
    return admin;
  }

  /** The members of a session, by user id, page by page. @throws {ChatError} `SessionNotFound` */
  members(sessionId: string, after?: string): Promise<Page<Member>> {
    return sessionRequests(this.#transport, sessionId).members(after);
  }

  /** Files of a session. */
  uploads(sessionId: string): Uploads {
    return new Uploads({ transport: this.#transport, sessionId, send: this.#sendBytes, world: this.#world });
  }

  /** The feed of a session: the same one for all who hold it, closed when the last of them released it. */
  session(session: SessionSummary): Handle<SessionFeed> {
    // Found by its address rather than in the list: it was entered, or opened by somebody else, a moment ago.
    if (!this.sessions.state.get().items.some(({ id }) => id === session.id)) this.#entered(session);
    return this.#open.hold(session.id, () => this.#feedOf(session));
  }

  /** The call that this client is in; one that is over stays until `calls.dismiss` or the next one. */
  get activeCall(): State<Call | undefined> {
    return this.calls.active;
  }

  /** The calls that ring for this user: `calls.accept` and `calls.decline` answer them. */
  get incomingCalls(): State<readonly IncomingCall[]> {
    return this.calls.incoming;
  }

  /** Starts a call in a session, in which everyone else is rung. @throws {ChatError} */
  call(sessionId: string, options: StartOptions = {}): Promise<Call> {
    return this.calls.start(sessionId, options);
  }

  /** The network is back, or someone is looking again. */
  wake(): void {
    this.#beat.watched(true);
    this.#transport.wake?.();
    this.calls.wake();
    this.#outgoings.wake();
    for (const feed of this.#open.all) feed.wake();
    void this.sessions.refresh();
  }

  /** Nobody is looking: what live delivery may have failed to tell is asked for when somebody does. */
  rest(): void {
    this.#beat.watched(false);
  }

  /**
   * Stops, as `close` does.
   *
   * @param options.wipeLocal also forgets what this device keeps of this user: for a device that others use. Messages that
   * the server does not have are lost with it, and drafts.
   */
  async disconnect({ wipeLocal = false }: { readonly wipeLocal?: boolean } = {}): Promise<void> {
    if (wipeLocal) {
      this.drafts.wipe();
      await this.#outgoings.wipe().catch(() => undefined);
    }
    this.close();
  }

  /** Stops listening and sending. What was not sent yet is sent after the next `connect`. */
  close(): void {
    const { isOn } = this.#beat;
    this.#beat.end();
    this.#connection.ended();
    this.#outgoings.close();
    this.drafts.stop();
    this.#inbox.stop();
    this.sessions.stop();
    this.notifications.close();
    this.calls.close();
    this.#open.close();
    this.#deliveries.stop();
    this.presence.stop();
    if (isOn) void this.presence.leave();
  }

  // ------------------------------------------------------------------ what comes in

  /** A message of any session of this user's came live. */
  heard(message: Message): void {
    const { sessionId } = message;
    this.#names.heard(message);
    const session = this.sessions.state.get().items.find(({ id }) => id === sessionId);
    if (isOwnSender(message.senderId, this.userId, session?.myAlias ?? null)) this.#outgoings.seen(message);
    this.#tell(message, session);
    this.#open.get(sessionId)?.receive(message);
    if (endsMembershipOf(this.userId, message)) this.#moved(message);
    else if (beginsMembershipOf(this.userId, message)) this.#moved(message);
    else if (!this.sessions.heard(message)) void this.sessions.reread(sessionId);
    if (movesMembers(message)) this.presence.membersChanged(sessionId);
    if (session !== undefined && this.#open.get(sessionId) === undefined) this.#deliveries.received(message, session);
    this.notifications.heard();
    this.calls.heard(message);
  }

  // ------------------------------------------------------------------ inside

  #catchUp(): Promise<void> {
    this.notifications.heard();
    return this.sessions.refresh();
  }

  /** What the inbox listens to is settled when it is opened. */
  #listenAnew(): void {
    if (this.#beat.isOn) this.#inbox.membershipChanged();
  }

  /** The caller came or went; which of the two was last, the server knows. */
  #moved({ sessionId }: Message): void {
    void this.sessions.reread(sessionId);
    this.#listenAnew();
  }

  #entered(session: SessionSummary): void {
    this.sessions.put(session);
    this.#listenAnew();
  }

  #left(sessionId: string): void {
    this.sessions.remove(sessionId);
    this.#listenAnew();
  }

  /** A message that may be news; those of the system are told by states. */
  #tell(message: Message, session: SessionSummary | undefined): void {
    if (message.kind === 'SYSTEM' || !this.#news.isNew(message)) return;
    if (isOwnSender(message.senderId, this.userId, session?.myAlias ?? null)) return;
    this.#listeners.tell('message', message);
    if (message.mentions.includes(this.userId)) this.#listeners.tell('mention', message);
  }

  #checkTails(isTypingDue: boolean): void {
    for (const feed of this.#open.all) feed.checkTail(isTypingDue);
  }

  #feedOf(session: SessionSummary): SessionFeed {
    this.#news.begins(session.id, session.lastSeq);
    const feed = new SessionFeed({
      session,
      userId: this.userId,
      transport: this.#transport,
      world: this.#world,
      queue: this.#outgoings.queueOf(session.id),
      draft: (threadRootId) => this.drafts.of(session.id, threadRootId),
      names: this.#names,
      came: (message) => this.#tell(message, session),
      gap: (gap) => this.#listeners.tell('gap', gap),
      retrying: (at) => this.#connection.retrying(at),
      changed: (message) => this.sessions.changed(message),
    });
    feed.state.subscribe(() => {
      this.#connection.look();
      const { status, error } = feed.state.get();
      if (status === 'failed' && error?.code === 'SessionNotFound') this.#left(session.id);
    });
    return feed;
  }

  #ask<In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> {
    return persistently(this.#world, () => ask(this.#transport, operation, variables));
  }
}
