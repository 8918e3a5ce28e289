import { basename, resolve } from 'node:path'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { ruleSetText } from '#rulebook/simulation/simulation-text.ts'
import { withDrafts, type RuleSet } from '#rulebook/simulation/rule-set.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { readRulebookFolders } from './read-rulebook-folder.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'
import { checkFolder, faultText } from './rulebook-folder.ts'

/**
 * Returns the rule set that `name` stands for: `in-force`, `proposed`, or a folder as `rulebook check` takes it, whose rulebooks take the place of
 * those with the same id; `@DATE` behind it applies the law of the beginning of that day to every incident.
 *
 * What is wrong with a draft that can be read is said, and the simulation goes on.
 *
 * @throws {CommandError} `RULEBOOK_FAULTY` where a draft cannot be read, after its faults were said; `RULES_DATE` for a date that does not exist.
 */
export async function openRuleSet(name: string, context: Pick<CommandContext, 'say' | 'language'>): Promise<RuleSet> {
  const at = /^(?<rules>.*)@(?<date>\d{4}-\d{2}-\d{2})$/su.exec(name)?.groups
  const set = await openRules(at?.['rules'] ?? name, context)
  const date = at?.['date']
  if (date === undefined) return set
  const zone = set.rulebooks[0]?.legal.zone ?? 'UTC'
  return { ...set, name: ruleSetText.at(set.name, date), judgedAt: startOfDay(date, zone) }
}

async function openRules(rules: string, context: Pick<CommandContext, 'say' | 'language'>): Promise<RuleSet> {
  const inForce: RuleSet = { name: ruleSetText.inForce, rulebooks: allRulebooks(), includeProposed: false, judgedAt: null }
  if (rules === 'in-force') return inForce
  if (rules === 'proposed') return { ...inForce, name: ruleSetText.proposed, includeProposed: true }
  const checked = (await readRulebookFolders(rules)).map(checkFolder)
  for (const { name, rulebook, faults } of checked) {
    if (faults.length === 0) continue
    context.say(rulebook === null ? rulebookCommandText.faults(name, faults.length) : rulebookCommandText.draftGoesOn(name))
    for (const fault of faults) context.say(faultText(fault))
  }
  const drafts = checked.map(({ name, rulebook }) => {
    if (rulebook !== null) return rulebook
    throw new CommandError('validation', 'RULEBOOK_FAULTY', `Cannot simulate the rules in ${rules}: ${name} cannot be read as a rulebook`)
  })
  return { ...inForce, name: ruleSetText.draft(basename(resolve(rules))), rulebooks: withDrafts(inForce.rulebooks, drafts) }
}

function startOfDay(date: string, zone: string): Temporal.Instant {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant()
  } catch (cause) {
    throw new CommandError('usage', 'RULES_DATE', `Cannot judge by the law of ${date}: expected a date that exists`, { cause })
  }
}
