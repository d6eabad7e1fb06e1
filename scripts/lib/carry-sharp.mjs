/**
 * `node scripts/lib/carry-sharp.mjs <folder>`: puts sharp, as Linux on x64 runs it, into the `node_modules` of a function that is
 * about to be uploaded. Its compiled parts cannot be bundled. On another platform they are fetched by npm.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './repository.mjs';

const [, , folder] = process.argv;
if (folder === undefined) {
  console.error('unable to carry sharp; the folder that it goes to is not given');
  process.exit(1);
}

const installed = join(root, 'node_modules');
const manifestOf = (at, name) => JSON.parse(readFileSync(join(at, name, 'package.json'), 'utf8'));
const sharp = manifestOf(installed, 'sharp');
const compiled = ['@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64'];
const carried = (at) =>
  ['sharp', ...Object.keys(sharp.dependencies), ...compiled].filter((name) => existsSync(join(at, name)));

const carry = (at) => {
  for (const name of carried(at)) {
    const to = join(folder, 'node_modules', name);
    mkdirSync(to, { recursive: true });
    cpSync(join(at, name), to, { recursive: true, dereference: true });
  }
};

if (compiled.every((name) => existsSync(join(installed, name)))) {
  carry(installed);
} else {
  const place = mkdtempSync(join(tmpdir(), 'parley-sharp-'));
  try {
    const target = ['--os=linux', '--cpu=x64', '--libc=glibc'];
    const options = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', place, ...target];
    execFileSync('npm', [...options, `sharp@${sharp.version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    carry(join(place, 'node_modules'));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
