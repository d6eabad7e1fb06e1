/**
 * The directions of the house, as errors. No rule has an exemption: what may import what is the table below, and a
 * finding is mended by moving code, never here. `test/house/dependency-rules.test.ts` breaks each rule once.
 */

/** Source that is not a test. Tests may import anything, and are held only to the rules without `product`. */
const tests = ['\\.test\\.tsx?$', '^test/', '^bench/'];
const product = (path, pathNot = []) => ({ path, pathNot: [...tests, ...pathNot] });

/** Inlined into resolvers, read by everyone: they know nothing but each other. */
const leaves = ['^domain/vocabulary/', '^adapters/dynamodb/layout/'];
const npm = (...packages) => packages.map((name) => `^node_modules/(@types/)?${name}(/|$)`);

/** A wire that several adapters speak over, below all of them: it knows no port and no other adapter. */
const wires = ['^adapters/aws-json/'];

/** What each adapter's outside world is spoken to with. An adapter not named here has no package at all. */
const sdks = {
  dynamodb: npm(
    '@aws-sdk/client-dynamodb(-streams)?',
    '@aws-sdk/lib-dynamodb',
    '@aws-sdk/util-dynamodb',
    '@smithy/[^/]+',
  ),
  sqs: npm('@aws-sdk/client-sqs', '@smithy/[^/]+'),
  'aws-json': npm('@smithy/[^/]+', '@aws-crypto/[^/]+'),
  cloudfront: npm('@aws-sdk/cloudfront-signer'),
  s3: npm('@aws-sdk/client-s3', '@aws-sdk/s3-presigned-post', '@aws-sdk/s3-request-presigner', '@smithy/[^/]+'),
  redis: npm('@redis/[^/]+'),
  agora: npm('agora-token'),
  push: npm('@aws-sdk/client-pinpoint', '@aws-sdk/client-sns', 'web-push'),
  email: npm('@aws-sdk/client-sesv2'),
  search: npm('@opensearch-project/opensearch', 'node-sqlite3-wasm'),
  inspection: npm('file-type', 'sharp'),
  'content-checks': npm('@lezer/[^/]+', '@codemirror/lang-sql', 'katex'),
  // The schema is the SDK of the two adapters that stand at the GraphQL border.
  appsync: ['^generated/', ...npm('@aws-sdk/[^/]+', '@smithy/[^/]+', '@aws-crypto/[^/]+')],
  lambda: ['^generated/', ...npm('aws-lambda')],
};
const named = Object.keys(sdks).map((adapter) => `^adapters/${adapter}/`);
const composition = ['^adapters/lambda/compose[a-z-]*\\.ts$'];
const aroundAdapters = ['^domain/', '^application/ports/', ...leaves];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Two files that need each other are one idea in two places. Holds for type-only imports and for tests too.',
      {},
      { circular: true },
    ),
    rule(
      'no-unresolvable',
      'An import that leads nowhere works only on the machine of whoever wrote it.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-undeclared-packages',
      'A package that package.json does not name is there by accident and leaves by accident.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'no-development-packages-in-product',
      'What runs for users is installed without development packages; their types are welcome.',
      product('^(domain|application|adapters|runtime|client)/'),
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-tests-in-product',
      'Builders, fakes and benchmarks serve the tests; the product does not lean on them.',
      product('.'),
      { path: tests },
    ),
    rule(
      'leaves-import-leaves-only',
      'domain/vocabulary and adapters/dynamodb/layout are inlined into every resolver, so all they import is too.',
      product(leaves),
      { pathNot: leaves },
    ),
    rule(
      'domain-imports-domain-only',
      'The domain is plain TypeScript: no package, no node:, no knowledge of who stores or shows it.',
      product('^domain/'),
      { pathNot: '^domain/' },
    ),
    rule(
      'application-imports-domain-and-application-only',
      'Use cases reach the world through ports; which adapter answers is decided in compose.ts.',
      product('^application/'),
      { pathNot: ['^domain/', '^application/'] },
    ),
    rule(
      'adapters-never-import-another-adapter',
      'Each adapter can be replaced by itself. Only adapters/lambda/compose*.ts see more than one.',
      product('^adapters/([^/]+)/', composition),
      { path: '^adapters/', pathNot: ['^adapters/$1/', ...leaves, ...wires] },
    ),
    rule(
      'wires-know-nobody',
      'What several adapters speak over serves each of them alike: it knows no port, no domain and no other adapter.',
      product(wires),
      { dependencyTypesNot: ['core'], pathNot: [...wires, '^node_modules/'] },
    ),
    rule(
      'adapters-import-ports-and-domain-only',
      'An adapter translates between a port and its own SDK, and knows no other part of the house.',
      product('^adapters/', [...composition, ...leaves]),
      { dependencyTypesNot: ['core'], pathNot: ['^adapters/', '^generated/', '^node_modules/', ...aroundAdapters] },
    ),
    rule(
      'adapters-without-sdk-import-no-package',
      'An adapter with no outside world of its own (memory, for one) needs no package.',
      product('^adapters/', [...named, ...leaves]),
      { path: ['^node_modules/', '^generated/'] },
    ),
    ...Object.entries(sdks).map(([adapter, sdk]) =>
      rule(
        `adapters-${adapter}-imports-its-own-sdk-only`,
        `adapters/${adapter} speaks to one outside world; a second SDK belongs in an adapter of its own.`,
        product(`^adapters/${adapter}/`, [...composition, ...leaves]),
        { path: ['^node_modules/', '^generated/'], pathNot: sdk },
      ),
    ),
    rule(
      'manifest-imports-nothing',
      'resolvers/manifest.ts is read by CDK, by the runtime and by tools, and must load anywhere.',
      product('^resolvers/manifest\\.ts$'),
      { path: '.' },
    ),
    rule(
      'resolvers-import-what-appsync-can-run',
      'A resolver is bundled into APPSYNC_JS: leaves, generated types and @aws-appsync/utils are all that runs there.',
      product('^resolvers/', ['^resolvers/manifest\\.ts$']),
      { pathNot: ['^resolvers/(?!manifest\\.ts$)', '^generated/', ...leaves, ...npm('@aws-appsync/utils')] },
    ),
    rule(
      'infra-imports-cdk-leaves-and-manifest-only',
      'Stacks are built from the layout and the manifest; handlers are named by path, so no product code loads at synth.',
      product('^infra/'),
      {
        dependencyTypesNot: ['core'],
        pathNot: [
          '^infra/',
          '^tools/',
          '^resolvers/manifest\\.ts$',
          ...leaves,
          ...npm('aws-cdk-lib', 'constructs', 'cdk-nag'),
        ],
      },
    ),
    rule(
      'client-imports-contract-only',
      'The SDK runs in browsers on the public contract: generated types, the vocabulary, the dialect, aws-amplify, idb and Agora.',
      product('^client/', ['^client/react/']),
      {
        pathNot: [
          '^client/(?!react/)',
          '^generated/',
          '^domain/(vocabulary|markdown)/',
          ...npm('aws-amplify', '@aws-amplify/api-graphql', '@aws-amplify/core', 'idb', 'agora-rtc-sdk-ng'),
        ],
      },
    ),
    rule(
      'client-react-imports-client-and-react-only',
      'Hooks add React to the core and nothing else.',
      product('^client/react/'),
      { pathNot: ['^client/', '^generated/', '^domain/vocabulary/', ...npm('react', 'react-dom')] },
    ),
    rule(
      'web-imports-client-only',
      'The web app is the first user of the SDK: what it needs and cannot get there is missing there.',
      product('^web/'),
      { pathNot: ['^web/', '^client/', '^node_modules/'] },
    ),
    rule(
      'runtime-never-imports-infra-client-web',
      'The local AppSync serves any client and knows no deployment.',
      product('^runtime/'),
      { path: ['^infra/', '^client/', '^web/'] },
    ),
    rule(
      'tools-import-manifest-only',
      'Tools serve the build and stand below everything that is built. Below them are the launchers alone.',
      product('^tools/'),
      {
        dependencyTypesNot: ['core'],
        pathNot: ['^tools/', '^scripts/lib/', '^resolvers/manifest\\.ts$', '^node_modules/'],
      },
    ),
    rule(
      'launchers-import-node-only',
      'These files run before anything is installed; a package they need is imported once it is there.',
      product('^scripts/(start\\.mjs$|test\\.mjs$|lib/)'),
      { dynamic: false, dependencyTypesNot: ['core'], pathNot: '^scripts/' },
    ),
    rule(
      'generated-imports-nothing-else',
      'Generated types are imported from every side, so they lean on no side.',
      product('^generated/'),
      { pathNot: '^generated/' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['^(build|dist|examples|cdk\\.out|coverage|\\.parley)/', '^web/dist/'] },
    // Type-only imports are imports: a type that points the wrong way is the wrong way.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.jsx', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
