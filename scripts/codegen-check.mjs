/** Fails when generated/ is not what codegen.yml and schema.graphql give today. Writes nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { generate, loadContext } from '@graphql-codegen/cli';
import { root } from './lib/repository.mjs';

process.chdir(root);
const context = await loadContext(join(root, 'codegen.yml'));
const fresh = await generate({ ...context.getConfig(), silent: true, errorsOnly: true }, false);
const written = new Map(fresh.map(({ filename, content }) => [resolve(root, filename), content]));

const stale = [...written].filter(([path, content]) => !existsSync(path) || readFileSync(path, 'utf8') !== content);
const present = existsSync('generated') ? await readdir('generated') : [];
const abandoned = present.map((name) => resolve(root, 'generated', name)).filter((path) => !written.has(path));

const names = (paths) => paths.map((path) => relative(root, path)).join(', ');
if (stale.length > 0) console.error(`unable to pass ${names(stale.map(([path]) => path))}; stale: npm run codegen`);
if (abandoned.length > 0) console.error(`unable to pass ${names(abandoned)}; nothing in codegen.yml writes it`);
process.exit(stale.length + abandoned.length > 0 ? 1 : 0);
