import { afterEach, describe, expect, it } from 'vitest';
import { ScanUnavailable } from '../../application/ports/virus-scan.ts';
import { eicar, objectOf, virusScanContract } from '../../test/contracts/virus-scan.contract.ts';
import { startClamd, type ClamdScript, type ClamdUnderTest } from '../../test/support/clamd-server.ts';
import { ClamdScan, type ClamdPatience } from './clamd.ts';
import { readReply } from './clamd-reply.ts';
import { GuardDutyScan } from './guardduty.ts';
import { SignatureScan } from './signatures.ts';

const servers: ClamdUnderTest[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const start = async (script?: ClamdScript): Promise<ClamdUnderTest> => {
  const server = await startClamd(script);
  servers.push(server);
  return server;
};
const scanOn = async (script?: ClamdScript, patience?: ClamdPatience): Promise<ClamdScan> =>
  new ClamdScan((await start(script)).address, patience);
const refusedBy = async (script: ClamdScript, patience?: ClamdPatience, content = 'hello'): Promise<string> => {
  const scan = await scanOn(script, patience);
  const error: unknown = await scan.scan(objectOf(content)).catch((cause: unknown) => cause);
  if (!(error instanceof ScanUnavailable)) throw new Error(`unable to go on; it ended ${JSON.stringify(error)}`);
  return error.message;
};

virusScanContract('signatures', async () => new SignatureScan());
virusScanContract('clamd', () => scanOn());

describe('clamd', () => {
  it('is sent exactly the bytes, also those of a large file in its own time', async () => {
    const server = await start();
    const content = Buffer.alloc(3_000_001, 'parley');
    await new ClamdScan(server.address).scan(objectOf(content.subarray(0, 1), content.subarray(1)));
    expect(server.streams.map((stream) => stream.equals(content))).toEqual([true]);
  });

  it('is believed where it answers before it has everything, and hangs up', async () => {
    const instead: ClamdScript['instead'] = (socket) => socket.end('stream: Eicar-Test-Signature FOUND\0');
    const scan = await scanOn({ instead });
    const verdict = await scan.scan(objectOf('x'.repeat(5_000_000)));
    expect(verdict).toEqual({ kind: 'infected', signature: 'Eicar-Test-Signature' });
  });

  it('that takes no file of this length found nothing out', async () => {
    const message = await refusedBy({ longest: 4 }, undefined, eicar);
    expect(message).toBe('unable to scan the file; clamd says INSTREAM size limit exceeded. ERROR');
  });

  it.each([
    ['an error', 'stream: Can not allocate memory ERROR\0'],
    ['another command', 'UNKNOWN COMMAND\0'],
    ['nothing', '\0'],
    ['an answer about something else', 'other: OK\0'],
    ['an answer that is too long', 'x'.repeat(100_000)],
  ])('that says %s found nothing out', async (_, reply) => {
    expect(await refusedBy({ answer: () => reply })).toMatch(/^unable to scan the file; clamd /);
  });

  it.each(['', 'stream: O', 'stream: OK'])('that hangs up after %j found nothing out', async (reply) => {
    expect(await refusedBy({ answer: () => reply })).toContain('hung up');
  });

  it('that hangs up in the middle of the file, or is not there, found nothing out', async () => {
    const instead: ClamdScript['instead'] = (socket) => socket.once('data', () => socket.destroy());
    expect(await refusedBy({ instead }, undefined, 'x'.repeat(5_000_000))).toContain('unable to scan the file');
    const server = await start();
    await server.close();
    await expect(new ClamdScan(server.address).scan(objectOf('hello'))).rejects.toThrow('ECONNREFUSED');
  });

  it('that is silent, or talks without an end, is given up', async () => {
    const silent: ClamdScript['instead'] = (socket) => socket.resume();
    expect(await refusedBy({ instead: silent }, { idleMs: 30, wholeMs: 60_000 })).toContain('it is silent');
    expect(await refusedBy({ instead: silent }, { idleMs: 60_000, wholeMs: 30 })).toContain('it takes too long');
  });

  it('says only two things that count', () => {
    expect(readReply('stream: OK')).toEqual({ kind: 'clean' });
    expect(readReply('stream: Win.Test EICAR_HDB-1 FOUND')).toEqual({
      kind: 'infected',
      signature: 'Win.Test EICAR_HDB-1',
    });
    for (const other of ['stream: ok', 'OK', 'stream: OK ', 'stream:  FOUND', 'stream: x FOUND y']) {
      expect(() => readReply(other)).toThrow(ScanUnavailable);
    }
  });
});

describe('GuardDuty', () => {
  it('says later what it finds', async () => {
    expect(await new GuardDutyScan().scan()).toEqual({ kind: 'pending' });
  });
});
