import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { may, permissions } from '../../domain/vocabulary/permissions.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import { theSchema } from '../support/schema.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'permissions.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (yes|–) +\| (yes|–) +\| (yes|–) +\| (yes|–) +\|$/gm)];

describe('The table of permissions', () => {
  it('is shown in docs/permissions.md, in order, as an ordinary session has it', () => {
    const ordinary = { kind: 'GROUP', isFrozen: false, allowInvites: false } as const;
    const shown = rows.map(([, permission, , ...marks]) => [permission, marks.map((mark) => mark === 'yes')]);
    const roles = Object.values(MemberRole);
    expect(shown).toEqual(permissions.map((one) => [one, roles.map((role) => may(ordinary, role, one))]));
  });

  it('names the fields of the schema that it is about, each once', () => {
    const schema = theSchema();
    const fields = new Set(
      [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {})),
    );
    const named = rows.flatMap(([, , what]) => [...(what ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]));
    expect(named.filter((name) => name === undefined || !fields.has(name))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});
