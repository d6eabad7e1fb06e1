import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Size and time of every file that a build read: what the next one needs to know whether there is anything to do.
 *
 * @param {string} root the repository
 * @param {readonly string[]} paths under it
 * @param {number} began epoch milliseconds
 * @returns {[path: string, state: string][] | undefined} nothing where one was changed since the build began: nobody can
 *   tell which of its versions was read.
 */
export function statesOf(root, paths, began) {
  const states = paths.map((path) => /** @type {[string, string]} */ ([path, stateOf(join(root, path), began)]));
  return states.some(([, state]) => state === changed) ? undefined : states;
}

/**
 * Whether these files are what they were.
 *
 * @param {string} root the repository
 * @param {unknown} states as `statesOf` gave them, read back from wherever they were kept
 * @returns {boolean}
 */
export function areStill(root, states) {
  if (!Array.isArray(states) || states.length === 0) return false;
  return states.every((one) => Array.isArray(one) && stateOf(join(root, String(one[0])), Infinity) === one[1]);
}

const changed = 'changed';
const missing = 'missing';

/** One after the other and at once: a start waits for nothing else, and a thousand promises cost more than their files. */
function stateOf(file, before) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return missing;
  return found.mtimeMs < before ? `${found.size} ${found.mtimeMs}` : changed;
}
