import { CaptureError } from './media.ts';
import type { Capture, MediaRole, MediaTrack, MediaTracks } from './media.ts';

export type Devices = Readonly<Partial<Record<'microphone' | 'camera', string>>>;

export interface OwnMediaOptions {
  readonly capture: Capture;
  readonly devices: Devices;
  /** What goes out is something else now. */
  readonly changed: () => void;
  /** A track ended by itself: the device was pulled, or the browser's own button pressed. */
  readonly lost: (role: MediaRole) => void;
}

/**
 * One's own tracks. A microphone that is off stays open, and sends silence, so that it is on again at once; a camera or a
 * screen that is off is let go of, so that its light goes out.
 */
export class OwnMedia {
  readonly #options: OwnMediaOptions;
  readonly #tracks = new Map<MediaRole, MediaTrack>();
  readonly #problems = new Map<MediaRole, CaptureError>();
  readonly #wanted = new Map<MediaRole, number>();
  #devices: Devices;
  #isClosed = false;

  constructor(options: OwnMediaOptions) {
    this.#options = options;
    this.#devices = options.devices;
  }

  get tracks(): MediaTracks {
    return Object.fromEntries(this.#tracks);
  }

  get problems(): readonly CaptureError[] {
    return [...this.#problems.values()];
  }

  isOn(role: MediaRole): boolean {
    return this.#tracks.get(role)?.enabled === true;
  }

  /** @throws {CaptureError} */
  async turn(role: MediaRole, on: boolean): Promise<void> {
    const round = this.#begin(role);
    if (!on) {
      this.#turnOff(role);
      return;
    }
    const held = this.#tracks.get(role);
    if (held !== undefined && held.readyState === 'live') {
      held.enabled = true;
      this.#options.changed();
      return;
    }
    await this.#open(role, round);
  }

  /** Takes another device from now on. @throws {CaptureError} */
  async use(role: 'microphone' | 'camera', deviceId: string): Promise<void> {
    this.#devices = { ...this.#devices, [role]: deviceId };
    const held = this.#tracks.get(role);
    if (held === undefined) return;
    const { enabled } = held;
    const round = this.#begin(role);
    // Many cameras are opened once at a time.
    this.#letGo(role);
    await this.#open(role, round, enabled);
  }

  close(): void {
    this.#isClosed = true;
    for (const role of [...this.#tracks.keys()]) this.#letGo(role);
  }

  #begin(role: MediaRole): number {
    const round = (this.#wanted.get(role) ?? 0) + 1;
    this.#wanted.set(role, round);
    return round;
  }

  #turnOff(role: MediaRole): void {
    const held = this.#tracks.get(role);
    if (held === undefined) return;
    if (role === 'microphone') held.enabled = false;
    else this.#letGo(role);
    this.#options.changed();
  }

  async #open(role: MediaRole, round: number, enabled = true): Promise<void> {
    const deviceId = role === 'screen' ? undefined : this.#devices[role];
    let track: MediaTrack;
    try {
      track = await this.#options.capture.open(role, deviceId);
    } catch (cause) {
      const error = cause instanceof CaptureError ? cause : new CaptureError(role, 'failed', { cause });
      this.#problems.set(role, error);
      if (!this.#isClosed) this.#options.changed();
      throw error;
    }
    // It was switched off, or the call is over, while the person was asked.
    if (this.#isClosed || this.#wanted.get(role) !== round) {
      track.stop();
      return;
    }
    track.enabled = enabled;
    this.#problems.delete(role);
    this.#tracks.set(role, track);
    track.addEventListener('ended', () => {
      if (this.#tracks.get(role) !== track) return;
      this.#tracks.delete(role);
      this.#options.lost(role);
    });
    this.#options.changed();
  }

  #letGo(role: MediaRole): void {
    this.#tracks.get(role)?.stop();
    this.#tracks.delete(role);
  }
}
