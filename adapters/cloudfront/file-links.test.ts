import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { dispositionOf } from '../../domain/attachment/disposition.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { CloudFrontFileLinks } from './file-links.ts';
import { readCloudFrontSettings } from './settings.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const settings = { domain: 'd111111abcdef8.cloudfront.net', keyId: 'K2JCJMDEHXQW5F', privateKey: pem };
const place = { area: 'files', key: '0b6f4bd2.q-_Z/original' } as const;

/** What CloudFront does with a link, as its guide has it: whether it would serve it at this time, in epoch milliseconds. */
function isServed(link: string, now: number): boolean {
  const url = new URL(link);
  const { Expires, Signature, 'Key-Pair-Id': keyId, 'Hash-Algorithm': hash } = Object.fromEntries(url.searchParams);
  // What is signed is the address as it was asked for, up to what the signature added.
  const resource = link.slice(0, link.indexOf('&Expires='));
  const policy = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${Expires}}}}]}`;
  const signature = (Signature ?? '').replace(/-/g, '+').replace(/_/g, '=').replace(/~/g, '/');
  return (
    keyId === settings.keyId &&
    hash === 'SHA256' &&
    now < Number(Expires) * 1000 &&
    createVerify('RSA-SHA256').update(policy).verify(publicKey, signature, 'base64')
  );
}

describe('links to files on CloudFront', () => {
  const clock = new ManualClock();
  const links = new CloudFrontFileLinks(settings, clock);
  const linkTo = (name: string) => links.linkTo(place, dispositionOf(name), 60);

  it('are served until they end, and say when that is', async () => {
    const { url, expiresAt } = await linkTo('notes.pdf');
    expect(url.startsWith(`https://${settings.domain}/${place.key}?`)).toBe(true);
    expect(expiresAt).toBe(noon + 60_000);
    expect(isServed(url, noon)).toBe(true);
    expect(isServed(url, expiresAt - 1)).toBe(true);
    expect(isServed(url, expiresAt)).toBe(false);
  });

  it.each(['notes.pdf', 'Übung 1 (*neu*).pdf', `a'b"c;d%2Ae?f&g=h+i#j.txt`, '数学.png', '😀!.gif'])(
    'have %j saved under its name',
    async (name) => {
      const { url } = await linkTo(name);
      expect(new URL(url).searchParams.get('response-content-disposition')).toBe(dispositionOf(name));
      expect(isServed(url, noon)).toBe(true);
    },
  );

  it('are good for one address: no other file, no other name, no later end', async () => {
    const { url, expiresAt } = await linkTo('notes.pdf');
    const end = `Expires=${expiresAt / 1000}`;
    expect(url).toContain(end);
    for (const other of [
      url.replace('original', 'thumbnail.webp'),
      url.replace('attachment', 'inline'),
      url.replace(end, `Expires=${expiresAt / 1000 + 1}`),
    ]) {
      expect(other).not.toBe(url);
      expect(isServed(other, noon)).toBe(false);
    }
  });

  it('hold nothing that stands for more than itself in what is signed', async () => {
    const { url } = await linkTo('*.pdf');
    expect(url).not.toContain('*');
    expect(url.split('?')).toHaveLength(2);
  });

  it('lead nowhere but to files that passed every check', async () => {
    for (const area of ['incoming', 'quarantine'] as const) {
      await expect(links.linkTo({ area, key: 'x' }, 'attachment', 60)).rejects.toThrow(StoreBroken);
    }
  });
});

describe('the settings of links to files', () => {
  const environment = {
    FILES_DOMAIN: settings.domain,
    FILES_KEY_ID: settings.keyId,
    FILES_PRIVATE_KEY: settings.privateKey,
  };
  const canary = 'the key that nobody may see';
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  it('are all three, or none', () => {
    expect(readCloudFrontSettings(environment)).toEqual(settings);
    expect(readCloudFrontSettings({})).toBeUndefined();
    expect(readCloudFrontSettings({ FILES_DOMAIN: '', FILES_KEY_ID: '' })).toBeUndefined();
  });

  it.each([
    ['FILES_DOMAIN', ''],
    ['FILES_DOMAIN', 'https://files.example.org'],
    ['FILES_KEY_ID', ''],
    ['FILES_KEY_ID', 'K2JC/JMDEHXQW5F'],
    ['FILES_PRIVATE_KEY', ''],
    ['FILES_PRIVATE_KEY', canary],
    ['FILES_PRIVATE_KEY', ec.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('are refused where %s is %j, by name and without the key', (setting, value) => {
    const read = () => readCloudFrontSettings({ ...environment, [setting]: value });
    expect(read).toThrow(new RegExp(`^unable to give out links to files; ${setting} is `));
    expect(read).not.toThrow(canary);
  });
});
