import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatFinding, sortFindings, type Finding, type Rule } from './rule.ts'
import { rules } from './rules.ts'
import { readSourceTree, type SourceTree } from './source-tree.ts'

type Outcome = { readonly rule: Rule; readonly findings: readonly Finding[]; readonly fault: string | null }

process.exitCode = await checkAll(process.argv.slice(2))

/** Runs the named rules, or all, prints a line for each and then every breach; returns the exit code. */
async function checkAll(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !rules.some((rule) => rule.name === name))
  if (unknown.length > 0) {
    console.error(`No rule is called ${unknown.join(', ')}. There are: ${rules.map(({ name }) => name).join(', ')}.`)
    return 2
  }
  const started = performance.now()
  const chosen = names.length === 0 ? rules : rules.filter(({ name }) => names.includes(name))
  const outcomes = await runRules(chosen, readSourceTree(dirname(dirname(dirname(fileURLToPath(import.meta.url))))))
  const broken = outcomes.filter(({ findings, fault }) => findings.length > 0 || fault !== null)
  for (const outcome of broken) printBreaches(outcome)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    broken.length === 0
      ? `All ${chosen.length} rules hold (${seconds} s).`
      : `${broken.length} of ${chosen.length} rules are broken (${seconds} s).`,
  )
  return broken.length === 0 ? 0 : 1
}

/** Runs `chosen` side by side, as many as the machine has processors and one more, since most wait for a tool. */
async function runRules(chosen: readonly Rule[], tree: SourceTree): Promise<readonly Outcome[]> {
  const waiting = [...chosen]
  const outcomes: Outcome[] = []
  const lanes = Array.from({ length: availableParallelism() + 1 }, async () => {
    for (let rule = waiting.shift(); rule !== undefined; rule = waiting.shift()) outcomes.push(await runRule(rule, tree))
  })
  await Promise.all(lanes)
  return outcomes
}

async function runRule(rule: Rule, tree: SourceTree): Promise<Outcome> {
  const started = performance.now()
  let outcome: Outcome
  try {
    outcome = { rule, findings: sortFindings(await rule.check(tree)), fault: null }
  } catch (error) {
    outcome = { rule, findings: [], fault: error instanceof Error ? error.message : String(error) }
  }
  const { findings, fault } = outcome
  const verdict = fault === null ? (findings.length === 0 ? 'ok' : `${findings.length} breaches`) : 'could not be checked'
  console.log(`${rule.name.padEnd(16)} ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${verdict}`)
  return outcome
}

function printBreaches({ rule, findings, fault }: Outcome): void {
  console.log(`\n${rule.name}`)
  if (fault !== null) console.log(`  ${fault.trim().replaceAll('\n', '\n  ')}`)
  for (const finding of findings) console.log(`  ${formatFinding(finding)}`)
  console.log('')
}
