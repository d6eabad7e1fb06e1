import { beforeAll, describe, expect, it } from 'vitest';
import { stateOutputs } from '../../infra/naming.ts';
import {
  at,
  list,
  synthesise,
  synthesisTime,
  target,
  type Json,
  type Resource,
  type Synthesised,
} from './synthesise.ts';

describe('the files of messages on AWS', () => {
  let dev: Synthesised;
  let prod: Synthesised;
  beforeAll(async () => {
    dev = (await synthesise('dev')).state;
    prod = (await synthesise('prod')).state;
  }, synthesisTime);
  const buckets = (): readonly Resource[] => dev.ofType('AWS::S3::Bucket');
  const bucket = (area: string): Resource => {
    const found = buckets().filter(({ id }) => id.startsWith(`FileBuckets${area}`));
    expect(found, area).toHaveLength(1);
    return found[0]!;
  };
  const statements = (of: Resource): readonly Json[] =>
    dev
      .ofType('AWS::S3::BucketPolicy')
      .filter(({ properties }) => target(at(properties, 'Bucket')) === of.id)
      .flatMap(({ properties }) => list(at(properties, 'PolicyDocument', 'Statement')));
  const behaviour = (): Json | undefined => {
    const [only, ...others] = dev.ofType('AWS::CloudFront::Distribution');
    expect(others).toEqual([]);
    return at(only!.properties, 'DistributionConfig', 'DefaultCacheBehavior');
  };

  it('are in private, encrypted buckets, one for each area', () => {
    expect(buckets()).toHaveLength(5);
    for (const { properties } of buckets()) {
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    }
  });

  it('are reached over TLS alone', () => {
    for (const one of buckets()) {
      expect(statements(one)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('are taken from browsers where they come in, and nowhere else', () => {
    expect(at(bucket('Incoming').properties, 'CorsConfiguration', 'CorsRules')).toMatchObject([
      { AllowedMethods: ['POST', 'PUT'], ExposedHeaders: ['ETag'] },
    ]);
    for (const area of ['Files', 'Quarantine', 'Recordings'])
      expect(at(bucket(area).properties, 'CorsConfiguration')).toBeUndefined();
  });

  it('are recorded into a bucket of their own, by someone who may write under one prefix there and nothing else', () => {
    const [writer, ...others] = dev.ofType('AWS::IAM::User');
    expect(others).toEqual([]);
    const [policy, ...more] = list(at(writer!.properties, 'Policies'));
    expect(more).toEqual([]);
    const [statement, ...further] = list(at(policy, 'PolicyDocument', 'Statement'));
    expect(further).toEqual([]);
    expect(at(statement, 'Action')).toEqual(['s3:PutObject', 's3:AbortMultipartUpload']);
    const [where, ...elsewhere] = list(at(statement, 'Resource'));
    expect(elsewhere).toEqual([]);
    expect(list(at(where, 'Fn::Join', 1)).at(-1)).toBe('/recordings/*');
    expect(target(at(where, 'Fn::Join', 1, 0))).toBe(bucket('Recordings').id);
    // A key in a template would be in its history for ever.
    expect(dev.ofType('AWS::IAM::AccessKey')).toEqual([]);
    expect(at(bucket('Recordings').properties, 'LifecycleConfiguration', 'Rules')).toMatchObject([
      { ExpirationInDays: 7, Status: 'Enabled' },
    ]);
  });

  it('are told of when they come in', () => {
    expect(at(bucket('Incoming').properties, 'NotificationConfiguration')).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(dev.resources.filter(({ type }) => type === 'AWS::Lambda::Function')).toEqual([]);
  });

  it('are looked at for malware once they were taken away, and tagged with what was found', () => {
    const [plan, ...others] = dev.ofType('AWS::GuardDuty::MalwareProtectionPlan');
    expect(others).toEqual([]);
    expect(plan!.properties).toMatchObject({
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: { S3Bucket: { BucketName: { Ref: bucket('Incoming').id }, ObjectPrefixes: ['held/'] } },
    });
  });

  it('do not stay where nobody needs them', () => {
    const rules = (area: string) => list(at(bucket(area).properties, 'LifecycleConfiguration', 'Rules'));
    for (const area of ['Incoming', 'Files', 'Quarantine']) {
      expect(rules(area)).toMatchObject([
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ]);
    }
    expect(rules('Incoming')).toMatchObject([{ ExpirationInDays: 2 }]);
    expect(rules('Quarantine')).toMatchObject([{ ExpirationInDays: 30 }]);
    expect(rules('Files')).toMatchObject([{ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }]);
    expect(at(rules('Files')[0], 'ExpirationInDays')).toBeUndefined();
  });

  it('are served from the clean bucket only, by this distribution only', () => {
    const serving = buckets().filter((one) =>
      statements(one).some((statement) => at(statement, 'Principal', 'Service') === 'cloudfront.amazonaws.com'),
    );
    expect(serving.map(({ id }) => id)).toEqual([bucket('Files').id]);
    const [allowing, ...others] = statements(bucket('Files')).filter((one) => at(one, 'Effect') === 'Allow');
    expect(others).toEqual([]);
    expect(allowing).toMatchObject({ Action: 's3:GetObject' });
    expect(JSON.stringify(at(allowing, 'Condition', 'StringEquals', 'AWS:SourceArn'))).toContain(
      dev.ofType('AWS::CloudFront::Distribution')[0]!.id,
    );
  });

  it('are served to those with a signed link, over TLS, to be saved as the link says', () => {
    const [keys] = dev.ofType('AWS::CloudFront::KeyGroup');
    expect(behaviour()).toMatchObject({ ViewerProtocolPolicy: 'https-only', AllowedMethods: ['GET', 'HEAD'] });
    expect(list(at(behaviour(), 'TrustedKeyGroups')).map(target)).toEqual([keys!.id]);
    const [caching] = dev.ofType('AWS::CloudFront::CachePolicy');
    expect(target(at(behaviour(), 'CachePolicyId'))).toBe(caching!.id);
    expect(
      at(caching!.properties, 'CachePolicyConfig', 'ParametersInCacheKeyAndForwardedToOrigin', 'QueryStringsConfig'),
    ).toEqual({ QueryStringBehavior: 'whitelist', QueryStrings: ['response-content-disposition'] });
  });

  it('are served by links of a key whose private half is a secret, of which nothing is in the template', () => {
    const [key, ...others] = dev.ofType('AWS::CloudFront::PublicKey');
    expect(others).toEqual([]);
    expect(at(key!.properties, 'PublicKeyConfig', 'EncodedKey')).toEqual({ Ref: 'FilesPublicKeyA' });
    expect(Object.keys(dev.parameters)).toContain('FilesPublicKeyA');
    const [secret] = dev.ofType('AWS::SecretsManager::Secret');
    expect(at(dev.outputs[stateOutputs.filesPrivateKey], 'Value')).toEqual({ Ref: secret!.id });
    expect(at(secret!.properties, 'SecretString')).toBeUndefined();
    const exported = JSON.stringify(Object.values(dev.outputs));
    expect(exported).toContain(`{"Ref":"${key!.id}"}`);
  });

  it('are what their type says and nothing that a browser would run', () => {
    const [headers] = dev.ofType('AWS::CloudFront::ResponseHeadersPolicy');
    expect(target(at(behaviour(), 'ResponseHeadersPolicyId'))).toBe(headers!.id);
    expect(at(headers!.properties, 'ResponseHeadersPolicyConfig', 'SecurityHeadersConfig')).toMatchObject({
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'; sandbox", Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
    });
  });

  it('outlive their stack in production', () => {
    const policies = (state: Synthesised) => new Set(state.ofType('AWS::S3::Bucket').map((one) => one.deletionPolicy));
    expect(policies(prod)).toEqual(new Set(['Retain']));
    expect(policies(dev)).toEqual(new Set(['Delete']));
  });
});
