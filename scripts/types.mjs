/** `npm run types`: type-checks every world of the code, each under its own tsconfig. */
import ts from 'typescript';
import { root } from './lib/repository.mjs';
import { runTool } from './lib/run.mjs';

const configs = [
  'tsconfig.json',
  'tsconfig.resolvers.json',
  'tsconfig.web.json',
  'tsconfig.web-tests.json',
  'web/worker/tsconfig.json',
  'examples/tsconfig.json',
];
process.chdir(root);

let failed = 0;
for (const config of configs) {
  const parsed = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(`unable to read ${config}; ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    },
  });
  const files = parsed?.fileNames.length ?? 0;
  console.log(files === 0 ? `${config}: nothing to check` : `${config}: ${files} files`);
  if (files > 0 && (await runTool(root, 'typescript/bin/tsc', ['-p', config])) !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
