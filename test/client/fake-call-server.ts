import { ChatError, networkLost } from '../../client/core/errors.ts';
import type { LiveHandlers, Transport, Variables } from '../../client/core/transport.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import type { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type * as Schema from '../../generated/schema.ts';
import type { FakeWorld } from './fake-world.ts';
import { theSession } from './fake-messages.ts';

interface Ear {
  readonly name: string;
  readonly handlers: LiveHandlers;
  open: boolean;
}

/** The calls of one session on a server in memory, as ann is served; bob is moved by the test. */
export class FakeCallServer implements Transport {
  readonly requests: { readonly name: string; readonly input: Variables }[] = [];
  /** What the next request of a name is refused with. */
  readonly refusals = new Map<string, ChatError[]>();
  /** While set, answers to a request of this name are made but do not arrive. */
  readonly held = new Map<string, Promise<void>>();
  /** What the client that it serves calls itself. */
  clientId: string | null = null;
  seat: Schema.CallSeat | null = null;
  call: Schema.VideoCall | undefined;
  readonly #world: FakeWorld;
  #ears: Ear[] = [];
  #calls = 0;

  constructor(world: FakeWorld) {
    this.#world = world;
  }

  // ------------------------------------------------------------------ the transport

  async request(document: string, variables: Variables): Promise<unknown> {
    const name = /^\s*\w+ (\w+)/.exec(document)?.[1] ?? '';
    const root = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const input = { ...variables, ...(variables['input'] as Variables | undefined) };
    this.requests.push({ name: root, input });
    await Promise.resolve();
    const refusal = this.refusals.get(root)?.shift();
    if (refusal !== undefined) throw refusal;
    const data = { [root]: this.#answer(root, input) };
    await this.held.get(root);
    return data;
  }

  live(document: string, _: Variables, handlers: LiveHandlers): () => void {
    const ear = { name: /^\s*\w+ (\w+)/.exec(document)?.[1] ?? '', handlers, open: false };
    this.#ears.push(ear);
    return () => {
      this.#ears = this.#ears.filter((one) => one !== ear);
    };
  }

  // ------------------------------------------------------------------ what tests do with it

  subscriptions(name: string): number {
    return this.#ears.filter((ear) => ear.name === name).length;
  }

  acknowledge(): void {
    for (const ear of [...this.#ears]) {
      ear.open = true;
      ear.handlers.ready();
    }
  }

  cut(): void {
    for (const ear of [...this.#ears]) {
      ear.open = false;
      ear.handlers.lost(networkLost());
    }
  }

  asked(name: string): readonly Variables[] {
    return this.requests.filter((request) => request.name === name).map(({ input }) => input);
  }

  refuse(name: string, code: ErrorCode): void {
    const error = new ChatError(code, 'unable to do so; the test says so', { retryable: false });
    this.refusals.set(name, [...(this.refusals.get(name) ?? []), error]);
  }

  lose(name: string): void {
    this.refusals.set(name, [...(this.refusals.get(name) ?? []), networkLost()]);
  }

  get now(): Schema.VideoCall {
    if (this.call === undefined) throw new Error('unable to look at the call; there is none');
    return this.call;
  }

  /** Changes the call and tells of it. */
  change(
    change: Partial<Schema.VideoCall>,
    event: Schema.CallEventName = 'MEDIA_CHANGED',
    userId: string | null = null,
  ): Schema.VideoCall {
    this.call = { ...this.now, ...change, version: this.now.version + 1 };
    this.tell(this.call, event, userId);
    return this.call;
  }

  tell(call: Schema.VideoCall, event: Schema.CallEventName = 'MEDIA_CHANGED', userId: string | null = null): void {
    this.emit('OnCallEvent', { onCallEvent: { sessionId: theSession, event, userId, call } });
  }

  ring(call: Schema.VideoCall): void {
    this.emit('OnIncomingCall', { onIncomingCall: { userId: 'ann', call } });
  }

  emit(name: string, data: unknown): void {
    for (const ear of [...this.#ears]) if (ear.open && ear.name === name) ear.handlers.event(data);
  }

  comesIn(userId: string, more: Partial<Schema.CallParticipant> = {}): Schema.VideoCall {
    return this.change(
      { ...this.#with(userId, more), state: 'ACTIVE', startedAt: this.#iso() },
      'PARTICIPANT_JOINED',
      userId,
    );
  }

  changes(userId: string, more: Partial<Schema.CallParticipant>, event: Schema.CallEventName = 'MEDIA_CHANGED'): void {
    this.change(this.#with(userId, more), event, userId);
  }

  goes(userId: string, event: Schema.CallEventName, isBarred = false): void {
    this.changes(userId, { leftAt: this.#iso(), isBarred, microphone: false, camera: false, screen: false }, event);
  }

  ends(): void {
    this.change({ state: 'ENDED', endedAt: this.#iso(), endReason: 'HUNG_UP', durationSeconds: 7 }, 'CALL_ENDED');
  }

  /** Somebody else's call, which rings for ann. */
  begins(startedBy = 'bob'): Schema.VideoCall {
    this.#calls += 1;
    this.call = {
      id: `call-${this.#calls}`,
      sessionId: theSession,
      startedBy,
      mode: 'VIDEO',
      state: 'RINGING',
      createdAt: this.#iso(),
      ringsUntil: this.#iso(CallDurations.ring),
      startedAt: null,
      endedAt: null,
      endReason: null,
      durationSeconds: null,
      invited: [{ userId: startedBy === 'ann' ? 'bob' : 'ann', answer: 'PENDING' }],
      participants: [],
      recordings: [],
      version: 1,
    };
    this.call = { ...this.call, ...this.#with(startedBy, {}) };
    return this.call;
  }

  // ------------------------------------------------------------------ inside

  #answer(root: string, input: Variables): unknown {
    const bool = (name: string): boolean => input[name] === true;
    switch (root) {
      case 'initiateCall':
        this.clientId = String(input['clientId']);
        return { call: this.begins('ann'), seat: this.seat };
      case 'acceptCall':
      case 'joinCall':
        this.clientId = String(input['clientId']);
        this.comesIn('ann', {
          clientId: this.clientId,
          microphone: bool('microphone'),
          camera: bool('camera'),
          leftAt: null,
        });
        return { call: this.now, seat: this.seat };
      case 'renewCallToken':
        return { call: this.now, seat: this.seat };
      case 'updateCallMedia': {
        const named = (['microphone', 'camera', 'screen'] as const).filter((name) => name in input);
        const change = Object.fromEntries(named.map((name) => [name, bool(name)]));
        const hand = 'hand' in input ? { handRaisedAt: bool('hand') ? this.#iso() : null } : {};
        return this.change(this.#with('ann', { ...change, ...hand }));
      }
      case 'leaveCall':
        this.goes('ann', 'PARTICIPANT_LEFT');
        return this.now;
      case 'declineCall':
        return this.change({ invited: [{ userId: 'ann', answer: 'DECLINED' }] }, 'INVITE_DECLINED', 'ann');
      case 'call':
        return { call: this.now, quality: null };
      case 'callHistory':
        return { items: this.call === undefined ? [] : [this.call], pageInfo: { endCursor: null, hasNextPage: false } };
      case 'keepCallAlive':
      case 'reportCallQuality':
        return true;
      default:
        throw new Error(`unable to answer ${root}`);
    }
  }

  #with(userId: string, more: Partial<Schema.CallParticipant>): { participants: readonly Schema.CallParticipant[] } {
    const { participants } = this.now;
    const held = participants.find((one) => one.userId === userId);
    const fresh: Schema.CallParticipant = {
      userId,
      uid: participants.length + 1,
      clientId: userId === 'ann' ? this.clientId : null,
      role: 'PARTICIPANT',
      joinedAt: this.#iso(),
      leftAt: null,
      microphone: true,
      camera: true,
      screen: false,
      handRaisedAt: null,
      isBarred: false,
    };
    const now = { ...(held ?? fresh), ...more };
    return {
      participants: held === undefined ? [...participants, now] : participants.map((one) => (one === held ? now : one)),
    };
  }

  #iso(later = 0): string {
    return new Date(this.#world.now() + later).toISOString();
  }
}
