import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './run.mjs';

/**
 * Runs `npm ci` unless the installed packages are those of package-lock.json.
 *
 * @param {string} root the repository
 * @param {(line: string) => void} say where progress goes
 */
export async function ensureInstalled(root, say) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const modules = join(root, 'node_modules');
  const stamp = join(modules, '.parley-lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash) return;

  if (!installedMatches(lock, join(modules, '.package-lock.json'))) {
    const why = existsSync(modules) ? 'the installed packages are not those of package-lock.json' : 'first start';
    say(`installing packages (${why}); this takes a minute or two`);
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const ticking = setInterval(() => say(`still installing, ${seconds()} s`), 15_000);
    const { command, args, shell } = npmCommand(process.env, process.platform, process.execPath);
    // Development packages too, also where NODE_ENV says production: the build and the tests need them.
    const flags = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const code = await run(command, [...args, ...flags], { cwd: root, shell }).finally(() => clearInterval(ticking));
    if (code !== 0) throw new Error(`unable to install packages; npm ci ended with ${code}`);
    say(`packages installed in ${seconds()} s`);
  }
  writeFileSync(stamp, `${hash}\n`);
}

/**
 * Whether npm's own record of what it installed agrees with the lock file, as after `npm ci` by hand. Packages for
 * other platforms may be absent.
 */
export function installedMatches(lock, recordFile) {
  if (!existsSync(recordFile)) return false;
  const installed = packagesOf(readFileSync(recordFile, 'utf8'));
  return Object.entries(packagesOf(lock)).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function packagesOf(text) {
  try {
    return JSON.parse(text).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * How npm is started: the very npm that started this process, if one did, else the one on the path.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @param {string} node the path of Node itself
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(env, platform, node) {
  const cli = env.npm_execpath;
  if (cli !== undefined && basename(cli).startsWith('npm') && existsSync(cli)) {
    return { command: node, args: [cli], shell: false };
  }
  // On Windows npm is a batch file, which only a shell can start.
  return platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false };
}
