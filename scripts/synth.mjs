/** `npm run synth`, and the app that cdk.json names: writes the CloudFormation templates, offline. */
import { loadTypeScript } from './lib/load-typescript.mjs';
import { root } from './lib/repository.mjs';

await loadTypeScript(root, 'infra/app.ts');
