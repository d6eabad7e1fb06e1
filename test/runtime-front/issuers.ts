import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../runtime/contract.ts';
import { createIssuer } from '../../runtime/identity/issuer.ts';
import type { Issuer } from '../../runtime/identity/issuer.ts';

/** A directory of the test's own, gone when the test is. */
export async function openDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

export function issuerIn(dataDir: string, clock: Clock): Promise<Issuer> {
  const pool = { region: 'eu-west-1', userPoolId: 'eu-west-1_local', clientId: 'web' };
  return createIssuer({ dataDir, ...pool, clock, uuid: randomUUID });
}

let signingKey: Promise<Buffer> | undefined;

const keyFile = join('identity', 'signing-key.json');

const aSigningKey = async (clock: Clock): Promise<Buffer> => {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-key-'));
  try {
    await issuerIn(directory, clock);
    return await readFile(join(directory, keyFile));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** A pool of its own for each test. The key pair is shared by the tests of a process: making one takes a quarter of a second. */
export async function openIssuer(clock: Clock): Promise<Issuer> {
  signingKey ??= aSigningKey(clock);
  const dataDir = await openDataDir();
  await mkdir(join(dataDir, 'identity'));
  await writeFile(join(dataDir, keyFile), await signingKey, { mode: 0o600 });
  return issuerIn(dataDir, clock);
}
