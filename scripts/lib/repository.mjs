import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, wherever the command was started from. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The oldest Node that everything here runs on. */
const oldest = [20, 19];

/** Ends the process with one line when this Node is too old to go on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldest;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;

  console.error(`unable to run on Node ${process.versions.node}; Node ${oldest.join('.')} or later is needed`);
  process.exit(1);
}
