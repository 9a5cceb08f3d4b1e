/** Commands that bring the list to readers, and see that it got there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { expiryNotes, hostProblems, pullChannel } from '../live.ts';
import { readPublishedMetadata } from '../published-metadata.ts';
import { publishTo } from '../publish-to.ts';
import { serveChannel } from '../serve-channel.ts';
import { isHttpUrl, verifyChannel } from '../verify-channel.ts';
import { flag, textOf, word, type Commands } from './command.ts';

export const PUBLISHING_COMMANDS: Commands = {
  publish: {
    usage: 'publish DIR --to FOLDER [--prune]',
    summary: 'copy the public files into a folder that any web host or object store takes as it is',
    help: `Reads the channel first as a reader's browser does, and copies nothing that it would refuse. Names carry a version or a digest and
never change; timestamp.json is written last. _headers and .htaccess tell the host how long each may be kept.
  --to FOLDER              a folder of its own: no key ever comes there
  --prune                  delete from FOLDER what none of the last eight releases names`,
    options: { to: word, prune: flag },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const to = textOf(values, 'to');
      if (to === undefined) throw new Refusal('--to is needed: the folder to copy the public files into.');
      const { copied, unchanged, pruned, bytes, version } = await publishTo({
        dir,
        to,
        now: Date.now(),
        prune: values['prune'] === true,
      });
      say(
        `Version ${version} is in ${to}: ${copied} files copied (${bytes} bytes), ${unchanged} there already, ${pruned} deleted.`,
      );
      say('Now copy that folder to your host, timestamp.json last. Then: channel verify https://YOUR-ADDRESS/');
    },
  },
  pull: {
    usage: 'pull DIR URL',
    summary: 'take over from the host what a timer has signed since, before you sign',
    help: 'Trusts only what the keys of DIR/public have signed. Where a timer refreshes the list, run this before "sign" or "withdraw".',
    options: {},
    argumentCount: [2, 2],
    async run(_values, [dir = '', url = ''], say) {
      if (!isHttpUrl(url)) throw new Refusal(`"${url}" is no address: give the https address of the public files.`);
      const { files, snapshot } = await pullChannel(dir, url, Date.now());
      say(
        files.length === 0
          ? `Nothing newer is there (version ${snapshot}).`
          : `Took over version ${snapshot}: ${files.join(', ')}.`,
      );
    },
  },
  verify: {
    usage: 'verify DIR|URL [--root FILE] [--against DIR]',
    summary: 'read a channel as a browser does, and tell what it holds',
    help: `  --root FILE              the root that the brand pins (default: the channel's own first root, taken at its word)
  --against DIR            pin the first root of your own folder, and say whether the host has the newest release`,
    options: { root: word, against: word },
    argumentCount: [1, 1],
    async run(values, [place = ''], say) {
      const [root, against] = [textOf(values, 'root'), textOf(values, 'against')];
      const file = root ?? (against === undefined ? undefined : join(channelPaths(against).public, '1.root.json'));
      const now = Date.now();
      const verified = await verifyChannel(
        place,
        now,
        file === undefined ? undefined : new Uint8Array(await readFile(file)),
      );
      const { opened, entries, fingerprint, expiries } = verified;
      say(`good: version ${opened.version} by ${opened.publisher ?? 'nobody named'}, ${entries} entries`);
      say(`fingerprint: ${fingerprint}`);
      say(`files: ${[...opened.files.keys()].join(', ')}`);
      say(`recipients of reports: ${opened.recipients.join(', ') || 'none'}`);
      say(
        `valid until ${opened.expiresAt} (${expiries.map(({ role, at }) => `${role} ${at.slice(0, 10)}`).join(', ')})`,
      );
      const notes = [
        ...expiryNotes(verified, now),
        ...(isHttpUrl(place) ? await hostProblems(place.replace(/\/?$/u, '/')) : []),
      ];
      for (const note of notes) say(`note: ${note}`);
      if (against === undefined) return;
      const mine = (await readPublishedMetadata(against)).snapshot?.signed.version ?? 0;
      if (mine > opened.version) {
        throw new Refusal(
          `The host has version ${opened.version}, and ${against} has version ${mine}: copy it there again (channel publish).`,
        );
      }
      say(
        mine === opened.version
          ? `The host has what ${against} has.`
          : `The host is newer than ${against}: channel pull ${against} ${place}`,
      );
    },
  },
  serve: {
    usage: 'serve DIR [--port N] [--host ADDRESS]',
    summary: 'serve DIR/public over HTTP, for trying out',
    help: `  --port N                 default 8080
  --host ADDRESS           default 127.0.0.1: this machine only`,
    options: { port: word, host: word },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const port = Number(values['port'] ?? 8080);
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refusal('--port takes a number up to 65535.');
      const host = textOf(values, 'host');
      const { url } = await serveChannel({ dir, port, ...(host === undefined ? {} : { host }) });
      say(`Serving ${channelPaths(dir).public} at ${url} until Ctrl-C.`);
    },
  },
};
