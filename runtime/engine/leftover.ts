import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Another live process owns the engine of this data directory. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  constructor(
    readonly dataDir: string,
    readonly owner: number,
  ) {
    super(
      `unable to open the database in ${dataDir}; process ${owner} is using it: stop that one, or set DATA_DIR to another directory`,
    );
  }
}

/**
 * Ends the engine that an earlier run left on `dataDir`, if there is one.
 *
 * A process id alone proves nothing, since ids are used again: what is ended has `mark` in its command line.
 *
 * @throws {DataDirInUse} when the engine is no leftover because the process that started it is alive.
 */
export async function endLeftover(pidFile: string, mark: string, dataDir: string): Promise<void> {
  const [engine, guard, owner] = processesIn(pidFile);
  if (engine === undefined || guard === undefined || owner === undefined) return;

  const owned = () => processOf(guard)?.parent === owner && processOf(guard)?.command.includes(mark) === true;
  // A process that was killed a moment ago takes a moment to be gone.
  for (let waited = 0; waited < 500 && owned(); waited += 20) await pause(20);
  if (owned()) throw new DataDirInUse(dataDir, owner);

  for (const [signal, patience] of [
    ['SIGTERM', 2000],
    ['SIGKILL', 5000],
  ] as const) {
    if (processOf(engine)?.command.includes(mark) !== true) break;
    signalled(engine, signal);
    for (let waited = 0; waited < patience && processOf(engine)?.command.includes(mark) === true; waited += 20)
      await pause(20);
  }
  rmSync(pidFile, { force: true });
}

function processesIn(pidFile: string): readonly number[] {
  try {
    return readFileSync(pidFile, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
      .filter((pid) => Number.isSafeInteger(pid) && pid > 1);
  } catch {
    return [];
  }
}

/** What runs under a process id, or `undefined` if nothing does or this system does not tell. */
function processOf(pid: number): { readonly command: string; readonly parent: number } | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') return undefined;
      return { command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), parent: Number(parent) };
    }
    const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [parent = '', ...command] = line.split(/\s+/);
    return { command: command.join(' '), parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between, which is what was wanted.
  }
}
