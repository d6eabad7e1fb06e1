import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Dice } from './rounds.ts';

/** A request for `POST /graphql` or the realtime endpoint: `{ query, variables?, operationName? }` of any shape. */
export interface WrittenRequest {
  readonly query: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** Text that programs stumble over. */
const SNAGS: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\ufeff',
    '\u202e',
    '👩‍👩‍👧',
    'ﷺ',
    '١',
    '\\u{110000}',
    '"""',
    '#',
    '$',
    '${x}',
    '\r',
    '\u2028',
  ],
  ...['__proto__', 'constructor', 'toString', '__typename', 'null', 'true', '-0', '1e999', 'NaN', ':x', '../', '%00'],
];

/**
 * Writes documents for a schema: most of them fit it, or would but for one thing; some are hostile by size or form.
 * What is written follows from the dice alone.
 */
export class DocumentWriter {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  /** How often something is written that does not fit. */
  readonly #slips: number;
  #fragments: string[] = [];
  #variables = new Map<string, { readonly type: string; readonly value: unknown }>();

  constructor(schema: GraphQLSchema, dice: Dice) {
    this.#schema = schema;
    this.#dice = dice;
    this.#slips = dice.oneOf([0, 0, 0.02, 0.1]);
  }

  request(root = this.#dice.oneOf(['Query', 'Query', 'Query', 'Mutation', 'Subscription'])): WrittenRequest {
    const dice = this.#dice;
    if (dice.happens(0.15)) return { query: this.#hostile(), variables: this.#value(3) };
    const query = this.#document(root);
    return {
      query: dice.happens(0.25) ? mutated(query, dice) : query,
      ...(dice.happens(0.05) ? {} : { variables: this.#variableValues() }),
      ...(dice.happens(0.1) ? { operationName: dice.oneOf(['Op', '', 'op', ...SNAGS]) } : {}),
    };
  }

  #document(root: string): string {
    this.#fragments = [];
    this.#variables = new Map();
    const type = this.#schema.getType(root);
    if (!isObjectType(type)) throw new RangeError(`unable to write a document; the schema has no type ${root}`);
    const selection = this.#selection(type, this.#dice.upTo(5) + 1);
    const variables = [...this.#variables].map(([name, { type: written }]) => `$${name}: ${written}`);
    const head = `${this.#slip('mutatoin', root.toLowerCase())} Op${variables.length === 0 ? '' : `(${variables.join(', ')})`}`;
    return [`${head} ${selection}`, ...this.#fragments].join('\n');
  }

  #selection(type: GraphQLObjectType, levels: number): string {
    const dice = this.#dice;
    const fields = Object.values(type.getFields());
    // A subscription takes one field; wide selections are the other types' affair.
    const wide = type.name === 'Subscription' ? 0 : dice.oneOf([1, 3, 8]);
    const chosen = [dice.oneOf(fields), ...dice.some(wide, () => dice.oneOf(fields))];
    const inner = chosen.map((field) => this.#field(field, levels));
    if (dice.happens(0.1)) inner.push('__typename');
    if (dice.happens(this.#slips)) inner.push(dice.oneOf(['nope', '...Nope', '__schema { types { name } }', '']));
    if (!dice.happens(0.15)) return `{ ${inner.join(' ')} }`;
    const condition = this.#slip('Query', type.name);
    if (dice.happens(0.5)) return `{ ... on ${condition} { ${inner.join(' ')} } }`;
    const name = `F${this.#fragments.length}`;
    const spread = dice.happens(0.05) ? ` ...${name}` : '';
    this.#fragments.push(`fragment ${name} on ${condition} { ${inner.join(' ')}${spread} }`);
    return `{ ...${name} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, levels: number): string {
    const dice = this.#dice;
    const given = field.args.filter(({ type }) => isNonNullType(type) || dice.happens(0.4));
    const kept = given.filter(() => !dice.happens(this.#slips));
    const written = kept.map(({ name, type }) => `${name}: ${this.#argument(type)}`);
    if (dice.happens(this.#slips)) written.push(`zzz: ${dice.upTo(9)}`);
    const args = written.length === 0 ? '' : `(${written.join(', ')})`;
    const alias = dice.happens(0.15) ? `${dice.oneOf(['a', 'b', 'id', '__proto__', 'constructor', 'x1'])}: ` : '';
    const directive = dice.happens(0.08)
      ? dice.oneOf([' @skip(if: true)', ' @include(if: false)', ' @skip(if: 1)', ' @nope'])
      : '';
    const type = getNamedType(field.type);
    const nested = isObjectType(type) && (levels > 0 || !dice.happens(0.3));
    const selection = nested ? ` ${this.#selection(type, levels - 1)}` : '';
    return `${alias}${field.name}${args}${directive}${dice.happens(this.#slips) ? '' : selection}`;
  }

  #argument(type: GraphQLInputType): string {
    if (!this.#dice.happens(0.4)) return this.#literal(type, 3);
    const name = `v${this.#variables.size}`;
    const value = this.#dice.happens(this.#slips) ? this.#value(2) : this.#fitting(type, 3);
    this.#variables.set(name, { type: this.#slip('Boolean', String(type)), value });
    return `$${name}`;
  }

  #variableValues(): unknown {
    const values = [...this.#variables].map(([name, { value }]) => [name, value] as const);
    if (this.#dice.happens(0.05)) return this.#value(3);
    return Object.fromEntries(this.#dice.happens(0.1) ? [...values, ['extra', 1]] : values);
  }

  /** JSON that fits an input type; what has a meaning beyond its type is chance. */
  #fitting(type: GraphQLInputType, levels: number): unknown {
    const dice = this.#dice;
    if (isNonNullType(type)) return this.#fitting(type.ofType, levels);
    if (dice.happens(0.05)) return null;
    if (isListType(type)) return dice.some(4, () => this.#fitting(type.ofType, levels - 1));
    if (isEnumType(type)) return dice.oneOf(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = fields.filter((field) => isNonNullType(field.type) || dice.happens(0.5));
      return Object.fromEntries(given.map((field) => [field.name, this.#fitting(field.type, levels - 1)]));
    }
    switch (isScalarType(type) ? type.name : '') {
      case 'Int':
        return dice.oneOf([0, 1, 20, -1, 101, 2_147_483_647, -2_147_483_648]);
      case 'Float':
        return dice.oneOf([0, -0.5, 1e308, 5e-324]);
      case 'Boolean':
        return dice.happens(0.5);
      default:
        return dice.happens(0.5) ? `s${dice.upTo(3)}` : this.#text();
    }
  }

  #literal(type: GraphQLInputType, levels: number): string {
    if (this.#dice.happens(this.#slips)) return asLiteral(this.#value(2), false);
    const bare = getNamedType(type);
    return asLiteral(this.#fitting(type, levels), isEnumType(bare));
  }

  #text(): string {
    const dice = this.#dice;
    const length = dice.oneOf([1, 1, 5, 40, 6_000]);
    return Array.from({ length: Math.min(length, 40) }, () => dice.oneOf(SNAGS))
      .join('x')
      .padEnd(length === 6_000 ? length : 0, 'é');
  }

  /** Any JSON. */
  #value(levels: number): unknown {
    const dice = this.#dice;
    const kind = dice.upTo(levels > 0 ? 6 : 4);
    if (kind === 0) return null;
    if (kind === 1) return dice.happens(0.5);
    if (kind === 2) return dice.oneOf([0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e-308]);
    if (kind <= 4) return this.#text();
    if (kind === 5) return dice.some(4, () => this.#value(levels - 1));
    return Object.fromEntries(dice.some(4, () => [dice.oneOf(SNAGS), this.#value(levels - 1)]));
  }

  #slip<Item>(wrong: Item, right: Item): Item {
    return this.#dice.happens(this.#slips) ? wrong : right;
  }

  #hostile(): string {
    const dice = this.#dice;
    const many = dice.oneOf([30, 300, 3_000]);
    const repeated = (part: (i: number) => string): string => Array.from({ length: many }, (_, i) => part(i)).join(' ');
    return dice.oneOf<() => string>([
      () => `${'{ a '.repeat(many)}${'}'.repeat(dice.happens(0.5) ? many : many - 1)}`,
      () => `{ ${repeated((i) => `a${i}: __typename`)} }`,
      () => `{ ${repeated(() => 'chatSession(sessionId: "x") { id }')} }`,
      () => `{ ...F0 } ${repeated((i) => `fragment F${i} on Query { ...F${(i + 1) % many} ...F${(i + 1) % many} }`)}`,
      () => `{ ...F0 } ${repeated((i) => `fragment F${i} on Query { __typename ...F${i + 1} ...F${i + 1} }`)}`,
      () => `{ chatSession(sessionId: ${'['.repeat(many)}${']'.repeat(many)}) { id } }`,
      () => `{ chatSession(sessionId: "${'é'.repeat(many * 20)}") { id } }`,
      () => `{ chatSession(sessionId: ${'9'.repeat(many * 10)}) { id } }`,
      () => `{ __typename ${'@skip(if: false) '.repeat(many)} }`,
      () => `query(${repeated((i) => `$v${i}: [[[ID!]!]!]!`)}) { __typename }`,
      () => repeated((i) => `query Q${i} { __typename }`),
      () => `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`,
      () =>
        `{ __schema { ${repeated((i) => `t${i % 150}: types { fields { type { ofType { fields { name } } } } }`)} } }`,
      () => `${'#\n'.repeat(many)}{ __typename }`,
      () => `{ chatSession(sessionId: """${'\n '.repeat(many)}""") { id } }`,
      () =>
        dice.some(200, () => dice.oneOf([...SNAGS, '{', '}', '(', ')', '...', '@', 'on', 'query', '!', '='])).join(''),
      () => '\ufeff{ __typename }',
      () => '',
    ])();
  }
}

/** `text` with a few characters cut, doubled, or put in. */
export function mutated(text: string, dice: Dice): string {
  let changed = text;
  for (let turn = dice.upTo(3); turn >= 0; turn -= 1) {
    const at = dice.upTo(changed.length);
    const cut = dice.oneOf([0, 0, 1, 1, 8]);
    const put = dice.oneOf([
      ...SNAGS,
      '{',
      '}',
      '(',
      ')',
      '[',
      '"',
      '!',
      '@skip',
      '...',
      changed.slice(at, at + dice.upTo(60)),
    ]);
    changed = changed.slice(0, at) + put + changed.slice(at + cut);
  }
  return changed;
}

function asLiteral(value: unknown, isEnum: boolean): string {
  if (Array.isArray(value)) return `[${value.map((each) => asLiteral(each, isEnum)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, each]) => `${name}: ${asLiteral(each, false)}`);
    return `{${fields.join(', ')}}`;
  }
  return isEnum && typeof value === 'string' ? value : JSON.stringify(value);
}
