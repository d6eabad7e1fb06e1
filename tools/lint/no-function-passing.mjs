/** The methods of arrays that APPSYNC_JS lets take a function. `sort` is not among them. */
const takingFunctions = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
]);

const functionNodes = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);

/** Whether `node` is a function, or the name of one declared in, or imported as a function by, this file. */
function isFunction(node, scope) {
  if (functionNodes.has(node.type)) return true;
  if (node.type !== 'Identifier') return false;

  for (let at = scope; at !== null; at = at.upper) {
    const definition = at.set.get(node.name)?.defs[0];
    if (definition === undefined) continue;
    const declared = definition.type === 'Variable' ? definition.node.init : definition.node;
    return functionNodes.has(declared?.type) && definition.type !== 'Parameter';
  }
  return false;
}

/**
 * In APPSYNC_JS a function cannot be an argument, except of the array methods above.
 * Source: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html, "Function".
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noFunctionPassing = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      passed:
        'APPSYNC_JS has no functions as arguments, except of {{ methods }}. Call the function and pass its value.',
    },
  },
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node;
      if (callee.type === 'MemberExpression' && takingFunctions.has(callee.property.name)) return;

      const scope = context.sourceCode.getScope(node);
      if (node.arguments.some((argument) => isFunction(argument, scope))) {
        context.report({ node, messageId: 'passed', data: { methods: [...takingFunctions].join(', ') } });
      }
    },
  }),
};
