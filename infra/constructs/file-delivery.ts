import { CfnParameter, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CachePolicy,
  CacheHeaderBehavior,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HttpVersion,
  KeyGroup,
  PriceClass,
  PublicKey,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { FileBucket } from './file-buckets.ts';

/**
 * CloudFront before the bucket of clean files. Nothing is served without a URL that was signed for it moments ago; the
 * signature's private key is a secret that the operator puts in place, and its public half a parameter of the stack
 * (docs/deploy.md).
 */
export class FileDelivery extends Construct {
  readonly distribution: Distribution;
  /** Of the key whose private half signs. */
  readonly keyId: string;
  /** PEM, as PKCS #8. */
  readonly privateKey: Secret;

  constructor(
    scope: Construct,
    id: string,
    options: { readonly stage: StageSettings; readonly files: FileBucket; readonly requests: FileBucket },
  ) {
    super(scope, id);
    const { stage, files, requests } = options;

    const [first, ...others] = stage.downloadKeys;
    const publicKeys = [this.#publicKey(first), ...others.map((name) => this.#publicKey(name))];
    // Exported one by one, so that a key can come and another go while the other stack still uses one of them.
    const ids = publicKeys.map(({ publicKeyId }) => publicKeyId);
    for (const keyId of ids) Stack.of(this).exportValue(keyId);
    this.keyId = ids.slice(-1).join('');
    this.privateKey = new Secret(this, 'PrivateKey', {
      description: 'Signs download links: PEM, the private half of the last public key of this stack',
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.privateKey).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'CloudFront has no way to fetch a rotated key by itself; docs/deploy.md says how to rotate the pair.',
    });

    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Parley (${stage.name}): files of messages`,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        trustedKeyGroups: [new KeyGroup(this, 'Keys', { items: publicKeys, comment: 'Signs download links' })],
        cachePolicy: new CachePolicy(this, 'Caching', {
          comment: 'A file never changes under its key; how it is to be saved is part of the link',
          defaultTtl: Duration.days(1),
          minTtl: Duration.seconds(0),
          maxTtl: Duration.days(1),
          cookieBehavior: CacheCookieBehavior.none(),
          headerBehavior: CacheHeaderBehavior.none(),
          queryStringBehavior: CacheQueryStringBehavior.allowList('response-content-disposition'),
        }),
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
          comment: 'What users uploaded is a download and nothing else',
          securityHeadersBehavior: {
            contentTypeOptions: { override: true },
            frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
            contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; sandbox", override: true },
            strictTransportSecurity: {
              accessControlMaxAge: Duration.days(365),
              includeSubdomains: true,
              override: true,
            },
          },
        }),
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      enableLogging: true,
      logBucket: requests,
      logFilePrefix: 'downloads/',
    });
    Validations.of(this.distribution).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-CFR1',
        reason: 'Members may be anywhere; who may download is decided by membership and not by country.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-CFR2',
        reason: 'Only GET of one key under a fresh signature passes; there is no input that a firewall could look at.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-CFR4',
        reason: "Without a domain of one's own the certificate is CloudFront's, whose minimum cannot be raised.",
      },
    );
  }

  /** A parameter for its PEM, and the key. */
  #publicKey(name: string): PublicKey {
    const encodedKey = new CfnParameter(Stack.of(this), `FilesPublicKey${name}`, {
      type: 'String',
      description:
        'A public key, as PEM, that download links are verified with; the private half of the last is a secret.',
    });
    return new PublicKey(this, `PublicKey${name}`, {
      // It cannot be looked at before it is given: the construct would refuse what is not PEM yet.
      encodedKey: encodedKey.valueAsString,
      comment: 'Verifies download links',
    });
  }
}
