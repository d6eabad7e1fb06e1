import { spawn } from 'node:child_process';

/**
 * Runs a program with this process's output and waits for it. SIGTERM and SIGINT to this process are handed on, so that
 * stopping the parent stops the child.
 *
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    const handOn = (signal) => child.kill(signal);
    process.on('SIGTERM', handOn);
    process.on('SIGINT', handOn);
    const end = () => {
      process.off('SIGTERM', handOn);
      process.off('SIGINT', handOn);
    };
    child.once('error', (cause) => {
      end();
      reject(new Error(`unable to start ${command}; ${cause.message}`, { cause }));
    });
    child.once('close', (code, signal) => {
      end();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Runs one of the installed tools with the Node that runs this. `tool` is its script under node_modules. */
export const runTool = (root, tool, args, options = {}) =>
  run(process.execPath, [`node_modules/${tool}`, ...args], { cwd: root, ...options });
