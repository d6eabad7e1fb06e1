import { beforeAll, describe, expect, it } from 'vitest';
import { at, list, synthesise, synthesisTime, type Json, type Synthesised } from './synthesise.ts';

describe('signing in on AWS', () => {
  let dev: Synthesised;
  let prod: Synthesised;
  beforeAll(async () => {
    dev = (await synthesise('dev')).state;
    prod = (await synthesise('prod')).state;
  }, synthesisTime);
  const one = (state: Synthesised, type: string): Json => {
    const [only, ...others] = state.ofType(type);
    expect(others).toEqual([]);
    return only!.properties;
  };
  const pool = () => one(dev, 'AWS::Cognito::UserPool');
  const client = () => one(dev, 'AWS::Cognito::UserPoolClient');

  it('is for those whom an administrator added', () => {
    expect(at(pool(), 'AdminCreateUserConfig', 'AllowAdminCreateUserOnly')).toBe(true);
  });

  it('takes long passwords of four kinds of characters', () => {
    expect(at(pool(), 'Policies', 'PasswordPolicy')).toMatchObject({
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  });

  it('offers an authenticator app as second factor and never sends SMS', () => {
    expect(at(pool(), 'MfaConfiguration')).toBe('OPTIONAL');
    expect(at(pool(), 'EnabledMfas')).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(at(pool(), 'SmsConfiguration')).toBeUndefined();
    expect(JSON.stringify(dev.ofType('AWS::IAM::Role'))).not.toContain('cognito-idp');
  });

  it('recovers an account by e-mail only', () => {
    expect(at(pool(), 'AccountRecoverySetting', 'RecoveryMechanisms')).toEqual([
      { Name: 'verified_email', Priority: 1 },
    ]);
  });

  it('gives browsers a client without a secret, without passwords on the wire and without a hosted page', () => {
    expect(client()).toMatchObject({
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
    });
    expect(list(at(client(), 'CallbackURLs'))).toEqual([]);
  });

  it('tells nobody who has an account', () => {
    expect(at(client(), 'PreventUserExistenceErrors')).toBe('ENABLED');
  });

  it('issues access tokens for an hour, and can revoke what renews them', () => {
    expect(client()).toMatchObject({
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' },
      EnableTokenRevocation: true,
    });
  });

  it('keeps its users when the stack goes in prod, and only there', () => {
    const fate = (state: Synthesised) =>
      state
        .ofType('AWS::Cognito::UserPool')
        .map(({ deletionPolicy, properties }) => [deletionPolicy, at(properties, 'DeletionProtection')]);
    expect(fate(prod)).toEqual([['Retain', 'ACTIVE']]);
    expect(fate(dev)).toEqual([['Delete', 'INACTIVE']]);
  });
});
