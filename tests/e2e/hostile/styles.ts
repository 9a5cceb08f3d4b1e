/** Pages that hide the warning by style alone. */
import { FOREIGN_ELEMENTS, type Attack } from './attack.ts';
import { expectDangerColours } from './colours.ts';

const styled = (css: string): string => `
  const style = document.createElement('style');
  style.textContent = ${JSON.stringify(css)};
  document.head.append(style);`;

/** CSS rules for all elements that are not the page's. */
const onForeignElements = (rules: string): string => `html > :not(head):not(body) { ${rules} }`;
const onRoot = (rules: string): string => `html { ${rules} }`;

/** Registers the overlay's custom properties, whose names any page can read in the source code. */
const OWN_PROPERTIES =
  'ink paper quiet line link button on-button caution caution-paper danger danger-paper mark mark-line'
    .split(' ')
    .map((name) => `@property --${name} { syntax: '<color>'; inherits: false; initial-value: white }`)
    .join('');

const TOOLBAR = { chromium: 'toolbar', firefox: 'toolbar' } as const;

export const STYLES: readonly Attack[] = [
  {
    description: 'fades, moves and clips it by its style sheet and by inline style',
    script: `${styled(
      onForeignElements(
        'opacity: 0 !important; visibility: hidden !important; transform: translate(-9999px) !important; clip-path: inset(50%) !important; pointer-events: none !important; display: none !important; filter: opacity(0) !important; mask: linear-gradient(transparent, transparent) !important',
      ),
    )}
      setInterval(() => { for (const e of ${FOREIGN_ELEMENTS}) e.style.cssText = 'opacity:0!important;display:none!important'; }, 30);`,
  },
  {
    description: 'animates it away',
    script: `${styled('@keyframes away { to { opacity: 0; translate: -9999px; } }')}
      setInterval(() => { for (const e of ${FOREIGN_ELEMENTS}) e.animate([{ opacity: 0, transform: 'scale(0)' }], { duration: 1e9, fill: 'both' }); }, 50);`,
    surfaces: TOOLBAR,
  },
  { description: 'sets the opacity of its root to nothing', script: styled(onRoot('opacity: 0')) },
  {
    description: 'sets a filter on its root',
    script: styled(onRoot('filter: opacity(0)')),
    surfaces: { firefox: 'toolbar' },
  },
  { description: 'sets a filter on its body', script: styled('body { filter: blur(40px) }') },
  {
    description: 'scales, clips and masks its root',
    script: styled(
      onRoot('transform: scale(0); clip-path: inset(50%); mask: linear-gradient(transparent, transparent)'),
    ),
    surfaces: TOOLBAR,
  },
  { description: 'makes its root tiny by zoom', script: styled(onRoot('zoom: 0.02')), surfaces: TOOLBAR },
  {
    description: 'does not display its root',
    script: `setTimeout(() => { ${styled(onRoot('display: none !important'))} }, 600);`,
    surfaces: TOOLBAR,
    hidesAll: true,
    durationMs: 1800,
  },
  {
    description: 'hides the content of its root (content-visibility)',
    script: styled(onRoot('content-visibility: hidden')),
    surfaces: TOOLBAR,
    hidesAll: true,
  },
  {
    description: 'contains its root and takes its size',
    script: styled(onRoot('contain: strict; width: 0; height: 0; overflow: hidden')),
    surfaces: TOOLBAR,
  },
  {
    description: 'locks scrolling and takes clicks from everything',
    script: styled(
      'html, body, html > * { overflow: hidden !important; pointer-events: none !important; user-select: none !important }',
    ),
  },
  {
    description: 'registers our colours by name and makes each of them white',
    script: styled(OWN_PROPERTIES),
    readerAction: expectDangerColours,
  },
  { description: 'makes its root inert', script: `document.documentElement.inert = true;`, surfaces: TOOLBAR },
  {
    description: 'hides its post until it is touched (content-visibility: auto, far away)',
    script: styled('main { content-visibility: auto; contain-intrinsic-size: 10px 10px }'),
  },
];
