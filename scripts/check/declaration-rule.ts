import type { Rule } from './rule.ts'
import { lineAt } from './source-tree.ts'

/** At the top level of a file a function is a declaration, not an arrow in a constant. */
export const declarationRule: Rule = {
  name: 'declarations',
  check: async (tree) =>
    tree.files
      .filter((file) => /^(src|scripts|test|bench)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .flatMap((file) =>
        tree.parse(file).program.body.flatMap((statement) => {
          const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
          if (declaration?.type !== 'VariableDeclaration') return []
          return declaration.declarations.flatMap(({ init, start }) =>
            init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
              ? [{ file, line: lineAt(tree.text(file), start), message: 'is a function in a constant: write a function declaration' }]
              : [],
          )
        }),
      ),
}
