import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Starts a command that cannot outlive this process, however this process ends.
 *
 * Between the two stands a guard that reads a pipe which only this process holds: the pipe closes when this process is
 * gone, also after `kill -9`, and then the guard ends the command. It writes `command guard owner` (three process ids) to
 * `pidFile`, so that a later start can tell what was left over. The guard exits when the command does.
 */
export function spawnGuarded(command: string, args: readonly string[], pidFile: string): ChildProcess {
  const guard: readonly [string, readonly string[]] =
    process.platform === 'win32'
      ? [process.execPath, ['-e', NODE_GUARD, pidFile, command, ...args]]
      : ['/bin/sh', ['-c', SHELL_GUARD, 'parley-engine-guard', pidFile, command, ...args]];
  // A group of its own: Ctrl-C in a terminal reaches us only, and we end the engine when nobody needs it any more.
  return spawn(...guard, {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** The same in Node, for systems without a POSIX shell. */
export const NODE_GUARD = `
const [pidFile, command, ...args] = process.argv.slice(1);
const engine = require('node:child_process').spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
engine.on('spawn', () => require('node:fs').writeFileSync(pidFile, [engine.pid, process.pid, process.ppid].join(' ')));
engine.on('error', (cause) => { console.error(cause.message); process.exit(127); });
engine.on('exit', (code) => process.exit(code ?? 137));
process.stdin.on('error', () => {}).on('close', () => {
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), 2000);
}).resume();
`;

const SHELL_GUARD = `
pid_file=$1; shift
exec 3<&0
"$@" </dev/null >/dev/null 3<&- &
engine=$!
echo "$engine $$ $PPID" > "$pid_file"
(
  while read -r _; do :; done <&3
  kill -TERM $engine 2>/dev/null
  n=0
  while kill -0 $engine 2>/dev/null && [ $n -lt 20 ]; do sleep 0.1; n=$((n + 1)); done
  kill -KILL $engine 2>/dev/null
) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait $engine
code=$?
kill $watch 2>/dev/null
exit $code
`;
