/**
 * Stops this process when the npm that started it is gone.
 *
 * npm hands SIGINT and SIGTERM on, but a killed npm can hand on nothing: the server would stay behind and hold its port.
 * Only a start by `npm start` of this very package is followed. With nohup, setsid or & it is npm that outlives the
 * shell, and npm is what is watched; a start by `node scripts/start.mjs` is never followed.
 *
 * @param {{ parent: number, env: NodeJS.ProcessEnv, packageFile: string, stop: () => void, everyMs?: number }} options
 *   `parent` is `process.ppid` as it was when this process began.
 * @returns {boolean} whether the parent is followed
 */
export function followParent({ parent, env, packageFile, stop, everyMs = 1_000 }) {
  if (env.npm_lifecycle_event !== 'start' || env.npm_package_json !== packageFile || parent <= 1) return false;
  const watching = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(watching);
    stop();
  }, everyMs);
  watching.unref();
  return true;
}

/** On Windows a child keeps the number of a parent that is gone, so it is asked for. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}

/**
 * Ctrl-C in a terminal signals npm and this process, and npm hands its own on: the second one must not cut short the
 * ending that the first began. A server that has not ended after 10 seconds is ended by force.
 */
export function endOnlyOnce() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endByForceLater);
}

/** Ends this process as SIGTERM would, also on Windows, where a process cannot send itself one. */
export function stopGracefully() {
  process.emit('SIGTERM', 'SIGTERM');
}

function endByForceLater() {
  setTimeout(() => process.exit(1), 10_000).unref();
}
