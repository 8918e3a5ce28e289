import type { Command } from '#runtime/command.ts'
import { walkthroughText } from './walkthrough-text.ts'

/** Plays the main job against a running demonstration and tells each step with its time. */
export const walkthroughCommand: Command = {
  name: 'walkthrough',
  usage: '[EVENT.json]',
  summary: walkthroughText.summary,
  examples: ['walkthrough', 'walkthrough event.misp.json', 'walkthrough bundle.stix2 --json'],
  run: async (context) => (await import('./run-walkthrough.ts')).runWalkthrough(context),
}
