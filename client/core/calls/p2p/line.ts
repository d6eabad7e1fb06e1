import type { MediaRole, MediaTrack } from '../media.ts';
import type { LineStats } from './quality.ts';
import type { Candidate, Description } from './word.ts';

/** What a line tells while it is open. */
export interface LineEvents {
  /** The two ends have to agree anew. */
  negotiate(): void;
  candidate(candidate: Candidate): void;
  track(role: MediaRole, track: MediaTrack): void;
  /** It went over to another state of `connection`. */
  changed(): void;
}

/**
 * A connection between two browsers, with one place for each role's track in each direction. The places are made with the
 * first offer, so that whatever is shown later needs no negotiation. In browsers it is an `RTCPeerConnection`.
 */
export interface Line {
  readonly connection: 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';
  /** Whether no offer is under way. */
  readonly isSettled: boolean;
  /** What was described last, with what candidates were found since; nothing before the first. */
  readonly described: Description | undefined;
  /** Makes the places: on the end that offers first. */
  makePlaces(): void;
  /** Puts a track in its own place, or takes it away. */
  put(role: MediaRole, track: MediaTrack | undefined): Promise<void>;
  /** Describes this end: an offer, or the answer to the one that was accepted last. */
  describe(): Promise<Description>;
  /** Takes the other end's description; one's own offer that it crosses is taken back. */
  accept(description: Description): Promise<void>;
  add(candidate: Candidate): Promise<void>;
  /** Looks for another way between the ends; `negotiate` follows. */
  restart(): void;
  /** How loud the other one's microphone is: 0 to 1. */
  level(): number;
  stats(): Promise<LineStats>;
  close(): void;
}

export type OpenLine = (events: LineEvents) => Line;
