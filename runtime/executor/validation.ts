import {
  GraphQLError,
  Kind,
  specifiedRules,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { refusal, type AnswerError } from './failures.ts';

/** Enough to see what is wrong, and a bound on what a hostile document can make us say. */
const MOST_ERRORS = 20;

/** What is wrong with a document, in the words of graphql-java, which AppSync answers with. */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): readonly AnswerError[] {
  return errorsOf(schema, document).map((error) => worded(error, document));
}

function errorsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, specifiedRules, { maxErrors: MOST_ERRORS });
  } catch (cause) {
    // The rule on a subscription's one field evaluates `@skip(if: 1)`, and throws what another rule would have reported.
    if (cause instanceof GraphQLError) return [cause];
    throw cause;
  }
}

/** With introspection off, AppSync's schema simply has no such fields. */
export function introspectionErrors(document: DocumentNode): readonly AnswerError[] {
  const asked: FieldNode[] = [];
  visit(document, {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') asked.push(node);
    },
  });
  return asked.slice(0, MOST_ERRORS).map((node) =>
    refusal(
      sentence('FieldUndefined', `Field '${node.name.value}' in type 'Query' is undefined`, pathTo(node, document)),
      {
        locations: locationsOf(node),
      },
    ),
  );
}

type Wording = readonly [RegExp, (...found: string[]) => readonly [type: string, sentence: string]];

/** graphql-js's sentences and what graphql-java says instead. */
const WORDINGS: readonly Wording[] = [
  [
    /^Cannot query field "(.+?)" on type "(.+?)"\./,
    (field, type) => ['FieldUndefined', `Field '${field}' in type '${type}' is undefined`],
  ],
  [
    /^Field "(.+?)" of type "(.+?)" must have a selection of subfields\./,
    (field, type) => [
      'SubSelectionRequired',
      `Sub selection required for type ${type.replace(/[[\]!]/g, '')} of field ${field}`,
    ],
  ],
  [
    /^Field "(.+?)" must not have a selection since type "(.+?)" has no subfields\./,
    (field, type) => [
      'SubSelectionNotAllowed',
      `Sub selection not allowed on leaf type ${type.replace(/[[\]!]/g, '')} of field ${field}`,
    ],
  ],
  [
    /^Unknown argument "(.+?)" on field ".+?"\./,
    (argument) => ['UnknownArgument', `Unknown field argument ${argument}`],
  ],
  [
    /^Field ".+?" argument "(.+?)" of type ".+?" is required, but it was not provided\./,
    (argument) => ['MissingFieldArgument', `Missing field argument ${argument}`],
  ],
  [/^Unknown type "(.+?)"\./, (type) => ['UnknownType', `Unknown type ${type}`]],
  [/^Unknown directive "@(.+?)"\./, (directive) => ['UnknownDirective', `Unknown directive ${directive}`]],
  [/^Unknown fragment "(.+?)"\./, (fragment) => ['UndefinedFragment', `Undefined fragment ${fragment}`]],
  [/^Fragment "(.+?)" is never used\./, (fragment) => ['UnusedFragment', `Unused fragment ${fragment}`]],
  [/^Cannot spread fragment "(.+?)" within itself/, () => ['FragmentCycle', 'Fragment cycles not allowed']],
  [/^Variable "\$(.+?)" is not defined/, (variable) => ['UndefinedVariable', `Undefined variable ${variable}`]],
  [/^Variable "\$(.+?)" is never used/, (variable) => ['UnusedVariable', `Unused variable ${variable}`]],
  [
    /^Variable ".+?" of type "(.+?)" used in position expecting type "(.+?)"\./,
    (given, wanted) => ['VariableTypeMismatch', `Variable type '${given}' doesn't match expected type '${wanted}'`],
  ],
  [
    /^Variable "\$(.+?)" cannot be non-input type "(.+?)"\./,
    (variable, type) => ['NonInputTypeOnVariable', `Input variable ${variable} type ${type} is not an input type`],
  ],
  [
    /^Field "(.+?)" is not defined by type "(.+?)"\./,
    (field, type) => ['WrongType', `argument value contains a field not in '${type}': '${field}'`],
  ],
  [
    /^Field "(.+?)\.(.+?)" of required type ".+?" was not provided\./,
    (type, field) => ['WrongType', `argument value is missing required fields of '${type}': '[${field}]'`],
  ],
  [
    /^Fields "(.+?)" conflict because/,
    (name) => ['FieldsConflict', `${name}: they differ in their fields, arguments or types`],
  ],
  [
    /^There can be only one operation named "(.+?)"\./,
    (name) => ['DuplicateOperationName', `There can be only one operation named '${name}'`],
  ],
  [
    /^This anonymous operation must be the only defined operation\./,
    () => ['LoneAnonymousOperationViolation', 'Anonymous operation with other operations.'],
  ],
  [
    /must select only one top level field/,
    () => ['SubscriptionMultipleRootFields', 'A subscription has exactly one root field'],
  ],
  [/^Value .+? does not exist in "(.+?)" enum\./, (type) => ['WrongType', `argument value is not a valid '${type}'`]],
  [/^Expected value of type "(.+?)", found /, (type) => ['WrongType', `argument value is not a valid '${type}'`]],
  [
    /^(?:Enum "(.+?)"|Int|Float|String|Boolean|ID) cannot represent/,
    (type = 'value of its type') => ['WrongType', `argument value is not a valid '${type}'`],
  ],
  [/^Argument "(.+?)" has invalid value/, (argument) => ['WrongType', `argument '${argument}' has an invalid value`]],
  [/as a valid (AWS\w+)\./, (type) => ['WrongType', `argument value is not a valid '${type}'`]],
];

function worded(error: GraphQLError, document: DocumentNode): AnswerError {
  // Where a variable is used tells more than where it is declared.
  const node = /^Variable .+ used in position/.test(error.message) ? error.nodes?.at(-1) : error.nodes?.[0];
  const at = node === undefined ? [] : pathTo(node, document);
  const locations = node === undefined ? null : locationsOf(node);
  for (const [pattern, wording] of WORDINGS) {
    const found = pattern.exec(error.message);
    if (found === null) continue;
    const [type, text] = wording(...found.slice(1));
    return refusal(sentence(type, text, at), { locations });
  }
  return refusal(sentence('InvalidSyntax', error.message, at), { locations });
}

function sentence(type: string, text: string, at: readonly string[]): string {
  return `Validation error of type ${type}: ${text}${at.length === 0 ? '' : ` @ '${at.join('/')}'`}`;
}

function locationsOf(node: ASTNode): AnswerError['locations'] {
  const token = node.loc?.startToken;
  return token === undefined ? null : [{ line: token.line, column: token.column, sourceName: null }];
}

/** The names of the fields (or the fragment) around a node, outermost first. */
function pathTo(wanted: ASTNode, document: DocumentNode): readonly string[] {
  const path: string[] = [];
  let found: readonly string[] | undefined;
  visit(document, {
    enter(node) {
      if (found !== undefined) return false;
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) path.push(node.name.value);
      if (node === wanted) found = [...path];
      return undefined;
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) path.pop();
    },
  });
  return found ?? [];
}
