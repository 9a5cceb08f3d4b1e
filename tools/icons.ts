/** `node tools/icons.ts`: draws the icons of extension and web site from `public/icons/lantern.svg`, after it changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { drawIcon, type IconOptions } from './brand/logo.ts';
import { drawPackageIcons } from './brand/package-icons.ts';

const LOGO = 'public/icons/lantern.svg';

const svg = await readFile(LOGO);
const ground = /fill="(#[0-9a-f]{6})"/u.exec(svg.toString('utf8'))?.[1] ?? 'none';
const icons: Readonly<Record<string, IconOptions>> = {
  ...Object.fromEntries([192, 512].map((size) => [`web/icons/${size}.png`, { size }])),
  'web/icons/maskable.png': { size: 512, contentScale: 0.7, background: ground },
};
for (const [file, options] of Object.entries(icons)) await writeFile(file, drawIcon(LOGO, svg, options));
for (const [name, icon] of Object.entries(drawPackageIcons(LOGO, svg))) await writeFile(`public/icons/${name}`, icon);
