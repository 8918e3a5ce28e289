import type { Language } from '#base/language.ts'
import { shortNumber } from '#opening/incident-name.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { translate } from '#ui/text-set.ts'
import { campaignPeriod } from './campaign-period.ts'
import { campaignsText, campaignText } from './campaign-page-text.ts'
import type { Campaign, CampaignTrait, ShownCampaign } from './campaign.ts'
import { linkCommandText } from './link-command-text.ts'
import { linkLines } from './link-lines.ts'
import { traitName, traitWords } from './trait-words.ts'

/** Prints the campaigns of the own authority, the one with the latest report first. */
export async function runCampaigns(context: CommandContext): Promise<Outcome> {
  const { campaigns } = (await context.client.json('/api/v1/campaigns', { retries: 3 })) as unknown as { campaigns: readonly Campaign[] }
  if (context.json) context.print(JSON.stringify({ campaigns }))
  else if (campaigns.length === 0) context.say(linkCommandText.noCampaigns)
  else for (const campaign of campaigns) context.print([...factLines(campaign, context.language), ''].join('\n'))
  return 'ok'
}

/** Prints a campaign with its incidents, what they share, and its links. */
export async function runShowCampaign(context: CommandContext): Promise<Outcome> {
  const [id] = context.args
  if (id === undefined) throw new CommandError('usage', 'CAMPAIGN_MISSING', 'Name the campaign: noroshi campaigns show CAMPAIGN')
  const campaign = (await context.client.json(`/api/v1/campaigns/${encodeURIComponent(id)}`, { retries: 3 })) as unknown as ShownCampaign
  const { language, print } = context
  if (context.json) print(JSON.stringify(campaign))
  else {
    print([...factLines(campaign, language), ...memberLines(campaign, language), ...sharedLines(campaign, language), ''].join('\n'))
    for (const text of linkLines(campaign.links, language)) print(text)
  }
  return 'ok'
}

function factLines(campaign: Campaign, language: Language): readonly string[] {
  const [t, list] = [translate(campaignText, language), translate(campaignsText, language)]
  const { own, elsewhere } = campaign.incidents
  const colon = colonOf(language)
  const facts = [
    [t('number'), campaign.id],
    [list('own'), list('count', { count: own })],
    [list('elsewhere'), list('count', { count: elsewhere })],
    [list('period'), campaignPeriod(campaign, language)],
    [list('links'), list('count', { count: campaign.newLinks })],
    [list('warnings'), campaign.warnedBy.length === 0 ? list('count', { count: 0 }) : campaign.warnedBy.join(', ')],
  ]
  return [`■ ${t('title', { name: campaign.name[language] })}`, ...facts.map(([term, fact]) => `  ${term}${colon}${fact}`)]
}

function memberLines({ members }: ShownCampaign, language: Language): readonly string[] {
  return [
    `  ${translate(campaignText, language)('incidents')}${colonOf(language).trimEnd()}`,
    ...members.own.map(({ incidentId }) => `    ${incidentId}`),
  ]
}

function sharedLines({ traits }: ShownCampaign, language: Language): readonly string[] {
  const t = translate(campaignText, language)
  return [
    `  ${t('traits')}${colonOf(language).trimEnd()}`,
    ...(traits.length === 0 ? [t('noTraits')] : traits.map((one) => traitLine(one, language))).map((line) => `    ${line}`),
  ]
}

function traitLine(trait: CampaignTrait, language: Language): string {
  const [t, list] = [translate(campaignText, language), translate(campaignsText, language)]
  const own = trait.heldBy.map((id) => shortNumber({ id })).join(' ')
  const elsewhere = list('count', { count: trait.holders - trait.heldBy.length })
  const colon = colonOf(language)
  const words = [`${t('heldBy')}${colon}${own}`, `${t('heldElsewhere')}${colon}${elsewhere}`, ...(trait.common ? [t('common')] : [])]
  return `${traitName(trait)[language]}  ${traitWords(trait)}  [${words.join(' / ')}]`
}

function colonOf(language: Language): string {
  return language === 'ja' ? '：' : ': '
}
