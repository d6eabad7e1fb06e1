import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** An empty folder for what is made once for all workers, there as long as the tests run. */
    readonly uploadedCode: string;
  }
}

export default async function (project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-uploaded-'));
  project.provide('uploadedCode', folder);
  return () => rm(folder, { recursive: true, force: true });
}
