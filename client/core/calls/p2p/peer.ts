import type { World } from '../../world.ts';
import { mediaRoles } from '../media.ts';
import type { MediaRole, MediaTrack, MediaTracks } from '../media.ts';
import type { Line, LineEvents, OpenLine } from './line.ts';
import type { Candidate, Word } from './word.ts';

export interface PeerOptions {
  /** This life of ours. */
  readonly life: string;
  /** The next number of an attempt: none comes twice in one life. */
  readonly nextAttempt: () => number;
  /** Whether this end makes the first offer, and lets the other's give way where two cross. */
  readonly offers: boolean;
  readonly openLine: OpenLine;
  readonly tell: (word: Word) => void;
  /** Tracks or the connection are others now. */
  readonly changed: () => void;
  readonly world: World;
}

/** Candidates come in bursts. */
const gatherMs = 40;
/** Signals are lost: what is not answered by then is said again. */
const patienceMs = 3_000;
/** So many times it is tried to mend a line before another is made. */
const mendings = 2;

/**
 * One other participant, where media goes from browser to browser: the ends agree by perfect negotiation
 * (https://www.w3.org/TR/webrtc/#perfect-negotiation-example). One end always makes the first offer, and makes a new line
 * when the other one has a new life; the other end says that it is there until an offer comes.
 */
export class Peer {
  readonly #options: PeerOptions;
  #line: Line | undefined;
  #attempt = 0;
  #lines = 0;
  #theirLife: string | null = null;
  #own: MediaTracks = {};
  #tracks = new Map<MediaRole, MediaTrack>();
  #isClosed = false;
  #wasConnected = false;
  #mended = 0;
  #found: Candidate[] = [];
  #early: Candidate[] = [];
  #isDescribed = false;
  #cancelGather: (() => void) | undefined;
  #cancelPatience: (() => void) | undefined;
  #chain: Promise<void> = Promise.resolve();

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  get tracks(): MediaTracks {
    return Object.fromEntries(this.#tracks);
  }

  get line(): Line | undefined {
    return this.#line;
  }

  get isConnected(): boolean {
    return this.#line?.connection === 'connected';
  }

  /** Whether it was connected at any time. */
  get wasConnected(): boolean {
    return this.#wasConnected;
  }

  /** Signals arrive: begins, or says again what may not have been heard. */
  begin(): void {
    if (this.#options.offers && this.#line === undefined) this.#openAnew();
    else if (!this.isConnected) this.#sayAgain();
    this.#bePatient();
  }

  publish(own: MediaTracks): void {
    this.#own = own;
    this.#putAll();
  }

  /** The other end said something. */
  heard(word: Word): void {
    if (word.to !== null && word.to !== this.#options.life) return;
    this.#then(() => this.#take(word));
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelGather?.();
    this.#cancelPatience?.();
    this.#line?.close();
    this.#line = undefined;
    this.#tracks = new Map();
  }

  // ------------------------------------------------------------------ what is said

  async #take(word: Word): Promise<void> {
    const { offers } = this.#options;
    const isNewLife = this.#theirLife !== null && this.#theirLife !== word.from;
    this.#theirLife = word.from;
    if (offers) {
      const waits = word.description === null && word.candidates.length === 0;
      // They have no line: where ours is agreed on, it was with one that is gone.
      const isStale = waits && this.#line?.isSettled === true && this.#isDescribed;
      if (isNewLife || isStale || this.#line === undefined) this.#openAnew();
      else if (waits) this.#sayAgain();
      else if (word.attempt === this.#attempt) await this.#agree(word);
      return;
    }
    if (word.attempt < this.#attempt && !isNewLife) return;
    if (isNewLife || this.#line === undefined || word.attempt !== this.#attempt) {
      // Candidates of an offer that is still on its way: it brings them along when it is said again.
      if (word.description?.type !== 'offer') return;
      this.#attempt = word.attempt;
      this.#open();
    }
    await this.#agree(word);
  }

  async #agree({ description, candidates }: Word): Promise<void> {
    const line = this.#line;
    if (line === undefined) return;
    if (description !== null) {
      // Of two offers that cross, that of whoever offers first holds.
      if (description.type === 'offer' && !line.isSettled && this.#options.offers) return;
      // Said again because our answer was lost, or heard twice.
      if (description.type === 'answer' && line.isSettled) return;
      await line.accept(description);
      this.#isDescribed = true;
      for (const candidate of this.#early.splice(0)) await line.add(candidate).catch(() => undefined);
      if (description.type === 'offer') {
        await this.#put(line);
        await line.describe();
        this.#say(line);
      }
    }
    for (const candidate of candidates) {
      if (this.#isDescribed) await line.add(candidate).catch(() => undefined);
      else this.#early.push(candidate);
    }
  }

  #negotiate(line: Line): void {
    this.#then(async () => {
      if (line !== this.#line || !line.isSettled) return;
      await line.describe();
      this.#say(line);
    });
  }

  #sayAgain(): void {
    const line = this.#line;
    if (line?.described !== undefined) this.#say(line);
    else if (!this.#options.offers) this.#tell({ description: null, candidates: [] });
  }

  #say(line: Line): void {
    // What was found until now is in the description.
    this.#found = [];
    this.#tell({ description: line.described ?? null, candidates: [] });
  }

  #tell(said: Pick<Word, 'description' | 'candidates'>): void {
    if (this.#isClosed) return;
    this.#options.tell({ from: this.#options.life, to: this.#theirLife, attempt: this.#attempt, ...said });
  }

  // ------------------------------------------------------------------ the line

  #openAnew(): void {
    this.#attempt = this.#options.nextAttempt();
    const line = this.#open();
    line.makePlaces();
    this.#then(() => this.#put(line));
  }

  #open(): Line {
    this.#line?.close();
    this.#tracks = new Map();
    this.#early = [];
    this.#found = [];
    this.#isDescribed = false;
    this.#mended = 0;
    this.#lines += 1;
    const round = this.#lines;
    /** Nothing of a line that was replaced is heard any more. */
    const ofLine = (act: (line: Line) => void): void => {
      if (round === this.#lines && this.#line !== undefined) act(this.#line);
    };
    const events: LineEvents = {
      negotiate: () => ofLine((line) => this.#negotiate(line)),
      candidate: (candidate) => ofLine(() => this.#gather(candidate)),
      track: (role, track) =>
        ofLine(() => {
          this.#tracks.set(role, track);
          this.#options.changed();
        }),
      changed: () => ofLine((line) => this.#moved(line)),
    };
    const line = this.#options.openLine(events);
    this.#line = line;
    this.#bePatient();
    return line;
  }

  #moved(line: Line): void {
    if (line.connection === 'connected') {
      this.#wasConnected = true;
      this.#mended = 0;
    } else if (line.connection === 'failed') this.#mend(line);
    this.#bePatient();
    this.#options.changed();
  }

  #mend(line: Line): void {
    this.#mended += 1;
    if (this.#mended <= mendings) line.restart();
    else if (this.#options.offers) this.#then(() => this.#openAnew());
  }

  /** As long as it is not connected it is looked at again and again. */
  #bePatient(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
    if (this.isConnected || this.#isClosed) return;
    this.#cancelPatience = this.#options.world.after(patienceMs, () => {
      const line = this.#line;
      if (line !== undefined && this.#wasConnected && line.isSettled) this.#mend(line);
      else this.#sayAgain();
      this.#bePatient();
    });
  }

  #putAll(): void {
    this.#then(async () => {
      if (this.#line !== undefined) await this.#put(this.#line);
    });
  }

  async #put(line: Line): Promise<void> {
    for (const role of mediaRoles) await line.put(role, this.#own[role]);
  }

  #gather(candidate: Candidate): void {
    this.#found.push(candidate);
    this.#cancelGather ??= this.#options.world.after(gatherMs, () => {
      this.#cancelGather = undefined;
      const candidates = this.#found.splice(0);
      if (candidates.length > 0) this.#tell({ description: null, candidates });
    });
  }

  /** One thing after the other; what fails is mended when patience ends. */
  #then(act: () => Promise<void> | void): void {
    this.#chain = this.#chain
      .then(async () => {
        if (!this.#isClosed) await act();
      })
      .catch(() => undefined);
  }
}
