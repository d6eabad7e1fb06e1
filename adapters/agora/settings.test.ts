import { describe, expect, it } from 'vitest';
import { readAgoraSettings } from './settings.ts';

const project = { AGORA_APP_ID: 'a'.repeat(32), AGORA_APP_CERTIFICATE: 'c'.repeat(32) };
const customer = { AGORA_CUSTOMER_ID: 'id', AGORA_CUSTOMER_SECRET: 'hush' };

describe("Agora's settings", () => {
  it('are none where nothing, or nothing but blanks, is set', () => {
    expect(readAgoraSettings({})).toBeUndefined();
    expect(readAgoraSettings({ AGORA_APP_ID: ' ', AGORA_APP_CERTIFICATE: '' })).toBeUndefined();
  });

  it('are a project, with or without a customer of the REST API', () => {
    const read = { appId: project.AGORA_APP_ID, appCertificate: project.AGORA_APP_CERTIFICATE };
    expect(readAgoraSettings(project)).toEqual({ ...read, customer: null });
    expect(readAgoraSettings({ ...project, ...customer })).toEqual({ ...read, customer: { id: 'id', secret: 'hush' } });
  });

  it.each([
    ['an id without a certificate', { AGORA_APP_ID: project.AGORA_APP_ID }, 'AGORA_APP_CERTIFICATE is not set'],
    ['a certificate without an id', { AGORA_APP_CERTIFICATE: 'hush' }, 'AGORA_APP_ID is not set'],
    ['an id of another form', { ...project, AGORA_APP_ID: 'mine' }, 'AGORA_APP_ID is "mine"'],
    ['a certificate of another form', { ...project, AGORA_APP_CERTIFICATE: 'hush' }, 'AGORA_APP_CERTIFICATE is'],
    ['half a customer', { ...project, AGORA_CUSTOMER_SECRET: 'hush' }, 'AGORA_CUSTOMER_ID is not set'],
    ['a customer without a project', customer, 'AGORA_APP_ID is not set'],
  ])('refuse %s, and never show a secret', (_, environment, said) => {
    expect(() => readAgoraSettings(environment)).toThrow(said);
    expect(() => readAgoraSettings(environment)).not.toThrow('hush');
  });
});
