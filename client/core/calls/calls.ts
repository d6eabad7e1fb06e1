import { SystemEvent } from '../../../domain/vocabulary/messages.ts';
import type * as Schema from '../../../generated/schema.ts';
import * as documents from '../documents.ts';
import { ask } from '../documents.ts';
import type { Operation } from '../documents.ts';
import type { Message } from '../message.ts';
import { pageAfter } from '../model.ts';
import type { Page } from '../model.ts';
import { persistently } from '../persistently.ts';
import { SharedHandles } from '../shared-handles.ts';
import type { Handle } from '../shared-handles.ts';
import { createState } from '../state.ts';
import type { State } from '../state.ts';
import type { Transport, Variables } from '../transport.ts';
import type { World } from '../world.ts';
import type { Call, Enter } from './call.ts';
import { signalsOver } from './call-signals.ts';
import { IncomingCalls } from './incoming-calls.ts';
import type { IncomingCall } from './incoming-calls.ts';
import type { CallMedia } from './media.ts';
import type { Devices } from './own-media.ts';
import { SessionCalls } from './session-calls.ts';

export interface CallsOptions {
  readonly transport: Transport;
  readonly userId: string;
  readonly world: World;
  /** Asked for with the first call. */
  readonly media: () => Promise<CallMedia>;
}

/** How one comes in. */
export interface JoinOptions {
  /** Default: on. */
  readonly microphone?: boolean;
  /** Default: on where the call is one with pictures. */
  readonly camera?: boolean;
  /** By device id; default: the browser's own choice. */
  readonly devices?: Devices;
  /** Needed where the call is being recorded: the person was told, and goes on. */
  readonly consentsToRecording?: boolean;
}

export interface StartOptions extends JoinOptions {
  /** Default: `VIDEO`. */
  readonly mode?: Schema.CallMode;
  /** Whom it rings, of the members; default: everyone. */
  readonly userIds?: readonly string[];
}

/** The calls of a user: the one they are in, those that ring for them, and those of each session. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #active = createState<Call | undefined>(undefined);
  readonly #sessions = new SharedHandles<SessionCalls>();
  readonly #incoming: IncomingCalls;
  #entering: Promise<unknown> = Promise.resolve();

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#incoming = new IncomingCalls({ ...options, hold: (sessionId) => this.inSession(sessionId) });
  }

  /** The call that this client is in; when it is over it stays, as such, until `dismiss` or the next one. */
  get active(): State<Call | undefined> {
    return this.#active;
  }

  get incoming(): State<readonly IncomingCall[]> {
    return this.#incoming.state;
  }

  /** The calls of a session as they happen; the same for all who hold it. */
  inSession(sessionId: string): Handle<SessionCalls> {
    const { transport, world } = this.#options;
    return this.#sessions.hold(sessionId, () => new SessionCalls({ transport, sessionId, world }));
  }

  /**
   * Starts a call, or comes into it again. Whoever is in another call leaves it.
   *
   * @throws {ChatError} `CallInProgress` where another one is on; `NotAllowed`, `Muted`, `SessionReadOnly` and others
   */
  start(sessionId: string, { mode = 'VIDEO', userIds, ...options }: StartOptions = {}): Promise<Call> {
    const input = { sessionId, mode, ...(userIds === undefined ? {} : { userIds }) };
    return this.#enter(sessionId, mode, options, ({ clientId }) =>
      this.#ask(documents.initiateCall, { input: { ...input, clientId } }),
    );
  }

  /** Takes a call that rings. @throws {ChatError} `CallEnded`, `ConsentRequired` and others */
  async accept({ callId, sessionId, mode }: IncomingCall, options: JoinOptions = {}): Promise<Call> {
    const call = await this.#enter(sessionId, mode, options, (own) =>
      this.#ask(documents.acceptCall, { input: this.#joining(callId, own, options) }),
    );
    this.#incoming.answered(callId);
    return call;
  }

  /** Does not take it. @throws {ChatError} */
  async decline({ callId, sessionId }: IncomingCall): Promise<void> {
    this.#incoming.answered(callId);
    const call = await this.#ask(documents.declineCall, { callId });
    this.#sessions.get(sessionId)?.take(call);
  }

  /** Comes into a call that is on. @throws {ChatError} `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed` and others */
  async join(
    { id: callId, sessionId, mode }: Pick<Schema.VideoCall, 'id' | 'sessionId' | 'mode'>,
    options: JoinOptions = {},
  ): Promise<Call> {
    const call = await this.#enter(sessionId, mode, options, (own) =>
      this.#ask(documents.joinCall, { input: this.#joining(callId, own, options) }),
    );
    this.#incoming.answered(callId);
    return call;
  }

  /** Puts away a call that is over. */
  dismiss(): void {
    if (this.#active.get()?.state.get().phase === 'over') this.#active.set(undefined);
  }

  /** The calls of a session, newest first. @throws {ChatError} */
  history(sessionId: string, limit: number, after?: string): Promise<Page<Schema.VideoCall>> {
    return this.#ask(documents.callHistory, { sessionId, limit, ...pageAfter(after) });
  }

  /** A call with how its connections were. @throws {ChatError} `CallNotFound` */
  report(callId: string): Promise<Schema.CallReport> {
    return this.#ask(documents.call, { callId });
  }

  /** What calls are made with. */
  media(): Promise<CallMedia> {
    return this.#options.media();
  }

  // ------------------------------------------------------------------ for the client

  listen(): void {
    this.#incoming.start();
  }

  /** The chat told something. */
  heard({ sessionId, content, senderId }: Message): void {
    const { event, call } = content?.system ?? {};
    if (call === undefined || call === null) return;
    // What the session's own events did not tell by now, they may never.
    const newest = this.#sessions.get(sessionId)?.state.get().newest;
    const isOn = event === SystemEvent.CALL_STARTED;
    if (newest?.id !== call.callId || (!isOn && newest.endedAt === null)) this.#sessions.get(sessionId)?.listen();
    if (isOn && senderId !== this.#options.userId) this.#incoming.began(call.callId);
  }

  /** The network is back, or someone is looking again. */
  wake(): void {
    for (const session of this.#sessions.all) void session.look();
  }

  close(): void {
    this.#incoming.stop();
    void this.#active.get()?.hangUp();
    this.#active.set(undefined);
    this.#sessions.close();
  }

  // ------------------------------------------------------------------ inside

  /** One call at a time, however fast somebody presses. */
  #enter(sessionId: string, mode: Schema.CallMode, options: JoinOptions, enter: Enter): Promise<Call> {
    const entered = this.#entering.then(async () => {
      const { transport, userId, world } = this.#options;
      const held = this.#active.get();
      if (held !== undefined && held.state.get().phase !== 'over') {
        if (held.sessionId === sessionId) return held;
        await held.hangUp();
      }
      // Loaded with the first call.
      const [{ Call: Entered }, media] = await Promise.all([import('./call.ts'), this.#options.media()]);
      const parts = {
        transport,
        userId,
        world,
        media,
        session: this.inSession(sessionId),
        signalsOf: (callId: string) => signalsOver(transport, callId),
      };
      const { microphone = true, camera = mode === 'VIDEO', devices = {}, consentsToRecording = false } = options;
      const call = await Entered.enter(parts, { microphone, camera, devices, consentsToRecording }, enter);
      this.#active.set(call);
      return call;
    });
    this.#entering = entered.catch(() => undefined);
    return entered;
  }

  #joining(
    callId: string,
    own: Parameters<Enter>[0],
    { consentsToRecording = false }: JoinOptions,
  ): Schema.JoinCallInput {
    return { callId, ...own, consentsToRecording };
  }

  #ask<In extends Variables, Out>(operation: Operation<In, Out>, variables: In): Promise<Out> {
    return persistently(this.#options.world, () => ask(this.#options.transport, operation, variables));
  }
}
