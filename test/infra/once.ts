import { once as event } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

/** The answer, once it is known, or why there is none. */
interface Told<Answer> {
  readonly answer?: Answer;
  readonly why?: string;
}

/**
 * What `work` answers, plain data: worked out for the first file that asks under this name, in whichever worker, and told
 * to all others. `work` gets the way to a folder of that name, which is its own, is not there yet and stays as long as the
 * tests run.
 */
export async function once<Answer>(name: string, work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const shared = inject('uploadedCode');
  const isFirst = await mkdir(join(shared, `${name}.asked`)).then(
    () => true,
    () => false,
  );
  const file = join(shared, `${name}.json`);
  const { answer, why } = isFirst ? await tell(file, work(join(shared, name))) : await toldIn<Answer>(shared, file);
  if (answer === undefined) throw new Error(`unable to make ${name}; ${why ?? 'nobody said why'}`);
  return answer;
}

async function tell<Answer>(file: string, working: Promise<Answer>): Promise<Told<Answer>> {
  const told: Told<Answer> = await working.then(
    (answer) => ({ answer }),
    (cause: unknown) => ({ why: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  );
  // Renamed into place: whoever waits reads all of it.
  await writeFile(`${file}.draft`, JSON.stringify(told));
  await rename(`${file}.draft`, file);
  return told;
}

/** Waits for the worker that came first. */
async function toldIn<Answer>(folder: string, file: string): Promise<Told<Answer>> {
  const changes = watch(folder);
  try {
    while (!existsSync(file)) await event(changes, 'change');
  } finally {
    changes.close();
  }
  return JSON.parse(await readFile(file, 'utf8')) as Told<Answer>;
}
