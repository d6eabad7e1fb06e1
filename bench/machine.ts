import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** What the numbers were measured on. */
export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  os: `${process.platform} ${release()}`,
  node: process.version,
  commit: commit(),
});

const commit = (): string => {
  try {
    const head = readFileSync('.git/HEAD', 'utf8').trim();
    const ref = head.startsWith('ref: ') ? readFileSync(`.git/${head.slice(5)}`, 'utf8').trim() : head;
    return ref.slice(0, 12);
  } catch {
    return 'unknown';
  }
};
