/** The commands of `hub channel`, in the order in which a publisher meets them. */
import type { Commands } from './commands/command.ts';
import { LISTING_COMMANDS } from './commands/listing.ts';
import { SETUP_COMMANDS } from './commands/setup.ts';
import { PUBLISHING_COMMANDS } from './commands/publishing.ts';
import { SIGNING_COMMANDS } from './commands/signing.ts';

export const COMMANDS: Commands = {
  ...SETUP_COMMANDS,
  ...LISTING_COMMANDS,
  ...SIGNING_COMMANDS,
  ...PUBLISHING_COMMANDS,
};
