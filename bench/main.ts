import { mkdir, writeFile } from 'node:fs/promises';
import { makeBed, type Bed } from './bed.ts';
import { machine } from './machine.ts';
import { busyHistory } from './scenarios/busy-history.ts';
import { delivery } from './scenarios/delivery.ts';
import { fanOut, fullSession } from './scenarios/fan-out.ts';
import { history } from './scenarios/history.ts';
import { memory } from './scenarios/memory.ts';
import { notifications } from './scenarios/notifications.ts';
import { page } from './scenarios/page.ts';
import { runtime } from './scenarios/runtime.ts';
import { sessionList } from './scenarios/session-list.ts';
import { streamGrowth } from './scenarios/stream-growth.ts';
import { throughput } from './scenarios/throughput.ts';
import { upload } from './scenarios/upload.ts';

/** Each on a server of its own, started fresh. */
const scenarios: Readonly<Record<string, () => Promise<object>>> = {
  delivery: () => onBed(delivery),
  'fan-out': () => onBed(fanOut),
  'full-session': () => onBed(fullSession),
  throughput: () => onBed(throughput),
  history: () => onBed(history),
  'busy-history': busyHistory,
  'session-list': () => onBed(sessionList),
  memory: () => onBed(memory),
  notifications: () => onBed(notifications),
  page,
  runtime,
  'stream-growth': streamGrowth,
  upload,
};

const onBed = async (measure: (bed: Bed) => Promise<object>): Promise<object> => {
  const bed = await makeBed();
  try {
    return await measure(bed);
  } finally {
    await bed.parley.stop();
  }
};

/** `npm run bench [-- scenario …]`: measures, prints, and writes `bench/results/latest.json`. */
export const main = async (wanted: readonly string[]): Promise<void> => {
  const unknown = wanted.filter((name) => !(name in scenarios));
  if (unknown.length > 0) {
    throw new Error(`unable to measure ${unknown.join(', ')}; there are ${Object.keys(scenarios).join(', ')}`);
  }
  const results: Record<string, object> = {};
  for (const [name, measure] of Object.entries(scenarios)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`bench: ${name} …`);
    results[name] = await measure();
    console.log(`bench: ${name} ${JSON.stringify(results[name])}`);
  }
  await mkdir('bench/results', { recursive: true });
  const file = wanted.length === 0 ? 'latest' : 'partial';
  await writeFile(
    `bench/results/${file}.json`,
    `${JSON.stringify({ measuredAt: new Date().toISOString(), machine: machine(), results }, null, 2)}\n`,
  );
  console.log(`bench: written to bench/results/${file}.json`);
};
