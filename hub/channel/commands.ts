/** The commands of `hub channel`, in the order in which a publisher meets them. */
import type { Commands } from './commands/command.ts';
import { LISTING } from './commands/listing.ts';
import { MAKING } from './commands/making.ts';
import { PUBLISHING } from './commands/publishing.ts';
import { SIGNING } from './commands/signing.ts';

export const COMMANDS: Commands = { ...MAKING, ...LISTING, ...SIGNING, ...PUBLISHING };
