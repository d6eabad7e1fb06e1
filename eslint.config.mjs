import appsync from '@aws-appsync/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { appsyncJsRules, house } from './tools/lint/appsync-js.mjs';

const tests = ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts', 'test/**/*.tsx'];
const inAppSync = ['resolvers/**/*.ts', 'domain/vocabulary/**/*.ts', 'adapters/dynamodb/layout/**/*.ts'];
const inBrowser = [
  'client/**/*.{ts,tsx}',
  'web/**/*.{ts,tsx}',
  'test/{browser,client,model,web,e2e}/**/*.{ts,tsx}',
  'test/support/amplify-client/**/*.ts',
  'test/support/plain-transport.ts',
];
const product = ['domain', 'application', 'adapters', 'resolvers', 'runtime', 'infra', 'client', 'web', 'tools'].map(
  (folder) => `${folder}/**/*.{ts,tsx}`,
);

const casts = [
  {
    selector: 'TSAsExpression[typeAnnotation.type="TSAnyKeyword"]',
    message: 'A cast to any ends all checking. Parse, or narrow.',
  },
  {
    selector: 'TSAsExpression > TSAsExpression:not([typeAnnotation.typeName.name="const"])',
    message: 'A double cast says anything. Parse, or narrow with a type predicate.',
  },
  { selector: 'TSTypeAssertion', message: 'Parse, or narrow with a type predicate.' },
];

const inTests = [
  ...casts,
  {
    selector: 'MemberExpression[property.name="only"]',
    message: 'A focused test hides all others. Name it on the command line: npm test -- path -t "name".',
  },
  {
    selector:
      'MemberExpression[property.name=/^(skip|skipIf|runIf|todo)$/][object.name=/^(it|test|describe|suite|bench)$/]',
    message: "A test that cannot run here says why: (ctx) => { if (…) ctx.skip('reason'); }.",
  },
  {
    selector: 'CallExpression[callee.property.name="skip"][arguments.length=0]',
    message: "Say why: ctx.skip('reason').",
  },
];

const noMocks = ['mock', 'doMock'].map((property) => ({
  object: 'vi',
  property,
  message: 'Pass a real in-memory adapter in; modules are not replaced behind their users.',
}));

/** The domain and its use cases are functions of their arguments: time, ids, chance and the world come in. */
const worldly = [
  'process',
  'crypto',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Buffer',
].map((name) => ({ name, message: 'It comes in as an argument, or through a port.' }));

const imports = {
  'no-restricted-imports': [
    'error',
    {
      paths: builtinModules
        .filter((name) => !name.startsWith('_') && !name.startsWith('node:'))
        .map((name) => ({ name, message: `Write node:${name}.` })),
      patterns: [
        {
          regex: String.raw`^\.{1,2}/(?!.*\.(ts|tsx|mjs|cjs|js|json|css|graphql)(\?\w+)?$)`,
          message: "Write the file's ending: './name.ts'.",
        },
      ],
    },
  ],
};

const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  'no-debugger': 'error',
  'no-eval': 'error',
  'no-param-reassign': 'error',
  'no-constant-binary-expression': 'error',
  'no-fallthrough': 'error',
  'no-loss-of-precision': 'error',
  'no-self-compare': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-escape': 'error',
  ...imports,
};

export default tseslint.config(
  { ignores: ['**/node_modules/', 'build/', 'dist/', 'cdk.out/', 'coverage/', '.parley/', 'generated/', 'web/dist/'] },
  // Findings are mended, not switched off where they stand.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  { rules: everywhere },

  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never', arrayLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Spreading a string is how one gets its code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Ends in a stack overflow on recursive types (typescript-eslint 8.73).
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An adapter answers a promise because its port says so, not because it has something to wait for.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', ...casts],
    },
  },
  {
    files: ['client/react/**/*.{ts,tsx}', 'web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: product,
    ignores: tests,
    rules: {
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
    },
  },
  {
    files: ['domain', 'application', 'adapters', 'resolvers', 'runtime', 'client'].map(
      (folder) => `${folder}/**/*.{ts,tsx}`,
    ),
    ignores: tests,
    rules: { 'no-console': 'error' },
  },
  {
    files: ['domain/**/*.ts', 'application/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...worldly],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The time comes in as an argument.' },
        { object: 'Math', property: 'random', message: 'Chance comes in as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...casts,
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The time comes in as an argument.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `expect.any(…)` and its like stand in for values of every type.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...inTests],
      'no-restricted-properties': ['error', ...noMocks],
    },
  },

  {
    files: inBrowser,
    languageOptions: { parserOptions: { projectService: false, project: 'tsconfig.web-tests.json' } },
  },
  {
    files: ['web/worker/service-worker.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'web/worker/tsconfig.json' } },
  },
  {
    files: inAppSync,
    ignores: [...tests, 'resolvers/manifest.ts'],
    extends: [appsync.configs.recommended],
    plugins: { house },
    languageOptions: { parserOptions: { projectService: false, project: 'tsconfig.resolvers.json' } },
    rules: {
      ...appsyncJsRules,
      'no-restricted-syntax': [...appsyncJsRules['no-restricted-syntax'], ...casts],
      // The leaves sit in the domain, whose own bans the list of missing globals holds already.
      'no-restricted-properties': 'off',
      // APPSYNC_JS has no String() and no Number().
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },

  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'fetch',
          'setTimeout',
          'setInterval',
          'clearTimeout',
          'clearInterval',
          'globalThis',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
