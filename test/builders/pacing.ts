import { setImmediate } from 'node:timers/promises';
import type { Pacing } from '../../application/ports/pacing.ts';

/** Waits for no time at all, and lets others go first. */
export const hurried: Pacing = { pause: () => setImmediate(), random: () => 0.5 };
