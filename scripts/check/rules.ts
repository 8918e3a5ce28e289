import { declarationRule } from './declaration-rule.ts'
import { docCommentRule } from './doc-comment-rule.ts'
import { folderOrderRule } from './folder-order-rule.ts'
import { formattingRule } from './formatting-rule.ts'
import { generatedDocsRule } from './generated-docs-rule.ts'
import { lintRule } from './lint-rule.ts'
import { lockfileRule } from './lockfile-rule.ts'
import { machinePathRule } from './machine-path-rule.ts'
import { nameRule } from './name-rule.ts'
import { pageTextRule } from './page-text-rule.ts'
import { routePlaceRule } from './route-place-rule.ts'
import { sqlPlaceRule } from './sql-place-rule.ts'
import { textRule } from './text-rule.ts'
import { typeRules } from './type-rules.ts'
import { unusedRule } from './unused-rule.ts'
import type { Rule } from './rule.ts'

/** All rules of the fence; those that take longest begin first. */
export const rules: readonly Rule[] = [
  lintRule,
  ...typeRules,
  folderOrderRule,
  unusedRule,
  generatedDocsRule,
  formattingRule,
  docCommentRule,
  textRule,
  pageTextRule,
  sqlPlaceRule,
  routePlaceRule,
  declarationRule,
  nameRule,
  lockfileRule,
  machinePathRule,
]
