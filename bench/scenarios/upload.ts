import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3FileStore } from '../../adapters/s3/file-store.ts';
import type { FilePlace } from '../../application/ports/file-store.ts';
import { connectTo } from '../../test/support/object-store.ts';
import { startParley } from '../../test/support/parley.ts';
import { spread } from '../statistics.ts';

const mb = 1_000_000;
const size = 200 * mb;
const partSize = 8 * 1024 * 1024;
const runs = 3;

type Rate = ReturnType<typeof spread>;

/**
 * A file of 200 MB through the local object store, as a browser sends it: in parts of 8 MiB to presigned URLs, one after
 * the other and three at a time, completed and durable; against writing the same bytes to a file and syncing it. Each run
 * measures all of them, one after the other. Megabytes a second.
 */
export const upload = async (): Promise<{
  readonly diskMegabytesPerSecond: Rate;
  readonly partsMegabytesPerSecond: Rate;
  readonly threeAtATimeMegabytesPerSecond: Rate;
  readonly shareOfDisk: string;
  readonly shareOfDiskThreeAtATime: string;
  /** Of the store's process and the system for it, for one file: what bounds the rate where cores are free. */
  readonly storeCpuSeconds: number | undefined;
  /** Of the store's process, over all runs. */
  readonly peakMegabytes: number | undefined;
}> => {
  const server = await startParley({ script: 'test/support/object-store-process.mjs' });
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const connection = connectTo(server.url);
  try {
    const files = new S3FileStore(connection);
    const bytes = randomBytes(size);
    await sendInParts(files, bytes.subarray(0, 3 * partSize), 1);
    const cpuBefore = await cpuSeconds(server.pid);
    const [disk, parts, atOnce]: [number[], number[], number[]] = [[], [], []];
    for (let run = 0; run < runs; run += 1) {
      disk.push(await rateOf(() => writeToDisk(join(folder, String(run)), bytes)));
      parts.push(await rateOf(() => sendInParts(files, bytes, 1)));
      atOnce.push(await rateOf(() => sendInParts(files, bytes, 3)));
    }
    const cpuAfter = await cpuSeconds(server.pid);
    return {
      diskMegabytesPerSecond: spread(disk),
      partsMegabytesPerSecond: spread(parts),
      threeAtATimeMegabytesPerSecond: spread(atOnce),
      shareOfDisk: share(parts, disk),
      shareOfDiskThreeAtATime: share(atOnce, disk),
      storeCpuSeconds:
        cpuBefore === undefined || cpuAfter === undefined
          ? undefined
          : Math.round((100 * (cpuAfter - cpuBefore)) / (2 * runs)) / 100,
      peakMegabytes: await peakMemory(server.pid),
    };
  } finally {
    connection.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const rateOf = async (work: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await work();
  return Math.round((size / mb / (performance.now() - began)) * 1000);
};

const share = (one: readonly number[], other: readonly number[]): string =>
  `${Math.round((100 * spread(one).median) / spread(other).median)} % at the median`;

const writeToDisk = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx');
  for (let at = 0; at < bytes.length; at += 1024 * 1024)
    await file.write(bytes, at, Math.min(1024 * 1024, bytes.length - at));
  await file.sync();
  await file.close();
};

let uploads = 0;

const sendInParts = async (files: S3FileStore, bytes: Uint8Array<ArrayBuffer>, atOnce: number): Promise<void> => {
  uploads += 1;
  const place: FilePlace = { area: 'incoming', key: `bench/${uploads}` };
  const uploadId = await files.beginParts(place, 'video/mp4');
  const numbers = Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, at) => at + 1);
  const send = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const body = bytes.subarray((number - 1) * partSize, number * partSize);
      const { url } = await files.partUrl(place, uploadId, { number, size: body.length }, 300);
      const { status } = await fetch(url, { method: 'PUT', body });
      if (status !== 200) throw new Error(`unable to send part ${number}; the store answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  const parts = (await files.uploadedParts(place, uploadId)) ?? [];
  const completed = await files.completeParts(place, uploadId, parts);
  if (completed !== 'done') throw new Error(`unable to complete the upload; it is ${completed}`);
  await files.remove(place);
};

/** User's and system's, in hundredths as Linux counts them; `undefined` where the system does not tell. */
const cpuSeconds = async (pid: number): Promise<number | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the name, which may have spaces; the 14th and 15th are the times.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? undefined : ticks / 100;
};

/** `undefined` where the system does not tell. */
const peakMemory = async (pid: number): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round((Number(kilobytes) * 1024) / mb);
};
