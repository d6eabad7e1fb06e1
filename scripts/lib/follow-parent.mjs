/**
 * Stops this process when the npm that started it is gone.
 *
 * npm hands SIGINT and SIGTERM on, but a killed npm can hand on nothing: the server would stay behind and hold its port.
 * Only a start by `npm start` of this very package is followed. With nohup, setsid or & it is npm that outlives the
 * shell, and npm is what is watched; a start by `node scripts/start.mjs` is never followed.
 *
 * @param {{ parent: number, env: NodeJS.ProcessEnv, packageFile: string, stop: () => void, everyMs?: number }} options
 *   `parent` is `process.ppid` as it was when this process began.
 */
export function followParent({ parent, env, packageFile, stop, everyMs = 1_000 }) {
  if (env.npm_lifecycle_event !== 'start' || env.npm_package_json !== packageFile || parent <= 1) return;
  const watching = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(watching);
    stop();
  }, everyMs);
  watching.unref();
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

/** Ends this process as SIGTERM would, also on Windows, and by force when that takes over 10 seconds. */
export function stopGracefully() {
  setTimeout(() => process.exit(1), 10_000).unref();
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0);
}
