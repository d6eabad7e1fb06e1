/** Entry of the CDK app: `npm run synth`, or any `npx cdk` command. Writes to CDK_OUTDIR, else to cdk.out/. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parley } from './parley.ts';
import { UnknownStage } from './stages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
try {
  const { app } = await parley({ root, outdir: process.env['CDK_OUTDIR'] ?? join(root, 'cdk.out') });
  app.synth();
} catch (cause) {
  // Whoever mistyped a setting needs the sentence; whoever broke the code needs the stack.
  if (!(cause instanceof UnknownStage)) throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}
