import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Parley } from '../support/parley.ts';
import { theSchema } from '../support/schema.ts';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'docs', 'api.md'), 'utf8');

/** Blocks of shell, as a reader meets them. */
const blocks = [...text.matchAll(/^```sh( listen)?\n(.*?)^```$/gms)].map(([, listens, code = '']) => ({
  listens: listens !== undefined,
  code,
}));
const pasted = blocks.filter(({ listens }) => !listens).map(({ code }) => code);
/** One command each. */
const listened = blocks.filter(({ listens }) => listens).flatMap(({ code }) => code.split(/\n(?=listen )/));

describe('docs/api.md', () => {
  let parley: Parley;

  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.stop());

  it('has an example of every operation that people may use, and names the others', () => {
    const schema = theSchema();
    const missing = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter(({ name, astNode }) => {
          const isForServices = astNode?.directives?.some((directive) => directive.name.value === 'aws_iam');
          return isForServices
            ? !text.includes(`\`${name}\``)
            : !blocks.some(({ code }) => new RegExp(`\\b${name}\\b`).test(code));
        })
        .map(({ name }) => name),
    );
    expect(missing).toEqual([]);
  });

  it('can be pasted from the first line to the last, and every subscription listens', async () => {
    const terminal = await openTerminal(parley.url);
    try {
      const [functions, opening, ...further] = pasted;
      const script = ['set -eo pipefail', functions, opening, standingAt(terminal.port), ...further];
      const printed = await runShell([...script, 'echo "SESSION=$SESSION"'].join('\n'), parley.url);
      expect(printed.errors).toBe('');
      expect(printed.code).toBe(0);

      const name = /^SESSION=(\S+)$/m.exec(printed.output)?.[1];
      expect(name).toBeDefined();
      const said = listened.map(async (command) => [
        command,
        await firstLine(`SESSION=${name}\n${functions}\n${command}`, parley.url),
      ]);
      expect(await Promise.all(said)).toEqual(listened.map((command) => [command, 'listening']));
    } finally {
      await terminal.close();
    }
  }, 300_000);
});

/**
 * From here on `node tools/terminal/ask.mjs` is run by a process that stands already: a hundred new ones are most of what
 * pasting takes. What comes before this runs it as it stands there, and so does whoever only listens.
 */
const standingAt = (port: number): string => `
node() {
  [ "$1" = tools/terminal/ask.mjs ] || { command node "$@"; return; }
  shift
  local code errors output
  exec 3<>/dev/tcp/127.0.0.1/${port}
  printf '%s\\0' $# "$@" >&3
  { IFS= read -r -d '' code && IFS= read -r -d '' errors && IFS= read -r -d '' output; } <&3
  exec 3<&-
  printf '%s' "$errors" >&2
  printf '%s' "$output"
  return "$code"
}`;

const openTerminal = async (url: string) => {
  const child = spawn(process.execPath, ['test/support/standing-terminal.mjs'], {
    ...shell(url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said]: unknown[] = await once(child.stdout, 'data');
  return {
    port: Number(String(said)),
    async close() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
};

const shell = (url: string) => ({ cwd: root, env: { ...process.env, PARLEY_URL: url } });

const runShell = (script: string, url: string) =>
  new Promise<{ readonly code: number; readonly output: string; readonly errors: string }>((resolve) => {
    execFile('bash', ['-c', script], { ...shell(url), maxBuffer: 1 << 24 }, (error, output, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output, errors }),
    );
  });

/** What a command that goes on for ever says first; it is stopped then, with everything that it started. */
const firstLine = async (script: string, url: string): Promise<string> => {
  const child: ChildProcess = spawn('bash', ['-c', script], {
    ...shell(url),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error('unable to start a shell');
  const exited = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: stdout })) return line;
    return '';
  } finally {
    if (child.exitCode === null) process.kill(-pid, 'SIGTERM');
    await exited;
  }
};
