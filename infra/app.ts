/** Entry of the CDK app: `npm run synth`, or any `npx cdk` command. Writes to CDK_OUTDIR, else to cdk.out/. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parley } from './parley.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { app } = await parley({ root, outdir: process.env['CDK_OUTDIR'] ?? join(root, 'cdk.out') });
app.synth();
