/** The commands of `hub channel`, in the order in which a publisher needs them. */
import type { Command } from 'commander';
import { addListingCommands } from './commands/listing.ts';
import { addPublishingCommands } from './commands/publishing.ts';
import { addRootCommands } from './commands/root.ts';
import { addSetupCommands } from './commands/setup.ts';
import { addSigningCommands } from './commands/signing.ts';

export function addCommands(group: Command): void {
  addSetupCommands(group);
  addListingCommands(group);
  addSigningCommands(group);
  addRootCommands(group);
  addPublishingCommands(group);
}
