import type { ReactNode } from 'react'
import { CampaignPage } from '#campaign/campaign-page.tsx'
import { CampaignWarnings } from '#warning/draft/campaign-warnings.tsx'

/** One campaign, with the warnings that were made about it. */
export function CampaignWithWarnings(): ReactNode {
  return <CampaignPage Warnings={CampaignWarnings} />
}
