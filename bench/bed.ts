import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { people } from '../test/support/people.ts';
import { startParley, type Parley, type ParleyOptions } from '../test/support/parley.ts';
import type { Person } from '../test/support/graphql.ts';

/** One server under test, and people who use it. */
export interface Bed {
  readonly parley: Parley;
  person(userId: string): Promise<Person>;
  token(userId: string): Promise<string>;
  counters(): Promise<Metrics>;
  /** The server's resident bytes, once they stop falling. */
  settledMemory(): Promise<number>;
}

export interface Metrics {
  readonly counters: Readonly<Record<string, number>>;
  readonly gauges: Readonly<Record<string, number>>;
}

/** Starts a server with fresh data; it and its database on one core, this process on the other, where the system can. */
export const makeBed = async (options: ParleyOptions = {}): Promise<Bed> => bedOf(await startParley(options));

/** The same without resolvers and database: `bench/servers/none-api.ts`. */
export const bareRuntime = async (): Promise<Bed> => bedOf(await startParley({ script: 'bench/servers/start.mjs' }));

const bedOf = (parley: Parley): Bed => {
  pin(parley.pid, 0);
  pin(process.pid, 1);
  const counters = async (): Promise<Metrics> => (await (await fetch(`${parley.url}/dev/metrics`)).json()) as Metrics;
  return {
    parley,
    person: async (userId) => (await people(parley, userId))[0],
    token: (userId) => parley.token(userId),
    counters,
    async settledMemory() {
      let least = Number.POSITIVE_INFINITY;
      for (let look = 0; look < 10; look++) {
        await new Promise((next) => setTimeout(next, 300));
        least = Math.min(least, (await counters()).gauges['process.residentBytes'] ?? Number.NaN);
      }
      return least;
    },
  };
};

/** `taskset` moves every thread of the process; the database engine is its child and is moved with it. */
const pin = (pid: number, core: number): void => {
  try {
    for (const each of [pid, ...childrenOf(pid)]) {
      execFileSync('taskset', ['-a', '-c', '-p', `${core}`, `${each}`], { stdio: 'ignore' });
    }
  } catch {
    console.log('bench: processes are not pinned to cores; this system has no taskset');
  }
};

const childrenOf = (pid: number): number[] => {
  const direct = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return direct.flatMap((child) => [child, ...childrenOf(child)]);
};
