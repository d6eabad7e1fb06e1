import { describe, expect, it } from 'vitest';
import { readAgoraSettings } from './settings.ts';

const project = { AGORA_APP_ID: 'a'.repeat(32), AGORA_APP_CERTIFICATE: 'c'.repeat(32) };
const storage = { AGORA_STORAGE_ACCESS_KEY: 'key', AGORA_STORAGE_SECRET_KEY: 'hush' };
const customer = { AGORA_CUSTOMER_ID: 'id', AGORA_CUSTOMER_SECRET: 'hush' };

describe("Agora's settings", () => {
  it('are none where nothing, or nothing but blanks, is set', () => {
    expect(readAgoraSettings({})).toBeUndefined();
    expect(readAgoraSettings({ AGORA_APP_ID: ' ', AGORA_APP_CERTIFICATE: '' })).toBeUndefined();
  });

  it('are a project, with or without a customer of the REST API', () => {
    const own = { storage: null, webhookSecret: null, endpoint: 'https://api.sd-rtn.com' };
    const read = { appId: project.AGORA_APP_ID, appCertificate: project.AGORA_APP_CERTIFICATE, ...own };
    expect(readAgoraSettings(project)).toEqual({ ...read, customer: null });
    const whole = { ...read, customer: { id: 'id', secret: 'hush' } };
    expect(readAgoraSettings({ ...project, ...customer })).toEqual(whole);
    const environment = {
      ...project,
      ...customer,
      ...storage,
      AGORA_WEBHOOK_SECRET: 's',
      AGORA_ENDPOINT: 'http://a:1',
    };
    expect(readAgoraSettings(environment)).toEqual({
      ...whole,
      storage: { accessKey: 'key', secretKey: 'hush' },
      webhookSecret: 's',
      endpoint: 'http://a:1',
    });
  });

  it.each([
    ['an id without a certificate', { AGORA_APP_ID: project.AGORA_APP_ID }, 'AGORA_APP_CERTIFICATE is not set'],
    ['a certificate without an id', { AGORA_APP_CERTIFICATE: 'hush' }, 'AGORA_APP_ID is not set'],
    ['an id of another form', { ...project, AGORA_APP_ID: 'mine' }, 'AGORA_APP_ID is "mine"'],
    ['a certificate of another form', { ...project, AGORA_APP_CERTIFICATE: 'hush' }, 'AGORA_APP_CERTIFICATE is'],
    ['half a customer', { ...project, AGORA_CUSTOMER_SECRET: 'hush' }, 'AGORA_CUSTOMER_ID is not set'],
    ['a customer without a project', customer, 'AGORA_APP_ID is not set'],
    ['a store without a customer', { ...project, ...storage }, 'AGORA_CUSTOMER_ID is not set'],
    ['half a store', { ...project, ...customer, AGORA_STORAGE_SECRET_KEY: 'hush' }, 'AGORA_STORAGE_ACCESS_KEY is not'],
    ['a webhook without a project', { AGORA_WEBHOOK_SECRET: 'hush' }, 'AGORA_APP_ID is not set'],
    ['another address that is none', { ...project, AGORA_ENDPOINT: 'agora' }, 'AGORA_ENDPOINT is "agora"'],
  ])('refuse %s, and never show a secret', (_, environment, said) => {
    expect(() => readAgoraSettings(environment)).toThrow(said);
    expect(() => readAgoraSettings(environment)).not.toThrow('hush');
  });
});
