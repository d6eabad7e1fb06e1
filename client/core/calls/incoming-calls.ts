import type * as Schema from '../../../generated/schema.ts';
import * as documents from '../documents.ts';
import { ask, heardAs } from '../documents.ts';
import type { Handle } from '../shared-handles.ts';
import { createState } from '../state.ts';
import type { State } from '../state.ts';
import type { Transport } from '../transport.ts';
import type { World } from '../world.ts';
import { isLive } from './call-state.ts';
import type { SessionCalls } from './session-calls.ts';

/** A call that rings for this user. */
export interface IncomingCall {
  readonly callId: string;
  readonly sessionId: string;
  readonly startedBy: string;
  readonly mode: Schema.CallMode;
  /** Whether it is being recorded: whoever comes in agrees to it first. */
  readonly isRecorded: boolean;
}

export interface IncomingCallsOptions {
  readonly transport: Transport;
  readonly userId: string;
  readonly world: World;
  readonly hold: (sessionId: string) => Handle<SessionCalls>;
}

/** Told of a call by the chat, one is told of its ringing about now. */
const toldMs = 2_000;

/** The calls that ring for this user, the one that began first first. Each rings until it is taken, over, or not answered. */
export class IncomingCalls {
  readonly #options: IncomingCallsOptions;
  readonly #state = createState<readonly IncomingCall[]>([]);
  readonly #quiet = new Map<string, () => void>();
  /** What was answered here: it may be told twice. */
  readonly #answered = new Set<string>();
  readonly #looks = new Set<() => void>();
  #end: (() => void) | undefined;

  constructor(options: IncomingCallsOptions) {
    this.#options = options;
  }

  get state(): State<readonly IncomingCall[]> {
    return this.#state;
  }

  start(): void {
    const { transport } = this.#options;
    this.#end?.();
    this.#end = transport.live(
      documents.onIncomingCall.document,
      {},
      {
        ready: () => undefined,
        event: (data) => {
          heardAs(documents.onIncomingCall, data, ({ call }) => this.take(call));
        },
        lost: () => undefined,
      },
    );
  }

  /** The chat says that a call began: where its ringing was not heard, it is asked whether it rings. */
  began(callId: string): void {
    const { world, transport } = this.#options;
    const cancel = world.after(toldMs, () => {
      this.#looks.delete(cancel);
      if (this.#quiet.has(callId) || this.#answered.has(callId)) return;
      void ask(transport, documents.call, { callId }).then(
        ({ call }) => this.take(call),
        () => undefined,
      );
    });
    this.#looks.add(cancel);
  }

  take(call: Schema.VideoCall): void {
    const { world, hold } = this.#options;
    if (this.#quiet.has(call.id) || !this.#rings(call)) return;
    const { feed, release } = hold(call.sessionId);
    feed.take(call);
    const look = (): void => {
      const { newest } = feed.state.get();
      if (newest === undefined || newest.id !== call.id || !this.#rings(newest)) this.#hush(call.id);
    };
    const unsubscribe = feed.state.subscribe(look);
    const cancel = world.after(Date.parse(call.ringsUntil) - world.now(), () => this.#hush(call.id));
    this.#quiet.set(call.id, () => {
      unsubscribe();
      cancel();
      release();
    });
    const { id: callId, sessionId, startedBy, mode, recordings } = call;
    const isRecorded = recordings.some(({ state }) => state === 'STARTING' || state === 'RECORDING');
    this.#state.set([...this.#state.get(), { callId, sessionId, startedBy, mode, isRecorded }]);
  }

  /** Answered, here: it rings no more. */
  answered(callId: string): void {
    this.#answered.add(callId);
    this.#hush(callId);
  }

  stop(): void {
    this.#end?.();
    this.#end = undefined;
    for (const cancel of this.#looks) cancel();
    this.#looks.clear();
    for (const callId of [...this.#quiet.keys()]) this.#hush(callId);
  }

  #rings(call: Schema.VideoCall): boolean {
    const { userId, world } = this.#options;
    const isPending = call.invited.some((one) => one.userId === userId && one.answer === 'PENDING');
    const isIn = call.participants.some((one) => one.userId === userId && one.leftAt === null);
    return (
      isPending && !isIn && isLive(call) && Date.parse(call.ringsUntil) > world.now() && !this.#answered.has(call.id)
    );
  }

  #hush(callId: string): void {
    this.#quiet.get(callId)?.();
    this.#quiet.delete(callId);
    const left = this.#state.get().filter((one) => one.callId !== callId);
    if (left.length !== this.#state.get().length) this.#state.set(left);
  }
}
