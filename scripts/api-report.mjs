/** What an entry of the package exports, as text that a reviewer reads and a test compares. */
import ts from 'typescript';

const options = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * @param name what the entry is imported as.
 * @param entry its declarations: a `.d.ts` file.
 * @throws where the declarations do not compile by themselves.
 */
export const apiReport = (name, entry) => {
  const program = ts.createProgram([entry], options);
  const [wrong] = ts.getPreEmitDiagnostics(program);
  if (wrong !== undefined) {
    const why = ts.flattenDiagnosticMessageText(wrong.messageText, ' ');
    throw new Error(`unable to report what ${name} exports; ${wrong.file?.fileName ?? entry}: ${why}`);
  }
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));
  const sections = exported.map((symbol) => {
    const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const written = (original.declarations ?? []).map((declaration) => {
      const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      return printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
    });
    return { name: symbol.name, text: written.join('\n') };
  });
  sections.sort((one, other) => (one.name < other.name ? -1 : 1));
  const body = sections.map(({ name: heading, text }) => `## ${heading}\n\n\`\`\`ts\n${text}\n\`\`\`\n`).join('\n');
  return `# What \`${name}\` exports\n\nWritten by \`npm run package\` from the declarations; not to be edited.\n\n${body}`;
};
