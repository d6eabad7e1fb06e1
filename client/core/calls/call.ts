import { ErrorCode } from '../../../domain/vocabulary/error-codes.ts';
import type * as Schema from '../../../generated/schema.ts';
import { chatErrorFrom } from '../errors.ts';
import type { ChatError } from '../errors.ts';
import type { Handle } from '../shared-handles.ts';
import { createState } from '../state.ts';
import type { State } from '../state.ts';
import type { Transport } from '../transport.ts';
import type { World } from '../world.ts';
import { CallBeat } from './call-beat.ts';
import { CallLink } from './call-link.ts';
import { callRequests } from './call-requests.ts';
import type { CallRequests } from './call-requests.ts';
import { standingIn } from './call-standing.ts';
import { levelOf, participantIn, recordingIn, shownCall } from './call-state.ts';
import type { CallEnding, CallQualityLevel, CallState } from './call-state.ts';
import type { CallMedia, CaptureDevice, MediaRole, Signals } from './media.ts';
import { OwnMedia } from './own-media.ts';
import type { Devices } from './own-media.ts';
import { OwnSwitches } from './own-switches.ts';
import type { SessionCalls } from './session-calls.ts';

export interface CallParts {
  readonly transport: Transport;
  readonly userId: string;
  readonly world: World;
  readonly media: CallMedia;
  /** The calls of the session; released when this one is over. */
  readonly session: Handle<SessionCalls>;
  readonly signalsOf: (callId: string) => Signals;
}

export interface EnterOptions {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly devices: Devices;
  readonly consentsToRecording: boolean;
}

/** How one comes in: the answer of `initiateCall`, `acceptCall` or `joinCall`, with what of one's own is open. */
export type Enter = (own: {
  readonly microphone: boolean;
  readonly camera: boolean;
  /** The name of this client in this call. */
  readonly clientId: string;
}) => Promise<Schema.CallEntry>;

/** One call, as somebody is in it: from coming in until it is over for them. */
export class Call {
  readonly id: string;
  readonly sessionId: string;
  readonly #parts: CallParts;
  readonly #clientId: string;
  readonly #requests: CallRequests;
  readonly #own: OwnMedia;
  readonly #switches: OwnSwitches;
  readonly #link: CallLink;
  readonly #state;
  readonly #levels = createState<ReadonlyMap<string, number>>(new Map());
  readonly #beat: CallBeat;
  readonly #ends: (() => void)[] = [];
  #record: Schema.VideoCall;
  #quality: CallQualityLevel = 'unknown';
  #ending: CallEnding | undefined;
  #aliveAt: number;
  #isReturning = false;
  #consents: boolean;

  /** Comes into a call. What cannot be opened is off, and among the `problems`. @throws {ChatError} */
  static async enter(parts: CallParts, options: EnterOptions, enter: Enter): Promise<Call> {
    let call: Call | undefined;
    const own = new OwnMedia({
      capture: parts.media.capture,
      devices: options.devices,
      changed: () => {
        if (call !== undefined) call.#ownChanged();
      },
      lost: (role) => {
        if (call !== undefined) call.#switches.went(role, false);
      },
    });
    try {
      const wanted = (['microphone', 'camera'] as const).filter((role) => options[role]);
      await Promise.all(wanted.map((role) => own.turn(role, true).catch(() => undefined)));
      const clientId = parts.world.newId();
      const entry = await enter({ microphone: own.isOn('microphone'), camera: own.isOn('camera'), clientId });
      call = new Call(parts, own, entry, { clientId, consents: options.consentsToRecording });
      return call;
    } catch (cause) {
      own.close();
      parts.session.release();
      throw cause;
    }
  }

  private constructor(
    parts: CallParts,
    own: OwnMedia,
    { call, seat }: Schema.CallEntry,
    { clientId, consents }: { readonly clientId: string; readonly consents: boolean },
  ) {
    this.id = call.id;
    this.sessionId = call.sessionId;
    this.#parts = parts;
    this.#clientId = clientId;
    this.#requests = callRequests({ ...parts, callId: call.id, clientId });
    this.#own = own;
    this.#record = call;
    this.#consents = consents;
    this.#aliveAt = parts.world.now();
    this.#link = new CallLink({
      userId: parts.userId,
      media: parts.media,
      signals: parts.signalsOf(call.id),
      changed: () => {
        if (this.#link.state.status === 'expelled') void this.#look();
        this.#publish();
      },
      tokenEnds: () => void this.#renew(),
    });
    this.#switches = new OwnSwitches({
      own,
      tell: async (switched) => {
        if (this.#ending !== undefined) return;
        this.#take(await this.#requests.switchMedia(switched));
      },
      settled: () => this.#reconcile(),
      isOut: (error) => this.#isOut(error),
      changed: () => this.#publish(),
    });
    this.#state = createState<CallState>(this.#shown());
    this.#beat = new CallBeat({
      world: parts.world,
      alive: () => void this.#sayAlive(),
      measure: () => void this.#measure(),
      renew: () => void this.#renew(),
      listen: () => this.#listen(),
    });
    const { feed: session } = parts.session;
    session.take(call);
    this.#ends.push(
      session.onEvent(({ call: told, event, userId }) =>
        this.#take(told, event === 'PARTICIPANT_REMOVED' ? userId : null),
      ),
      session.state.subscribe(() => {
        const { newest } = session.state.get();
        if (newest?.id === this.id) this.#take(newest);
        else if (newest !== undefined) void this.#look();
      }),
    );
    for (const role of ['microphone', 'camera'] as const) {
      if (participantIn(call, parts.userId)?.[role] !== own.isOn(role)) this.#switches.went(role, own.isOn(role));
    }
    this.#connect(seat);
    this.#take(session.state.get().newest ?? call);
  }

  get state(): State<CallState> {
    return this.#state;
  }

  /** How loud others are, by user id: 0 to 1, some times a second. */
  get levels(): State<ReadonlyMap<string, number>> {
    return this.#levels;
  }

  // ------------------------------------------------------------------ what people do

  /** @throws {CaptureError} {ChatError} */
  setMic(on: boolean): Promise<void> {
    return this.#turn('microphone', on);
  }

  /** @throws {CaptureError} {ChatError} */
  setCam(on: boolean): Promise<void> {
    return this.#turn('camera', on);
  }

  /** @throws {CaptureError} {ChatError} `ScreenTaken` while somebody else shares. */
  shareScreen(on: boolean): Promise<void> {
    return this.#turn('screen', on);
  }

  /** @throws {ChatError} */
  raiseHand(up: boolean): Promise<void> {
    return this.#switches.raiseHand(up);
  }

  devices(): Promise<readonly CaptureDevice[]> {
    return this.#parts.media.capture.devices();
  }

  /** Takes another device from now on. @throws {CaptureError} */
  useDevice(role: 'microphone' | 'camera', deviceId: string): Promise<void> {
    return this.#own.use(role, deviceId);
  }

  /** Switches somebody's microphone off; they may switch it on again. @throws {ChatError} `NotAllowed` */
  async mute(userId: string): Promise<void> {
    this.#take(await this.#requests.mute(userId));
  }

  /** Takes somebody out, who does not come in again. @throws {ChatError} `NotAllowed` */
  async remove(userId: string): Promise<void> {
    this.#take(await this.#requests.remove(userId));
  }

  /** Everyone in the call is told at once. @throws {ChatError} `NotAllowed`, `RecordingUnavailable` */
  async startRecording(): Promise<void> {
    this.#take(await this.#requests.startRecording());
  }

  /** @throws {ChatError} `NotAllowed` */
  async stopRecording(): Promise<void> {
    this.#take(await this.#requests.stopRecording());
  }

  /** Ends the call for everyone. @throws {ChatError} `NotAllowed` */
  async end(): Promise<void> {
    this.#take(await this.#requests.end());
  }

  /** Leaves, at once; where the server cannot be told, silence tells it. */
  async hangUp(): Promise<void> {
    if (this.#ending !== undefined) return;
    this.#over('hung-up');
    await this.#requests.leave().then(
      (call) => this.#parts.session.feed.take(call),
      () => undefined,
    );
  }

  // ------------------------------------------------------------------ own media

  async #turn(role: MediaRole, on: boolean): Promise<void> {
    if (this.#ending === undefined) await this.#switches.turn(role, on);
  }

  #ownChanged(): void {
    this.#link.publish(this.#own.tracks);
    this.#publish();
  }

  // ------------------------------------------------------------------ what the server says

  #take(call: Schema.VideoCall, removed: string | null = null): void {
    if (call.id !== this.id || this.#ending !== undefined) return;
    if (call.version > this.#record.version) this.#record = call;
    else if (removed === null && call !== this.#record) return;
    const { userId, world } = this.#parts;
    const standing = standingIn(this.#record, {
      userId,
      clientId: this.#clientId,
      isRemoved: removed === userId,
      silentMs: world.now() - this.#aliveAt,
    });
    if (standing.kind === 'fallen') void this.#comeBack();
    if (standing.kind === 'out') this.#over(standing.ending);
    if (standing.kind !== 'in') return;
    this.#switches.reconcile(standing.as);
    this.#link.meet(this.#record);
    this.#publish();
  }

  async #look(): Promise<void> {
    try {
      const call = await this.#requests.look();
      this.#parts.session.feed.take(call);
      this.#take(call);
    } catch (cause) {
      if (chatErrorFrom(cause).code === ErrorCode.CallNotFound) this.#over('removed');
    }
  }

  async #comeBack(): Promise<void> {
    if (this.#isReturning) return;
    this.#isReturning = true;
    try {
      const consents = this.#consents || recordingIn(this.#record) !== undefined;
      const { call, seat } = await this.#requests.comeBack({
        microphone: this.#own.isOn('microphone'),
        camera: this.#own.isOn('camera'),
        consentsToRecording: consents,
      });
      if (this.#ending !== undefined) return;
      this.#aliveAt = this.#parts.world.now();
      this.#connect(seat);
      this.#take(call);
    } catch (cause) {
      const error = chatErrorFrom(cause);
      if (!error.retryable) this.#over(error.code === ErrorCode.CallEnded ? 'ended' : 'removed');
    } finally {
      this.#isReturning = false;
    }
  }

  /** Whether an error says that one is not in the call any more; then it is looked at. */
  #isOut({ code }: ChatError): boolean {
    const out: readonly string[] = [ErrorCode.NotInCall, ErrorCode.CallEnded, ErrorCode.CallNotFound];
    if (!out.includes(code)) return false;
    void this.#look();
    return true;
  }

  #over(ending: CallEnding): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#beat.stop();
    for (const end of this.#ends.splice(0)) end();
    this.#link.close();
    this.#own.close();
    this.#levels.set(new Map());
    this.#publish();
    this.#parts.session.release();
  }

  // ------------------------------------------------------------------ by the clock

  async #sayAlive(): Promise<void> {
    void this.#switches.tell().catch(() => undefined);
    try {
      await this.#requests.keepAlive();
      this.#aliveAt = this.#parts.world.now();
    } catch (cause) {
      this.#isOut(chatErrorFrom(cause));
    }
  }

  async #measure(): Promise<void> {
    const sample = await this.#link.measure();
    if (sample === undefined || this.#ending !== undefined) return;
    this.#quality = levelOf(sample);
    this.#publish();
    await this.#requests.tellQuality(sample).then(
      () => {
        this.#aliveAt = this.#parts.world.now();
      },
      () => undefined,
    );
  }

  async #renew(): Promise<void> {
    try {
      const { seat } = await this.#requests.renewToken();
      if (seat === null || this.#ending !== undefined) return;
      await this.#link.renew(seat.token);
      this.#beat.renewBefore(Date.parse(seat.expiresAt));
    } catch (cause) {
      if (!this.#isOut(chatErrorFrom(cause))) this.#beat.renewAgain();
    }
  }

  #listen(): void {
    const now = this.#link.levels();
    const held = this.#levels.get();
    // What nobody would see is no change.
    const isSame =
      now.size === held.size && [...now].every(([id, level]) => Math.abs(level - (held.get(id) ?? -1)) < 0.02);
    if (!isSame) this.#levels.set(now);
  }

  // ------------------------------------------------------------------ inside

  #connect(seat: Schema.CallSeat | null): void {
    this.#link.connect(seat, this.#record, this.#own.tracks);
    if (seat !== null) this.#beat.renewBefore(Date.parse(seat.expiresAt));
  }

  #reconcile(): void {
    const mine = participantIn(this.#record, this.#parts.userId);
    if (mine !== undefined && this.#ending === undefined) this.#switches.reconcile(mine);
  }

  #publish(): void {
    this.#state.set(this.#shown());
  }

  #shown(): CallState {
    return shownCall({
      call: this.#record,
      userId: this.#parts.userId,
      media: this.#link.state,
      own: this.#switches.state,
      ownTracks: this.#own.tracks,
      problems: this.#own.problems,
      quality: this.#quality,
      ending: this.#ending,
    });
  }
}
